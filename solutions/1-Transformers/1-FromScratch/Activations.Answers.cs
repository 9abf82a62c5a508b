using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for activations.</summary>
[SolutionOnly]
internal static class ActivationsAnswers
{
    [WrongAnswer("1.1.16", Says = "x was not divided by √2")]
    internal static Tensor TakesErfForTheNormalDistribution(Tensor x) => 0.5 * x * (1 + x.erf());

    [WrongAnswer("1.1.16", Says = "an approximation")]
    internal static Tensor UsesASigmoid(Tensor x) => x * (1.702 * x).sigmoid();

    [WrongAnswer("1.1.16", Says = "the factor ½ is missing")]
    internal static Tensor ForgetsTheHalf(Tensor x) => x * (1 + (x / Math.Sqrt(2)).erf());

    [RightAnswer("1.1.16")]
    internal static Tensor AsksLibtorch(Tensor x) => nn.functional.gelu(x);

    [WrongAnswer("1.1.17", Says = "it is before the whole bracket")]
    internal static Tensor ScalesOnlyX(Tensor x) =>
        0.5 * x * (1 + (Math.Sqrt(2 / Math.PI) * x + 0.044715 * x.pow(3)).tanh());

    [WrongAnswer("1.1.17", Says = "this is the exact GELU")]
    internal static Tensor TakesTheExactOne(Tensor x) => nn.functional.gelu(x);

    [WrongAnswer("1.1.17", Says = "take its root")]
    internal static Tensor ForgetsTheRoot(Tensor x) =>
        0.5 * x * (1 + (2 / Math.PI * (x + 0.044715 * x.pow(3))).tanh());

    [RightAnswer("1.1.17")]
    internal static Tensor UsesASigmoidOfTwice(Tensor x) =>
        x * (Math.Sqrt(8 / Math.PI) * (x + 0.044715 * x * x * x)).sigmoid();
}
