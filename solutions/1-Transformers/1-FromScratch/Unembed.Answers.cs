using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for the unembedding.</summary>
[SolutionOnly]
internal static class UnembedAnswers
{
    [WrongAnswer("1.1.20", Says = "these are probabilities")]
    internal static Tensor TakesTheSoftmax(Unembed unembed, Tensor x) =>
        (x.matmul(unembed.W_U) + unembed.b_U).softmax(2);

    [WrongAnswer("1.1.20", Says = "the bias was not added")]
    internal static Tensor ForgetsTheBias(Unembed unembed, Tensor x) => x.matmul(unembed.W_U);

    [RightAnswer("1.1.20")]
    internal static Tensor UsesALinearMap(Unembed unembed, Tensor x) =>
        nn.functional.linear(x, unembed.W_U.t(), unembed.b_U);
}
