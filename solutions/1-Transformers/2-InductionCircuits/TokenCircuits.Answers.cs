using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for circuits from token to token.</summary>
[SolutionOnly]
internal static class TokenCircuitsAnswers
{
    [WrongAnswer("1.2.27", Says = "rows and columns were interchanged")]
    internal static Tensor TurnsTheTable(HookedTransformer model, int layer, IReadOnlyList<int> heads) =>
        OV(model, layer, heads).t();

    [WrongAnswer("1.2.27", Says = "only the first head was taken")]
    internal static Tensor TakesOneHead(HookedTransformer model, int layer, IReadOnlyList<int> heads) =>
        OV(model, layer, [heads[0]]);

    [WrongAnswer("1.2.27", Says = "the heads were averaged")]
    internal static Tensor AveragesTheHeads(HookedTransformer model, int layer, IReadOnlyList<int> heads) =>
        OV(model, layer, heads) / heads.Count;

    [WrongAnswer("1.2.27", Says = "the embedding was used in place of the unembedding")]
    internal static Tensor ReadsWithTheEmbedding(HookedTransformer model, int layer, IReadOnlyList<int> heads) =>
        heads.Select(head => model.W_E.matmul(model.W_OV[layer, head]).matmul(model.W_E.t()))
            .Aggregate((x, y) => x + y);

    [RightAnswer("1.2.27")]
    internal static Tensor AddsFullCircuits(HookedTransformer model, int layer, IReadOnlyList<int> heads) =>
        OV(model, layer, heads);

    [WrongAnswer("1.2.28", Says = "the largest entry of each column")]
    internal static Tensor LooksAlongColumns(Tensor circuit) =>
        circuit.argmax(0).eq(arange(circuit.shape[0])).to(float32).mean();

    [WrongAnswer("1.2.28", Says = "divide by how many there are")]
    internal static Tensor CountsTokens(Tensor circuit) =>
        circuit.argmax(1).eq(arange(circuit.shape[0])).to(float32).sum();

    // A row may have a larger entry than its positive diagonal.
    [WrongAnswer("1.2.28")]
    internal static Tensor AsksForPositiveDiagonals(Tensor circuit) =>
        circuit.diagonal(0, 0, 1).gt(0).to(float32).mean();

    [WrongAnswer("1.2.29", Says = "the signs are lost")]
    internal static Tensor AddsUpSizes(Tensor left, Tensor right)
    {
        var eigenvalues = linalg.eigvals(right.matmul(left));
        return eigenvalues.abs().sum() / eigenvalues.abs().sum();
    }

    [WrongAnswer("1.2.29", Says = "divided by the sizes of the real parts alone")]
    internal static Tensor DividesByRealParts(Tensor left, Tensor right)
    {
        var eigenvalues = linalg.eigvals(right.matmul(left));
        return eigenvalues.real.sum() / eigenvalues.real.abs().sum();
    }

    [WrongAnswer("1.2.29")]
    internal static Tensor MakesTheCircuit(Tensor left, Tensor right)
    {
        var eigenvalues = linalg.eigvals(left.matmul(right));
        return eigenvalues.real.sum() / eigenvalues.abs().sum();
    }

    [WrongAnswer("1.2.29")]
    internal static Tensor ReturnsAComplexNumber(Tensor left, Tensor right)
    {
        var eigenvalues = linalg.eigvals(right.matmul(left));
        return eigenvalues.sum() / eigenvalues.abs().sum();
    }

    [RightAnswer("1.2.29")]
    internal static Tensor TakesTheTraceForTheSum(Tensor left, Tensor right) =>
        (left * right.t()).sum() / linalg.eigvals(right.matmul(left)).abs().sum();

    [WrongAnswer("1.2.30", Says = "queries and keys were interchanged")]
    internal static Tensor PutsKeysFirst(HookedTransformer model, int layer, int head) => QK(model, layer, head).t();

    [WrongAnswer("1.2.30", Says = "it was not divided by √d_head")]
    internal static Tensor ForgetsTheScale(HookedTransformer model, int layer, int head) =>
        QK(model, layer, head) * Math.Sqrt(model.Config.DHead);

    [WrongAnswer("1.2.30", Says = "the unembedding was used on the key's side")]
    internal static Tensor EndsAtTheUnembedding(HookedTransformer model, int layer, int head) =>
        model.W_E.matmul(model.W_QK[layer, head]).matmul(model.W_U) / Math.Sqrt(model.Config.DHead);

    [RightAnswer("1.2.30")]
    internal static Tensor UsesTheSquareMatrix(HookedTransformer model, int layer, int head) => QK(model, layer, head);

    [WrongAnswer("1.2.31", Says = "the tokens were left out altogether")]
    internal static Tensor LeavesOutTokens(HookedTransformer model, int head) => Positions(model, head, average: false);

    [WrongAnswer("1.2.31", Says = "the biases b_Q and b_K are missing")]
    internal static Tensor ForgetsBiases(HookedTransformer model, int head) => Positions(model, head, biases: false);

    [WrongAnswer("1.2.31", Says = "mask the future")]
    internal static Tensor SeesTheFuture(HookedTransformer model, int head) => Positions(model, head, masks: false);

    [RightAnswer("1.2.31")]
    internal static Tensor WorksThroughTheSteps(HookedTransformer model, int head) => Positions(model, head);

    private static Tensor OV(HookedTransformer model, int layer, IReadOnlyList<int> heads) =>
        heads.Select(head => model.W_E.matmul(model.W_OV[layer, head]).matmul(model.W_U)).Aggregate((x, y) => x + y);

    private static Tensor QK(HookedTransformer model, int layer, int head) =>
        model.W_E.matmul(model.W_QK[layer, head]).matmul(model.W_E.t()) / Math.Sqrt(model.Config.DHead);

    private static Tensor Positions(
        HookedTransformer model, int head, bool average = true, bool biases = true, bool masks = true)
    {
        var attention = model.blocks[0].attn;
        var read = model.blocks[0].ln1.call(average ? model.W_pos + model.W_E.mean([0]) : model.W_pos.alias());
        var (queries, keys) = (read.matmul(attention.W_Q[head]), read.matmul(attention.W_K[head]));
        if (biases) (queries, keys) = (queries + attention.b_Q[head], keys + attention.b_K[head]);
        var scores = queries.matmul(keys.t()) / Math.Sqrt(model.Config.DHead);
        return (masks ? scores + full_like(scores, double.NegativeInfinity).triu(1) : scores).softmax(-1);
    }
}
