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
        var plain = nn.functional.layer_norm(x, [dModel], eps: eps);
        var away = x - x.mean([2], keepdim: true);
        var spread = x.var(2, unbiased: false, keepdim: true);
        Tensor Over(Tensor numerator, Tensor divisor) => numerator / divisor * w + b;
        norm.call(x).Should().BeCloseTo(
            nn.functional.layer_norm(x, [dModel], w, b, eps), 2e-5, "batch position d_model", mistakes:
        [
            ("the sum of the squares was divided by d_model − 1: the variance is their mean (`unbiased: false`)",
                Over(away, (x.var(2, keepdim: true) + eps).sqrt())),
            ("Eps was added to the root; it belongs inside, to the variance", Over(away, spread.sqrt() + eps)),
            ("Eps was forgotten", Over(away, spread.sqrt())),
            ("it was divided by the variance, not by its root", Over(away, spread + eps)),
            ("the mean was not subtracted", Over(x, (spread + eps).sqrt())),
            ("the mean was not subtracted before squaring",
                Over(away, (x.square().mean([2], keepdim: true) + eps).sqrt())),
            ("the scale `w` was forgotten", plain + b),
            ("the shift `b` was forgotten", plain * w),
            ("`w` and `b` were forgotten", plain),
            ("the mean and the variance were taken over the positions too; every position is normalised by itself",
                nn.functional.layer_norm(x, [positions, dModel], eps: eps) * w + b),
            ("the mean and the variance were taken over the positions; they are over the numbers of one vector",
                nn.functional.layer_norm(x.transpose(1, 2), [positions], eps: eps).transpose(1, 2) * w + b),
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
