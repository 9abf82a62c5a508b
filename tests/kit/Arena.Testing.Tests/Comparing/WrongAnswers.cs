using static TorchSharp.torch;

namespace Arena.Testing.Tests.Comparing;

/// <summary>Plausible wrong answers, each with the right one and what the diagnosis has to say.</summary>
public static class WrongAnswers
{
    /// <param name="Diagnosis">The diagnosis that has to speak first.</param>
    /// <param name="Says">A part of its sentence.</param>
    /// <param name="Axes">The names of the expected tensor's axes.</param>
    /// <param name="Make">The wrong and the right answer for a shape of input.</param>
    /// <param name="Shapes">At least two shapes of input.</param>
    /// <param name="Also">The other diagnoses that apply as well, and no others.</param>
    public sealed record Case(
        string Diagnosis, string Says, string Axes, Func<Tensor, (Tensor Wrong, Tensor Right)> Make, long[][] Shapes,
        params string[] Also);

    private static readonly long[][] Matrices = [[3, 5], [4, 7]];
    private static readonly long[][] Squares = [[4, 4], [5, 5]];
    private static readonly long[][] BatchesOfSquares = [[1, 4, 4], [3, 5, 5]];

    public static IReadOnlyList<Case> All { get; } =
    [
        new("AxisMissing", "day, of size 1, is missing: was keepdim", "week day", x =>
            (x.mean([1]), x.mean([1], keepdim: true)), Matrices),
        new("AxisMissing", "week is missing: it was reduced", "week day", x => (x.mean([0]), x), Matrices),
        new("AxisTooMany", "axis of size 1 too many", "week", x => (x.mean([1], keepdim: true), x.mean([1])), Matrices),
        new("AxisTooMany", "Axis 1 of size", "week", x => (x - 1, x.mean([1])), Matrices),
        new("OuterProduct", "were broadcast against each other", "week", x =>
            (x.mean([1]) - x.mean([1], keepdim: true), x.mean([1])), Matrices),
        new("Transposed", "week and day are swapped", "week day", x => (x.t(), x), Matrices),
        new("Transposed", "query and key are swapped", "query key", x => (x.t(), x), Squares),
        new("Transposed", "in the order head, key, batch instead of batch, head, key", "batch head key", x =>
            (x.permute(1, 2, 0), x), [[2, 3, 4], [3, 3, 3]]),
        new("Transposed", "By their sizes, the axes are in the order day, week", "week day", x =>
            (x.t().sin(), x), Matrices),
        new("ReshapedInsteadOfTransposed", "lie in the order week, day", "day week", x =>
            (x.reshape(x.shape[1], x.shape[0]), x.t()), Matrices),
        new("ReshapedInsteadOfTransposed", "Transpose first", "seq batch d", x =>
            (x.reshape(x.shape[1], x.shape[0], x.shape[2]), x.transpose(0, 1)), [[2, 3, 4], [3, 5, 2]]),
        new("NotFinite", "NaN, first at [week 0, day 0]", "week day", x => ((x - x) / (x - x), x), Matrices),
        new("NotFinite", "(all of week 1)", "week day", x => (masked_fill(x, 1, double.NaN), x), Matrices),
        new("NotFinite", "infinite, first at [week 1, day 0] (all of week 1)", "week day", x =>
            (masked_fill(x, 1, double.NegativeInfinity), x), Matrices),
        new("NotFinite", "-∞, first at [query 1, key 0], and should not be: is more masked", "query key", x =>
            (masked_fill(masked(x, double.NegativeInfinity), 1, double.NegativeInfinity),
                masked(x, double.NegativeInfinity)), Squares),
        new("InfinityMissing", "Only what should be -∞ is wrong, first at [query 0, key 1]", "query key", x =>
            (masked(x, -1e5), masked(x, double.NegativeInfinity)), Squares),
        new("AllZero", "All values are 0", "week day", x => (zeros_like(x), x), Matrices),
        new("SameAlongAxis", "the same all along day", "week day", x =>
            (x.mean([1], keepdim: true).expand(x.shape), x), Matrices),
        new("SameAlongAxis", "All values are 7", "week day", x => (full_like(x, 7), x), Matrices),
        new("ConstantRatio", "the division by √", "week day", x => (x * Math.Sqrt(x.shape[1]), x), Matrices),
        new("ConstantRatio", "a sum instead of a mean over", "week", x => (x.sum(1), x.mean([1])), [[2, 11], [3, 17]]),
        new("ConstantRatio", "a mean instead of a sum over day", "week day", x =>
            (x.softmax(1) / x.shape[1], x.softmax(1)), Matrices),
        new("ConstantRatio", "the division by √24 is missing", "query key", x => (x * Math.Sqrt(24), x), Matrices),
        new("ConstantRatio", "the logarithm has another base", "week day", x => (x.exp().log2(), x), Matrices),
        new("ConstantRatio", "the unbiased variance over 9 values", "week", x =>
            (x.@var(1), x.@var(1, unbiased: false)), [[3, 9], [5, 9]]),
        new("ConstantRatio", "the unbiased deviation over 12 values", "week", x =>
            (x.std(1), x.std(1, unbiased: false)), [[3, 12], [5, 12]]),
        new("ConstantRatio", "The sign is flipped", "week day", x => (-x, x), Matrices),
        new("ConstantRatio", "degrees and radians are exchanged", "week day", x => (x * (180 / Math.PI), x), Matrices),
        new("ConstantRatio", "Every value is 1.37 times what it should be.", "week day", x => (x * 1.37, x), Matrices),
        new("ConstantOffset", "Every value is 3 too large", "week day", x => (x + 3, x), Matrices),
        new("ConstantOffset", "Every value is 0.5 too small", "week", x =>
            (x.sum(1) - 0.5, x.sum(1)), [[3, 5], [6, 2]]),
        new("Shifted", "everything is 1 later than it should be, and wraps", "week day", x =>
            (x.roll(1, 1), x), Matrices),
        new("Shifted", "Along time, everything is 1 earlier than it should be: off by one", "time", x =>
            (cat([x[1..], zeros(1)]), x), [[6], [9]]),
        new("Shifted", "everything is 2 later than it should be", "week day", x => (x.roll(2, 1), x), [[3, 7], [2, 8]]),
        new("Reversed", "in reverse order along day", "week day", x => (x.flip(1), x), Matrices),
        new("Reversed", "The two values of pair have changed places", "week pair", x =>
            (x.flip(1), x), [[3, 2], [4, 2]]),
        new("NormalisedOverWrongAxis", "add up to 1 along week, but should along day", "week day", x =>
            (x.softmax(0), x.softmax(1)), Matrices),
        new("NormalisedOverWrongAxis", "add up to 1 along head, but should along key", "head query key", x =>
            (x.softmax(0), x.softmax(2)), [[2, 3, 4], [4, 3, 3]]),
        new("NormalisedOverWrongAxis", "average 0 along week, but should along day", "week day", x =>
            (x - x.mean([0], keepdim: true), x - x.mean([1], keepdim: true)), Matrices),
        new("NormalisedOverWrongAxis", "have length 1 along week, but should along day", "week day", x =>
            (x / x.pow(2).sum(0, keepdim: true).sqrt(), x / x.pow(2).sum(1, keepdim: true).sqrt()), Matrices),
        new("CumulatedOverWrongAxis", "running sums along week instead of along day", "week day", x =>
            (x.cumsum(0), x.cumsum(1)), Matrices),
        new("KeepdimForgottenInSquare", "was subtracted or added for each column", "row column", x =>
            (x - x.mean([1]), x - x.mean([1], keepdim: true)), Squares),
        new("KeepdimForgottenInSquare", "was divided or multiplied for each key", "query key", x =>
            (x.exp() / x.exp().sum(1), x.softmax(1)), Squares),
        new("WrongTriangle", "below the diagonal is 0, but it should be what is above the diagonal", "query key", x =>
            (x.triu(), x.tril()), Squares),
        new("WrongTriangle", "What is on and above the diagonal is -∞", "batch query key", x =>
            (masked(x, double.NegativeInfinity, diagonal: 0), masked(x, double.NegativeInfinity)),
            BatchesOfSquares, "NotFinite"),
        new("OnlyFirstRight", "Only batch 0 is right", "batch seq", x => (cat([x[..1], x[1..].cos()]), x), Matrices),
        new("EdgeWrong", "Only day ", "week day", x => (cat([x[.., ..^1], zeros(x.shape[0], 1)], 1), x), Matrices),
        new("EdgeWrong", "the first, is wrong", "time", x => (cat([zeros(1), x[1..]]), x), [[6], [9]]),
        new("Logarithm", "It is the logarithm of what it should be", "week day", x =>
            (x.log_softmax(1), x.softmax(1)), Matrices),
        new("Logarithm", "It is the exponential of what it should be", "week day", x =>
            (x.softmax(1), x.log_softmax(1)), Matrices),
        new("SignLost", "have lost their sign", "week day", x => (x.abs(), x), Matrices),
        new("SignLost", "have become 0", "week day", x => (x.relu(), x), Matrices),
        new("Squared", "is the square of what it should be", "week", x =>
            (x.pow(2).sum(1), x.pow(2).sum(1).sqrt()), Matrices),
        new("Squared", "is the square root of what it should be", "week", x => (x.std(1), x.@var(1)), Matrices),
        new("Reciprocal", "is 1 divided by what it should be", "week day", x => (x.reciprocal(), x), Matrices),
        new("Inverted", "1 minus what it should be", "week day", x => (x > 0, x <= 0), Matrices),
        new("Inverted", "1 minus what it should be", "week day", x => (1 - x.sigmoid(), x.sigmoid()), Matrices),
        new("FractionLost", "The fractions are lost", "week day", x => ((x * 10).trunc(), x * 10), Matrices),
        new("OtherOrder", "in another order along day", "week day", x =>
            (x.index_select(1, shuffled(x.shape[1])), x), [[3, 5], [4, 7]]),
        new("OtherOrder", "The values are right, but in another order.", "week day", x =>
            (x.flatten()[shuffled(x.numel())].reshape(x.shape), x), [[3, 5], [4, 7]]),
    ];

