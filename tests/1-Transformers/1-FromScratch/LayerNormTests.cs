using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class LayerNormTests
{
    [ExerciseTheory("1.1.8")]
    [InlineData(2, 3, 5, 1, 1e-5, false)]
    [InlineData(1, 1, 4, 3, 1e-5, false)]
    [InlineData(3, 2, 6, 0.01, 1e-5, true)]
    [InlineData(2, 4, 4, 1, 0.5, false)]
    public void EachVectorIsNormalisedByItself(
        long batch, long positions, long dModel, double size, double eps, bool view)
    {
        var x = size * (Some.Numbers(view, batch, positions, dModel) + 2);
        var norm = new LayerNorm(dModel, eps).WithWeights();
        var (w, b) = (norm.Weight("w"), norm.Weight("b"));
        using var unchanged = Inputs.MustStayUnchanged(x, norm.w, norm.b);
        var centred = x - x.mean([2], keepdim: true);
        var variance = centred.square().mean([2], keepdim: true);
        norm.call(x).Should().BeCloseTo(
            nn.functional.layer_norm(x, [dModel], w, b, eps), 2e-5, "batch position d_model", mistakes:
        [
            ("the sum of the squares was divided by d_model − 1: the variance is their mean (`unbiased: false`)",
                centred / (variance * dModel / (dModel - 1) + eps).sqrt() * w + b),
            ("Eps was added to the root; it belongs inside, to the variance", centred / (variance.sqrt() + eps) * w + b),
            ("Eps was forgotten", centred / variance.sqrt() * w + b),
            ("it was divided by the variance, not by its root", centred / (variance + eps) * w + b),
            ("the mean was not subtracted", x / (variance + eps).sqrt() * w + b),
            ("the mean was not subtracted before squaring",
                centred / (x.square().mean([2], keepdim: true) + eps).sqrt() * w + b),
            ("the scale `w` was forgotten", centred / (variance + eps).sqrt() + b),
            ("the shift `b` was forgotten", centred / (variance + eps).sqrt() * w),
            ("`w` and `b` were forgotten", centred / (variance + eps).sqrt()),
            ("the mean and the variance were taken over the positions too; every position is normalised by itself",
                nn.functional.layer_norm(x, [positions, dModel], eps: eps) * w + b),
            ("the mean and the variance were taken over the positions; they are over the numbers of one vector",
                (x - x.mean([1], keepdim: true))
                    / (x.var(1, unbiased: false, keepdim: true) + eps).sqrt() * w + b),
        ]);
    }

    // Where all numbers of a vector are equal there is nothing but Eps to divide by.
    [ExerciseFact("1.1.8")]
    public void AVectorWithoutVarianceIsTheShift()
    {
        var x = full([1, 2, 3], 4f);
        var norm = new LayerNorm(3).WithWeights();
        norm.call(x).Should().BeCloseTo(
            norm.Weight("b").expand(1, 2, 3), 1e-4, "batch position d_model", mistakes:
            [("0 was divided by 0: Eps is added to the variance, inside the root", full([1, 2, 3], float.NaN))]);
    }

    [ExerciseFact("1.1.8")]
    public void TheScaleAndTheShiftLearn()
    {
        var norm = new LayerNorm(4).WithWeights();
        var x = Some.Numbers(false, 2, 3, 4);
        norm.call(x).sum().backward();
        norm.b.Should().HaveGradient(full(4, 6f), 1e-5, "d_model");
        norm.w.Should().HaveGradient(
            nn.functional.layer_norm(x, [4], eps: 1e-5).sum(0, 1), 1e-4, "d_model");
    }
}
