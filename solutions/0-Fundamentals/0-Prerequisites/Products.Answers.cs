using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for the products of linear algebra.</summary>
[SolutionOnly]
internal static class ProductsAnswers
{
    [WrongAnswer("0.0.28", Says = "everything was added up, not only the diagonal")]
    internal static Tensor SumsEverything(Tensor x) => Einsum("row column ->", x);

    [WrongAnswer("0.0.28", Says = "this is the other diagonal")]
    internal static Tensor SumsTheOtherDiagonal(Tensor x) => x.fliplr().diagonal().sum();

    [WrongAnswer("0.0.28", Says = "this is the mean of the diagonal, not its sum")]
    internal static Tensor AveragesTheDiagonal(Tensor x) => x.diagonal().mean();

    [WrongAnswer("0.0.28", Says = "is a reduction over it missing")]
    internal static Tensor ReturnsTheDiagonal(Tensor x) => Einsum("i i -> i", x);

    [WrongAnswer("0.0.28", Says = "There is an axis of size 1 too many")]
    internal static Tensor KeepsAnAxis(Tensor x) => x.diagonal().sum(dim: 0, keepdim: true);

    // 0 is read as an element type here.
    [WrongAnswer("0.0.28", Says = "The dtype is Byte, should be Float32")]
    internal static Tensor SumsAsBytes(Tensor x) => x.diagonal().sum(0);

    [WrongAnswer("0.0.28")]
    internal static Tensor MultipliesTheDiagonal(Tensor x) => x.diagonal().prod();

    [WrongAnswer("0.0.28")]
    internal static Tensor SumsTheDiagonalAbove(Tensor x) => x.diagonal(1).sum();

    [RightAnswer("0.0.28")]
    internal static Tensor LoopsDownTheDiagonal(Tensor x)
    {
        var sum = 0.0;
        for (var i = 0L; i < x.shape[0]; i++) sum += x[i, i].item<float>();
        return tensor(sum).to(x.dtype);
    }

    [RightAnswer("0.0.28")]
    internal static Tensor MultipliesByTheIdentity(Tensor x) => (x * eye(x.shape[0])).sum();

    [WrongAnswer("0.0.29", Says = "the rows were added up, not the columns")]
    internal static Tensor SumsOverTheRows(Tensor matrix, Tensor vector) =>
        Einsum("row column, row -> column", matrix, vector);

    [WrongAnswer("0.0.29", Says = "all columns were added up without the vector")]
    internal static Tensor ForgetsTheVector(Tensor matrix, Tensor vector) => matrix.sum(dim: 1);

    [WrongAnswer("0.0.29", Says = "the columns and the vector were added up apart")]
    internal static Tensor GivesTheVectorItsOwnName(Tensor matrix, Tensor vector) =>
        Einsum("row column, other -> row", matrix, vector);

    [WrongAnswer("0.0.29", Says = "is a reduction over it missing")]
    internal static Tensor ForgetsToSum(Tensor matrix, Tensor vector) => matrix * vector;

    [WrongAnswer("0.0.29", Says = "There is an axis of size 1 too many")]
    internal static Tensor KeepsTheColumnOfTheVector(Tensor matrix, Tensor vector) => matrix.mm(vector.unsqueeze(1));

    [WrongAnswer("0.0.29", Says = "The shape is []")]
    internal static Tensor SqueezesASingleRowAway(Tensor matrix, Tensor vector) =>
        matrix.mm(vector.unsqueeze(1)).squeeze();

    [WrongAnswer("0.0.29", Says = "the vector was laid along the rows")]
    internal static Tensor LaysTheVectorAlongTheRows(Tensor matrix, Tensor vector) =>
        (matrix * vector.unsqueeze(1)).sum(dim: 1);

    [WrongAnswer("0.0.29", Says = "a mean instead of a sum over")]
    internal static Tensor AveragesTheProducts(Tensor matrix, Tensor vector) => (matrix * vector).mean([1]);

    [WrongAnswer("0.0.29", Says = "Input 1 of 2 was modified")]
    internal static Tensor MultipliesTheMatrixInPlace(Tensor matrix, Tensor vector) =>
        matrix.mul_(vector).sum(dim: 1);

    [RightAnswer("0.0.29")]
    internal static Tensor TakesTheInnerProductOfEachRow(Tensor matrix, Tensor vector) =>
        stack([.. matrix.unbind(0).Select(row => row.dot(vector))]);

    [RightAnswer("0.0.29")]
    internal static Tensor AddsUpScaledColumns(Tensor matrix, Tensor vector)
    {
        var sum = zeros(matrix.shape[0], dtype: matrix.dtype);
        for (var column = 0L; column < matrix.shape[1]; column++) sum += matrix[.., column] * vector[column];
        return sum;
    }

