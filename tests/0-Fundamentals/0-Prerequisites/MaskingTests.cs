using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class MaskingTests
{
    // Means of at most nine numbers of size 1 in float32: off by less than 1e-5.
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.0.41")]
    [InlineData(3, 5, 4, false)]
    [InlineData(1, 3, 2, false)]
    [InlineData(4, 9, 1, false)]
    [InlineData(4, 4, 4, false)]
    [InlineData(2, 7, 3, true)]
    public void OnlyWhatCountsIsAveraged(long batch, long seq, long dModel, bool view)
    {
        var x = Some.Numbers(view, batch, seq, dModel);
        var mask = Some.Indices(view, 2, batch, seq).to(ScalarType.Bool);
        for (var row = 0L; row < batch; row++) mask[row, row % seq] = true;
        using var unchanged = Inputs.MustStayUnchanged(x, mask);
        var kept = x * mask.unsqueeze(2);
        Masking.MaskedMean(x, mask).Should().BeCloseTo(
            Expected(x, mask), axes: "batch d_model", tolerance: Tolerance, mistakes:
        [
            ("the mask was not used: this is the mean over all positions", x.mean([1])),
            ("the sum was divided by the length of the sequence, not by how many positions count", kept.mean([1])),
            ("these are sums: divide by how many positions count", kept.sum(dim: 1)),
            ("the mask is the other way round: true means that a position counts", Expected(x, mask.logical_not())),
            ("1 was added to every count; only a count of 0 needs another number",
                kept.sum(dim: 1) / (mask.sum(dim: 1, keepdim: true) + 1)),
            ("the sum was divided by how many positions count in the whole batch", kept.sum(dim: 1) / mask.sum()),
            .. batch == dModel && seq == dModel
                ? [
                    ("the mask was laid along d_model: give it an axis for d_model (`unsqueeze(2)`)",
                        (x * mask).sum(dim: 1) / mask.sum(dim: 1, keepdim: true)),
                    ("the counts were laid along d_model: keep the reduced axis (`keepdim: true`)",
                        kept.sum(dim: 1) / mask.sum(dim: 1)),
                ]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseFact("0.0.41")]
    public void PaddingMayBeAnything()
    {
        const float infinity = float.PositiveInfinity;
        var x = tensor(new float[] { 1, 2, 3, 6, float.NaN, infinity, 5, 7, -infinity, float.NaN, 1, 1 }, [2, 3, 2]);
        var mask = tensor(new bool[] { true, true, false, true, false, false }, [2, 3]);
        using var unchanged = Inputs.MustStayUnchanged(x, mask);
        Masking.MaskedMean(x, mask).Should().BeCloseTo(
            tensor(new float[] { 2, 4, 5, 7 }, [2, 2]), axes: "batch d_model", tolerance: Tolerance, mistakes:
        [
            ("padding was multiplied by 0, and 0 times NaN or ∞ is NaN: replace it instead",
                (x * mask.unsqueeze(2)).sum(dim: 1) / mask.sum(dim: 1, keepdim: true)),
        ]);
    }

    [ExerciseFact("0.0.41")]
    public void NothingToAverageGivesZeros()
    {
        var x = Some.Numbers(false, 2, 3, 4);
        var mask = tensor(new bool[] { false, false, false, false, true, false }, [2, 3]);
        using var unchanged = Inputs.MustStayUnchanged(x, mask);
        Masking.MaskedMean(x, mask).Should().BeCloseTo(
            stack([zeros(4), x[1, 1]]), axes: "batch d_model", tolerance: Tolerance, mistakes:
        [
            ("a sequence in which nothing counts was divided by 0", stack([full(4, float.NaN), x[1, 1]])),
            ("1 was added to every count; only a count of 0 needs another number", stack([zeros(4), x[1, 1] / 2])),
        ]);
    }

    private static Tensor Expected(Tensor x, Tensor mask)
    {
        var means = zeros(x.shape[0], x.shape[2]);
        for (var row = 0L; row < x.shape[0]; row++)
        {
            var counted = Enumerable.Range(0, (int)x.shape[1])
                .Where(at => mask[row, at].item<bool>()).Select(at => x[row, at]).ToArray();
            if (counted.Length > 0) means[row] = stack(counted).mean([0]);
        }
        return means;
    }
}
