using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[WrongAnswer("0.1.11", Says = "an offset is missing")]
internal static class StridePuzzlesWithoutOffsets
{
    public static Layout FirstRow() => new([5], [1]);

    public static Layout ThirdColumn() => new([4], [5]);

    public static Layout Diagonal() => new([4], [6]);

    public static Layout Transposed() => new([5, 4], [1, 5]);

    public static Layout EverySecond() => new([2, 3], [10, 2]);

    public static Layout LastRowThrice() => new([3, 5], [0, 1]);

    public static Layout EachFourTimes() => new([2, 4], [1, 0]);

    public static Layout Corners() => new([2, 2], [15, 4]);

    public static Layout Windows() => new([3, 3], [1, 1]);

    public static Layout Squares() => new([3, 4, 2, 2], [5, 1, 5, 1]);
}

[WrongAnswer("0.1.11", Says = "the strides are those of a new tensor of this size")]
internal static class StridePuzzlesAsIfTheViewsWereNew
{
    public static Layout FirstRow() => new([5], [1]);

    public static Layout ThirdColumn() => new([4], [5], 2);

    public static Layout Diagonal() => new([4], [6]);

    public static Layout Transposed() => new([5, 4], [4, 1]);

    public static Layout EverySecond() => new([2, 3], [3, 1]);

    public static Layout LastRowThrice() => new([3, 5], [5, 1]);

    public static Layout EachFourTimes() => new([2, 4], [4, 1]);

    public static Layout Corners() => new([2, 2], [2, 1]);

    public static Layout Windows() => new([3, 3], [3, 1]);

    public static Layout Squares() => new([3, 4, 2, 2], [5, 1, 5, 1]);
}

[WrongAnswer("0.1.11", Says = "the view's last number is one of the twenty")]
internal static class StridePuzzlesWithStridesOfTheNextDiagonal
{
    public static Layout FirstRow() => new([5], [1]);

    public static Layout ThirdColumn() => new([4], [5], 2);

    public static Layout Diagonal() => new([4], [7]);

    public static Layout Transposed() => new([5, 4], [1, 5]);

    public static Layout EverySecond() => new([2, 3], [10, 2]);

    public static Layout LastRowThrice() => new([3, 5], [0, 1], 15);

    public static Layout EachFourTimes() => new([2, 4], [1, 0]);

    public static Layout Corners() => new([2, 2], [15, 4]);

    public static Layout Windows() => new([3, 3], [1, 1]);

    public static Layout Squares() => new([3, 4, 2, 2], [5, 1, 5, 1]);
}

/// <summary>What else learners may write for traces and products.</summary>
[SolutionOnly]
internal static class StridesAnswers
{
    [WrongAnswer("0.1.12", Says = "the diagonal is read from the beginning of the memory")]
    internal static Tensor ForgetsTheOffset(Tensor x) =>
        x.as_strided([Math.Min(x.shape[0], x.shape[1])], [x.stride(0) + x.stride(1)]).sum();

    [WrongAnswer("0.1.12", Says = "the strides are those that a new tensor would have")]
    internal static Tensor AssumesAFreshTensor(Tensor x) =>
        x.as_strided([Math.Min(x.shape[0], x.shape[1])], [x.shape[1] + 1], x.storage_offset()).sum();

    [WrongAnswer("0.1.12")]
    internal static Tensor TakesAsManyAsThereAreRows(Tensor x) =>
        x.as_strided([x.shape[0]], [x.stride(0) + x.stride(1)], x.storage_offset()).sum();

    [WrongAnswer("0.1.12", Says = "this is the diagonal from the other corner")]
    internal static Tensor TakesTheOtherDiagonal(Tensor x) => x.flip(1).diagonal().sum();

    [RightAnswer("0.1.12")]
    internal static Tensor MasksWithTheIdentity(Tensor x) => (x * eye(x.shape[0], x.shape[1])).sum();

    [RightAnswer("0.1.12")]
    internal static Tensor PicksFromReadingOrder(Tensor x)
    {
        var (rows, columns) = (x.shape[0], x.shape[1]);
        return x.flatten().index_select(0, arange(Math.Min(rows, columns)) * (columns + 1)).sum();
    }

    [WrongAnswer("0.1.13", Says = "the vector is read from the beginning of its memory")]
    internal static Tensor ForgetsTheVectorsOffset(Tensor matrix, Tensor vector) =>
        (matrix * vector.as_strided(matrix.shape, [0, vector.stride(0)])).sum(dim: 1);

    [WrongAnswer("0.1.13", Says = "the numbers of the vector are taken to be neighbours in memory")]
    internal static Tensor AssumesAFreshVector(Tensor matrix, Tensor vector) =>
        (matrix * vector.as_strided(matrix.shape, [0, 1], vector.storage_offset())).sum(dim: 1);

    [WrongAnswer("0.1.13", Says = "the vector lies along the wrong axis")]
    internal static Tensor RepeatsTheVectorAlongTheWrongAxis(Tensor matrix, Tensor vector) =>
        (matrix * vector.as_strided([vector.shape[0], vector.shape[0]], [vector.stride(0), 0], vector.storage_offset()))
            .sum(dim: 1);

    [WrongAnswer("0.1.13")]
    internal static Tensor SumsOverTheRows(Tensor matrix, Tensor vector) => (matrix * vector).sum(dim: 0);

    [RightAnswer("0.1.13")]
    internal static Tensor Broadcasts(Tensor matrix, Tensor vector) =>
        Einsum("row column, column -> row", matrix, vector);

    [RightAnswer("0.1.13")]
    internal static Tensor AddsUpRowByRow(Tensor matrix, Tensor vector) =>
        stack([.. matrix.unbind(0).Select(row => (row * vector).sum())]);

    [WrongAnswer("0.1.14", Says = "both matrices are read from the beginning of their memory")]
    internal static Tensor ForgetsTheOffsets(Tensor left, Tensor right)
    {
        long[] sizes = [left.shape[0], left.shape[1], right.shape[1]];
        var lefts = left.as_strided(sizes, [left.stride(0), left.stride(1), 0]);
        var rights = right.as_strided(sizes, [0, right.stride(0), right.stride(1)]);
        return (lefts * rights).sum(dim: 1);
    }

    [WrongAnswer("0.1.14")]
    internal static Tensor AssumesFreshMatrices(Tensor left, Tensor right)
    {
        long[] sizes = [left.shape[0], left.shape[1], right.shape[1]];
        var lefts = left.as_strided(sizes, [left.shape[1], 1, 0], left.storage_offset());
        var rights = right.as_strided(sizes, [0, right.shape[1], 1], right.storage_offset());
        return (lefts * rights).sum(dim: 1);
    }

    [WrongAnswer("0.1.14", Says = "number was multiplied by number")]
    internal static Tensor MultipliesNumberByNumber(Tensor left, Tensor right) => left * right;

    [WrongAnswer("0.1.14", Says = "the products were averaged")]
    internal static Tensor AveragesTheProducts(Tensor left, Tensor right) =>
        (left.unsqueeze(2) * right.unsqueeze(0)).mean([1]);

    [WrongAnswer("0.1.14", Says = "the matrices are exchanged")]
    internal static Tensor ExchangesTheMatrices(Tensor left, Tensor right) =>
        Einsum("row inner, inner column -> row column", right, left);

    [RightAnswer("0.1.14")]
    internal static Tensor AddsUpOuterProducts(Tensor left, Tensor right) =>
        left.unbind(1).Zip(right.unbind(0), (column, row) => column.unsqueeze(1) * row).Aggregate((a, b) => a + b);
}
