using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for embeddings.</summary>
[SolutionOnly]
internal static class EmbeddingsAnswers
{
    [WrongAnswer("1.1.5", Says = "columns were taken")]
    internal static Tensor MultipliesWithTheTransposed(Tensor tokens, Tensor weight) =>
        Einsum(
            "batch position token, d_model token -> batch position d_model",
            nn.functional.one_hot(tokens, weight.shape[1]).to(float32), weight);

    [WrongAnswer("1.1.5")]
    internal static Tensor ReturnsTheOneHotVectors(Tensor tokens, Tensor weight) =>
        nn.functional.one_hot(tokens, weight.shape[0]).to(float32);

    [WrongAnswer("1.1.5")]
    internal static Tensor CountsFromOne(Tensor tokens, Tensor weight) =>
        tokens.unsqueeze(2).eq(arange(weight.shape[0]) + 1).to(float32).matmul(weight);

    [RightAnswer("1.1.5")]
    internal static Tensor UsesLibtorchsOneHot(Tensor tokens, Tensor weight) =>
        nn.functional.one_hot(tokens, weight.shape[0]).to(float32).matmul(weight);

    [WrongAnswer("1.1.6", Says = "columns were taken")]
    internal static Tensor LooksUpColumns(Tensor tokens, Tensor weight) => weight.t()[tokens];

    [WrongAnswer("1.1.6", Says = "does not require grad")]
    internal static Tensor CutsTheGraph(Tensor tokens, Tensor weight) => weight.detach()[tokens];

    [WrongAnswer("1.1.6")]
    internal static Tensor ForgetsTheShape(Tensor tokens, Tensor weight) => weight.index_select(0, tokens.flatten());

    [RightAnswer("1.1.6")]
    internal static Tensor SelectsRows(Tensor tokens, Tensor weight) =>
        weight.index_select(0, tokens.flatten()).reshape(tokens.shape[0], tokens.shape[1], -1);

    [RightAnswer("1.1.6")]
    internal static Tensor Multiplies(Tensor tokens, Tensor weight) =>
        nn.functional.one_hot(tokens, weight.shape[0]).to(float32).matmul(weight);

    [WrongAnswer("1.1.7", Says = "the tokens were looked up")]
    internal static Tensor LooksUpTheTokens(Tensor tokens, Tensor weight, long start = 0) =>
        start + tokens.shape[1] > weight.shape[0] ? throw new ArgumentException("Too long.") : weight[tokens];

    [WrongAnswer("1.1.7", Says = "`start` was not taken into account")]
    internal static Tensor AlwaysBeginsWithTheFirst(Tensor tokens, Tensor weight, long start = 0) =>
        start + tokens.shape[1] > weight.shape[0]
            ? throw new ArgumentException("Too long.")
            : weight[..(int)tokens.shape[1]].expand(tokens.shape[0], -1, -1);

    [WrongAnswer("1.1.7", Says = "should have shape")]
    internal static Tensor ForgetsTheBatch(Tensor tokens, Tensor weight, long start = 0) =>
        start + tokens.shape[1] > weight.shape[0]
            ? throw new ArgumentException("Too long.")
            : weight.narrow(0, start, tokens.shape[1]);

    // A range that reaches beyond the end gives what there is.
    [WrongAnswer("1.1.7", Says = "needs more")]
    internal static Tensor CutsLongTextsShort(Tensor tokens, Tensor weight, long start = 0) =>
        weight[(int)start..(int)Math.Min(start + tokens.shape[1], weight.shape[0])].expand(tokens.shape[0], -1, -1);

    [WrongAnswer("1.1.7")]
    internal static Tensor RefusesTheLastPosition(Tensor tokens, Tensor weight, long start = 0) =>
        start + tokens.shape[1] >= weight.shape[0]
            ? throw new ArgumentException("Too long.")
            : weight.narrow(0, start, tokens.shape[1]).expand(tokens.shape[0], -1, -1);

    [RightAnswer("1.1.7")]
    internal static Tensor LooksUpPositions(Tensor tokens, Tensor weight, long start = 0)
    {
        if (start + tokens.shape[1] > weight.shape[0]) throw new ArgumentException("The text is too long.");
        var positions = arange(start, start + tokens.shape[1]).unsqueeze(0).expand(tokens.shape[0], -1);
        return weight[positions];
    }

    [RightAnswer("1.1.7")]
    internal static Tensor RepeatsRows(Tensor tokens, Tensor weight, long start = 0)
    {
        if (start + tokens.shape[1] > weight.shape[0]) throw new ArgumentException("The text is too long.");
        var rows = weight[(int)start..(int)(start + tokens.shape[1])];
        return Repeat(rows, "position d_model -> batch position d_model", ("batch", tokens.shape[0]));
    }
}