    [WrongAnswer("0.0.30", Says = "the elements were multiplied one by one")]
    internal static Tensor MultipliesElementByElement(Tensor left, Tensor right) => left * right;

    [WrongAnswer("0.0.30", Says = "the result is transposed")]
    internal static Tensor TransposesTheResult(Tensor left, Tensor right) =>
        Einsum("row inner, inner column -> column row", left, right);

    [WrongAnswer("0.0.30", Says = "rows met rows")]
    internal static Tensor LetsRowsMeetRows(Tensor left, Tensor right) =>
        Einsum("row inner, column inner -> row column", left, right);

    [WrongAnswer("0.0.30", Says = "columns met columns")]
    internal static Tensor LetsColumnsMeetColumns(Tensor left, Tensor right) =>
        Einsum("inner row, inner column -> row column", left, right);

    [WrongAnswer("0.0.30", Says = "the matrices were multiplied in the other order")]
    internal static Tensor ExchangesTheMatrices(Tensor left, Tensor right) => right.mm(left);

    [WrongAnswer("0.0.30", Says = "each matrix was summed by itself")]
    internal static Tensor GivesTheInnerAxisTwoNames(Tensor left, Tensor right) =>
        Einsum("row inner, other column -> row column", left, right);

    [WrongAnswer("0.0.30", Says = "is a reduction over it missing")]
    internal static Tensor KeepsTheInnerAxis(Tensor left, Tensor right) =>
        Einsum("row inner, inner column -> row inner column", left, right);

    // The right values for a right matrix that lies in memory column after column, which a test's does.
    [WrongAnswer("0.0.30")]
    internal static Tensor ReshapesInsteadOfTransposing(Tensor left, Tensor right) =>
        left.mm(right.t().reshape(right.shape));

    [WrongAnswer("0.0.30")]
    internal static Tensor StopsOneInnerStepEarly(Tensor left, Tensor right)
    {
        var sum = zeros(left.shape[0], right.shape[1], dtype: left.dtype);
        for (var inner = 0L; inner < left.shape[1] - 1; inner++) sum += left[.., inner].outer(right[inner]);
        return sum;
    }

    [RightAnswer("0.0.30")]
    internal static Tensor AddsUpOuterProducts(Tensor left, Tensor right)
    {
        var sum = zeros(left.shape[0], right.shape[1], dtype: left.dtype);
        for (var inner = 0L; inner < left.shape[1]; inner++) sum += left[.., inner].outer(right[inner]);
        return sum;
    }

    [RightAnswer("0.0.30")]
    internal static Tensor BroadcastsAndSums(Tensor left, Tensor right) =>
        (left.unsqueeze(2) * right.unsqueeze(0)).sum(dim: 1);

    [RightAnswer("0.0.30")]
    internal static Tensor MultipliesTheTransposesInTheOtherOrder(Tensor left, Tensor right) =>
        right.t().mm(left.t()).t();

    [RightAnswer("0.0.30")]
    internal static Tensor LoopsOverElements(Tensor left, Tensor right)
    {
        var product = new float[left.shape[0], right.shape[1]];
        for (var row = 0; row < left.shape[0]; row++)
            for (var column = 0; column < right.shape[1]; column++)
                product[row, column] = left[row].dot(right[.., column]).item<float>();
        return tensor(product);
    }

    [WrongAnswer("0.0.31", Says = "each vector was summed by itself")]
    internal static Tensor SumsEachByItself(Tensor a, Tensor b) => Einsum("i, j ->", a, b);

    [WrongAnswer("0.0.31", Says = "this is the mean of the products, not their sum")]
    internal static Tensor TakesTheMeanOfTheProducts(Tensor a, Tensor b) => (a * b).mean();

    [WrongAnswer("0.0.31", Says = "this is the cosine")]
    internal static Tensor DividesByTheLengths(Tensor a, Tensor b) => a.dot(b) / (a.norm() * b.norm());

    [WrongAnswer("0.0.31", Says = "is a reduction over it missing")]
    internal static Tensor ReturnsTheProducts(Tensor a, Tensor b) => Einsum("i, i -> i", a, b);

    [WrongAnswer("0.0.31", Says = "should be []")]
    internal static Tensor ReturnsAMatrixOfOne(Tensor a, Tensor b) => a.unsqueeze(0).mm(b.unsqueeze(1));

    [WrongAnswer("0.0.31", Says = "The dtype is Byte, should be Float32")]
    internal static Tensor SumsProductsAsBytes(Tensor a, Tensor b) => (a * b).sum(0);

    [WrongAnswer("0.0.31")]
    internal static Tensor AddsInsteadOfMultiplying(Tensor a, Tensor b) => (a + b).sum();

    [WrongAnswer("0.0.31")]
    internal static Tensor UsesTheFirstVectorTwice(Tensor a, Tensor b) => a.dot(a);

