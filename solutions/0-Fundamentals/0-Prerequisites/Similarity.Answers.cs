using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for lengths and angles.</summary>
[SolutionOnly]
internal static class SimilarityAnswers
{
    [WrongAnswer("0.0.14", Says = "the rows' lengths were laid along the columns")]
    internal static Tensor ForgetsKeepdim(Tensor x) => x / x.square().sum(dim: 1).sqrt();

    [WrongAnswer("0.0.14", Says = "the columns have length 1, not the rows")]
    internal static Tensor ScalesTheColumns(Tensor x) => x / x.square().sum(dim: 0, keepdim: true).sqrt();

    [WrongAnswer("0.0.14", Says = "each row was divided by the sum of its squares")]
    internal static Tensor ForgetsTheRoot(Tensor x) => x / x.square().sum(dim: 1, keepdim: true);

    [WrongAnswer("0.0.14", Says = "each row was divided by the sum of its elements")]
    internal static Tensor ForgetsTheSquares(Tensor x) => x / x.sum(dim: 1, keepdim: true);

    [WrongAnswer("0.0.14", Says = "each row was divided by the sum of its absolute values")]
    internal static Tensor DividesByAbsoluteValues(Tensor x) => x / x.abs().sum(dim: 1, keepdim: true);

    [WrongAnswer("0.0.14", Says = "everything was divided by one length")]
    internal static Tensor DividesEverythingByOneLength(Tensor x) => x / x.square().sum().sqrt();

    [WrongAnswer("0.0.14", Says = "each row was divided by the root of the mean of its squares")]
    internal static Tensor TakesTheMeanOfTheSquares(Tensor x) => x / x.square().mean([1], keepdim: true).sqrt();

    [WrongAnswer("0.0.14", Says = "each row was divided by its largest element")]
    internal static Tensor DividesByTheLargest(Tensor x) => x / x.abs().amax([1], keepdim: true);

    [WrongAnswer("0.0.14", Says = "The input was modified")]
    internal static Tensor DividesInPlace(Tensor x) => x.div_(x.square().sum(dim: 1, keepdim: true).sqrt());

    [RightAnswer("0.0.14")]
    internal static Tensor UsesTheNorm(Tensor x) => x / x.norm(1, keepdim: true);

    [RightAnswer("0.0.14")]
    internal static Tensor ScalesRowByRow(Tensor x) => stack([.. x.unbind(0).Select(row => row / row.dot(row).sqrt())]);

    [RightAnswer("0.0.14")]
    internal static Tensor MultipliesTheColumnsOfTheTranspose(Tensor x)
    {
        var lengths = Einsum("row column, row column -> row", x.to(float64), x.to(float64)).sqrt();
        return (x.t() / lengths).t().to(x.dtype);
    }

    [WrongAnswer("0.0.15", Says = "these are plain inner products")]
    internal static Tensor ForgetsTheLengths(Tensor x) => x.mm(x.t());

    [WrongAnswer("0.0.15", Says = "only one of the two rows was divided by its length")]
    internal static Tensor DividesByOneLengthOnly(Tensor x) => x.mm(x.t()) / x.norm(1, keepdim: true);

    [WrongAnswer("0.0.15", Says = "the columns were compared, not the rows")]
    internal static Tensor ComparesTheColumns(Tensor x)
    {
        var unit = x / x.norm(0, keepdim: true);
        return unit.t().mm(unit);
    }

    [WrongAnswer("0.0.15", Says = "the columns were divided by their lengths, not the rows")]
    internal static Tensor ScalesTheColumnsFirst(Tensor x)
    {
        var unit = x / x.norm(0, keepdim: true);
        return unit.mm(unit.t());
    }

    [WrongAnswer("0.0.15", Says = "the absolute value was taken")]
    internal static Tensor TakesTheAbsoluteValue(Tensor x)
    {
        var unit = x / x.norm(1, keepdim: true);
        return unit.mm(unit.t()).abs();
    }

    [WrongAnswer("0.0.15", Says = "the inner products were divided by the squares of the lengths")]
    internal static Tensor ForgetsTheRootOfTheLengths(Tensor x)
    {
        var unit = x / x.square().sum(dim: 1, keepdim: true);
        return unit.mm(unit.t());
    }

    [WrongAnswer("0.0.15", Says = "these are correlations")]
    internal static Tensor SubtractsTheMeanOfEachRow(Tensor x)
    {
        var centred = x - x.mean([1], keepdim: true);
        var unit = centred / centred.norm(1, keepdim: true);
        return unit.mm(unit.t());
    }

    // One name for the rows of both: each row only meets itself.
    [WrongAnswer("0.0.15", Says = "each row was compared with itself only")]
    internal static Tensor UsesOneNameForBothRows(Tensor x)
    {
        var unit = x / x.norm(1, keepdim: true);
        return Einsum("row column, row column -> row", unit, unit);
    }

    [WrongAnswer("0.0.15")]
    internal static Tensor MultipliesElementByElement(Tensor x)
    {
        var unit = x / x.norm(1, keepdim: true);
        return unit * unit;
    }

    [RightAnswer("0.0.15")]
    internal static Tensor DividesTheInnerProducts(Tensor x)
    {
        var lengths = x.norm(1);
        return x.mm(x.t()) / lengths.outer(lengths);
    }

    [RightAnswer("0.0.15")]
    internal static Tensor ComparesPairByPair(Tensor x)
    {
        var cosines = empty(x.shape[0], x.shape[0], dtype: x.dtype);
        for (var row = 0L; row < x.shape[0]; row++)
            for (var other = 0L; other <= row; other++)
                cosines[row, other] = cosines[other, row] = x[row].dot(x[other]) / (x[row].norm() * x[other].norm());
        return cosines;
    }

    // For vectors of length 1 the squared distance is 2 - 2 cos.
    [RightAnswer("0.0.15")]
    internal static Tensor MeasuresDistances(Tensor x)
    {
        var unit = x.to(float64) / x.to(float64).norm(1, keepdim: true);
        var squares = (unit.unsqueeze(1) - unit.unsqueeze(0)).square().sum(dim: 2);
        return (1 - squares / 2).to(x.dtype);
    }
}