    /// <summary>Every case in every shape.</summary>
    public static IEnumerable<TheoryDataRow<int, int>> Rows() =>
        All.SelectMany((wrong, index) => wrong.Shapes.Select((shape, which) =>
            new TheoryDataRow<int, int>(index, which)
            {
                TestDisplayName = $"{wrong.Diagnosis}: {wrong.Says} [{string.Join(", ", shape)}]",
            }));

    /// <summary>The wrong and the right answer of a row.</summary>
    public static (Case Case, Tensor Wrong, Tensor Right) Of(int index, int which)
    {
        var wrong = All[index];
        random.manual_seed(7 * index + which);
        var (actual, expected) = wrong.Make(randn(wrong.Shapes[which]));
        return (wrong, actual, expected);
    }

    private static Tensor masked_fill(Tensor x, int row, double value)
    {
        var copy = x.clone();
        copy[row] = tensor((float)value);
        return copy;
    }

    private static Tensor masked(Tensor x, double value, long diagonal = 1) =>
        x.masked_fill(ones(x.shape[^2], x.shape[^1], ScalarType.Bool).triu(diagonal), value);

    // Every place moves by another distance, so it is neither a shift nor a reversal.
    private static Tensor shuffled(long n) => (arange(n) * (n % 2 == 0 ? 5 : 2) + 1).remainder(n);
}
