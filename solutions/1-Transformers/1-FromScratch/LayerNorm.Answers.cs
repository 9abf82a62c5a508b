using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for a layer norm.</summary>
[SolutionOnly]
internal static class LayerNormAnswers
{
    [WrongAnswer("1.1.8", Says = "the variance is their mean")]
    internal static Tensor DividesByOneLess(LayerNorm norm, Tensor x)
    {
        var centred = x - x.mean([2], keepdim: true);
        return centred / (x.var(2, keepdim: true) + norm.Eps).sqrt() * norm.w + norm.b;
    }

    [WrongAnswer("1.1.8", Says = "Eps was added to the root")]
    internal static Tensor AddsEpsToTheRoot(LayerNorm norm, Tensor x)
    {
        var centred = x - x.mean([2], keepdim: true);
        return centred / (x.std(2, unbiased: false, keepdim: true) + norm.Eps) * norm.w + norm.b;
    }

    [WrongAnswer("1.1.8", Says = "the mean was not subtracted")]
    internal static Tensor DoesNotCentre(LayerNorm norm, Tensor x) =>
        x / (x.var(2, unbiased: false, keepdim: true) + norm.Eps).sqrt() * norm.w + norm.b;

    [WrongAnswer("1.1.8", Says = "the shift `b` was forgotten")]
    internal static Tensor ForgetsTheShift(LayerNorm norm, Tensor x)
    {
        var centred = x - x.mean([2], keepdim: true);
        return centred / (x.var(2, unbiased: false, keepdim: true) + norm.Eps).sqrt() * norm.w;
    }

    [WrongAnswer("1.1.8", Says = "over the numbers of one vector")]
    internal static Tensor NormalisesOverPositions(LayerNorm norm, Tensor x)
    {
        var centred = x - x.mean([1], keepdim: true);
        return centred / (x.var(1, unbiased: false, keepdim: true) + norm.Eps).sqrt() * norm.w + norm.b;
    }

    [WrongAnswer("1.1.8", Says = "was modified")]
    internal static Tensor CentresInPlace(LayerNorm norm, Tensor x)
    {
        var variance = x.var(2, unbiased: false, keepdim: true);
        return x.sub_(x.mean([2], keepdim: true)) / (variance + norm.Eps).sqrt() * norm.w + norm.b;
    }

    [RightAnswer("1.1.8")]
    internal static Tensor AsksLibtorch(LayerNorm norm, Tensor x) =>
        nn.functional.layer_norm(x, [x.shape[2]], norm.w, norm.b, norm.Eps);

    [RightAnswer("1.1.8")]
    internal static Tensor TakesTheVarianceFromSquares(LayerNorm norm, Tensor x)
    {
        var y = x.to(float64);
        var mean = y.mean([2], keepdim: true);
        var variance = y.square().mean([2], keepdim: true) - mean.square();
        return ((y - mean) * (variance + norm.Eps).rsqrt()).to(x.dtype) * norm.w + norm.b;
    }
}
