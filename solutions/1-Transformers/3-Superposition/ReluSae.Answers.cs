using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for a sparse autoencoder with a ReLU.</summary>
[SolutionOnly]
internal static class ReluSaeAnswers
{
    [WrongAnswer("1.3.15", Says = "the ReLU is missing")]
    internal static Tensor ForgetsTheRelu(ReluSae sae, Tensor x) => (x - sae.b_dec).matmul(Reading(sae)) + sae.b_enc;

    [WrongAnswer("1.3.15", Says = "the decoder's bias was not taken off")]
    internal static Tensor LeavesTheDecodersBias(ReluSae sae, Tensor x) => (x.matmul(Reading(sae)) + sae.b_enc).relu();

    [WrongAnswer("1.3.15", Says = "the encoder's bias is missing")]
    internal static Tensor ForgetsTheEncodersBias(ReluSae sae, Tensor x) => (x - sae.b_dec).matmul(Reading(sae)).relu();

    [WrongAnswer("1.3.15", Says = "the weights are tied")]
    internal static Tensor IsNeverTied(ReluSae sae, Tensor x) => ((x - sae.b_dec).matmul(sae.W_enc) + sae.b_enc).relu();

    [WrongAnswer("1.3.15", Says = "the weights are not tied")]
    internal static Tensor IsAlwaysTied(ReluSae sae, Tensor x) =>
        ((x - sae.b_dec).matmul(sae.W_dec.t()) + sae.b_enc).relu();

    [RightAnswer("1.3.15")]
    internal static Tensor TakesTheBiasOffAfterwards(ReluSae sae, Tensor x) =>
        (x.matmul(Reading(sae)) + (sae.b_enc - sae.b_dec.matmul(Reading(sae)))).clamp(min: 0);

    [WrongAnswer("1.3.16", Says = "the squared errors were averaged over the dimensions")]
    internal static Tensor AveragesTheErrors(ReluSae sae, Tensor x)
    {
        var latents = sae.Encode(x);
        return (x - sae.Decode(latents)).square().mean() + sae.Penalty * latents.sum(dim: 1).mean();
    }

    [WrongAnswer("1.3.16", Says = "the items were added up")]
    internal static Tensor AddsUpTheItems(ReluSae sae, Tensor x)
    {
        var latents = sae.Encode(x);
        return (x - sae.Decode(latents)).square().sum() + sae.Penalty * latents.sum();
    }

    [WrongAnswer("1.3.16", Says = "this counts the latents")]
    internal static Tensor CountsTheLatents(ReluSae sae, Tensor x)
    {
        var latents = sae.Encode(x);
        return ((x - sae.Decode(latents)).square().sum(dim: 1) + sae.Penalty * latents.gt(0).sum(dim: 1)).mean();
    }

    [WrongAnswer("1.3.16", Says = "the penalty is missing")]
    internal static Tensor ForgetsThePenalty(ReluSae sae, Tensor x) =>
        (x - sae.Decode(sae.Encode(x))).square().sum(dim: 1).mean();

    [WrongAnswer("1.3.16")]
    internal static Tensor CutsTheGraph(ReluSae sae, Tensor x)
    {
        var latents = sae.Encode(x).detach();
        return ((x - sae.Decode(latents)).square().sum(dim: 1) + sae.Penalty * latents.sum(dim: 1)).mean();
    }

    [RightAnswer("1.3.16")]
    internal static Tensor DividesByTheItems(ReluSae sae, Tensor x)
    {
        var latents = sae.Encode(x);
        var error = nn.functional.mse_loss(sae.Decode(latents), x, nn.Reduction.Sum);
        return (error + sae.Penalty * latents.sum()) / x.shape[0];
    }

    private static Tensor Reading(ReluSae sae) => sae.IsTied ? sae.W_dec.t() : sae.W_enc;
}