    [WrongAnswer("0.0.31", Says = "Input 1 of 2 was modified")]
    internal static Tensor MultipliesInPlace(Tensor a, Tensor b) => a.mul_(b).sum();

    [RightAnswer("0.0.31")]
    internal static Tensor AddsUpInALoop(Tensor a, Tensor b)
    {
        var sum = 0.0;
        for (var i = 0L; i < a.shape[0]; i++) sum += (double)a[i].item<float>() * b[i].item<float>();
        return tensor((float)sum);
    }

    [RightAnswer("0.0.31")]
    internal static Tensor MultipliesARowByAColumn(Tensor a, Tensor b) => a.unsqueeze(0).mm(b.unsqueeze(1)).squeeze();

    // |a + b|² - |a - b|² is four times the inner product.
    [RightAnswer("0.0.31")]
    internal static Tensor ComparesLengths(Tensor a, Tensor b) =>
        (((a + b).square().sum() - (a - b).square().sum()) / 4).to(a.dtype);

    [WrongAnswer("0.0.32", Says = "the result is transposed")]
    internal static Tensor LaysTheFirstAlongTheColumns(Tensor a, Tensor b) => Einsum("i, j -> j i", a, b);

    [WrongAnswer("0.0.32", Says = "the vectors were added, not multiplied")]
    internal static Tensor AddsTheVectors(Tensor a, Tensor b) => a.unsqueeze(1) + b.unsqueeze(0);

    [WrongAnswer("0.0.32", Says = "the elements were multiplied one by one")]
    internal static Tensor MultipliesPairs(Tensor a, Tensor b) => a * b;

    [WrongAnswer("0.0.32", Says = "J is missing: it was reduced")]
    internal static Tensor SumsTheSecondAway(Tensor a, Tensor b) => Einsum("i, j -> i", a, b);

    [WrongAnswer("0.0.32", Says = "The shape is")]
    internal static Tensor FlattensTheTable(Tensor a, Tensor b) => (a.unsqueeze(1) * b).flatten();

    [WrongAnswer("0.0.32", Says = "reshape and view only cut the same sequence anew")]
    internal static Tensor ReshapesTheTransposedTable(Tensor a, Tensor b) =>
        (b.unsqueeze(1) * a).reshape(a.shape[0], b.shape[0]);

    [WrongAnswer("0.0.32")]
    internal static Tensor DividesTheVectors(Tensor a, Tensor b) => a.unsqueeze(1) / b;

    [RightAnswer("0.0.32")]
    internal static Tensor MultipliesAColumnByARow(Tensor a, Tensor b) => a.unsqueeze(1).mm(b.unsqueeze(0));

    [RightAnswer("0.0.32")]
    internal static Tensor StacksScaledCopies(Tensor a, Tensor b) => stack([.. a.unbind(0).Select(factor => factor * b)]);

    [WrongAnswer("0.0.33", Says = "each outer product is transposed")]
    internal static Tensor TransposesEach(Tensor a, Tensor b) => Einsum("batch i, batch j -> batch j i", a, b);

    [WrongAnswer("0.0.33", Says = "the pairs of the batch were added up")]
    internal static Tensor SumsTheBatchAway(Tensor a, Tensor b) => a.t().mm(b);

    [WrongAnswer("0.0.33", Says = "every vector met every other")]
    internal static Tensor GivesTheBatchesTwoNames(Tensor a, Tensor b) =>
        Einsum("batch i, other j -> batch other i j", a, b);

    [WrongAnswer("0.0.33", Says = "the elements were multiplied one by one")]
    internal static Tensor MultipliesPairsOfElements(Tensor a, Tensor b) => a * b;

    // The batch of b falls on the axis i of a, which shows only where both have the same size.
    [WrongAnswer("0.0.33", Says = "the batch of the second met the elements of the first")]
    internal static Tensor ForgetsToUnsqueezeTheSecond(Tensor a, Tensor b) => a.unsqueeze(2) * b;

    [WrongAnswer("0.0.33")]
    internal static Tensor UsesTheFirstVectorForAll(Tensor a, Tensor b) => a[0].unsqueeze(1) * b.unsqueeze(1);

    [WrongAnswer("0.0.33")]
    internal static Tensor ReshapesTheTransposedTables(Tensor a, Tensor b) =>
        (b.unsqueeze(2) * a.unsqueeze(1)).reshape(a.shape[0], a.shape[1], b.shape[1]);

    [RightAnswer("0.0.33")]
    internal static Tensor LoopsOverTheBatch(Tensor a, Tensor b) =>
        stack([.. Enumerable.Range(0, (int)a.shape[0]).Select(n => a[n].outer(b[n]))]);

    [RightAnswer("0.0.33")]
    internal static Tensor MultipliesColumnsByRows(Tensor a, Tensor b) => a.unsqueeze(2).bmm(b.unsqueeze(1));
}
