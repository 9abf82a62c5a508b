using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for the heads of an attention layer.</summary>
[SolutionOnly]
internal static class HeadsAnswers
{
    [WrongAnswer("0.0.34", Says = "the heads were taken as the outer axis, the kinds inside them")]
    internal static (Tensor Q, Tensor K, Tensor V) TakesHeadsAsTheOuterAxis(Tensor qkv, long heads) =>
        Apart(Rearrange(
            qkv, "batch seq (head kind d_head) -> kind batch head seq d_head", ("kind", 3), ("head", heads)));

    [WrongAnswer("0.0.34", Says = "the heads take turns: each head is a run of d_head neighbours")]
    internal static (Tensor Q, Tensor K, Tensor V) LetsTheHeadsTakeTurns(Tensor qkv, long heads) =>
        Apart(Rearrange(
            qkv, "batch seq (kind d_head head) -> kind batch head seq d_head", ("kind", 3), ("head", heads)));

    [WrongAnswer("0.0.34", Says = "queries, keys and values take turns")]
    internal static (Tensor Q, Tensor K, Tensor V) LetsTheKindsTakeTurns(Tensor qkv, long heads) =>
        Apart(Rearrange(
            qkv, "batch seq (head d_head kind) -> kind batch head seq d_head", ("kind", 3), ("head", heads)));

    [WrongAnswer("0.0.34", Says = "the heads come after the positions")]
    internal static (Tensor Q, Tensor K, Tensor V) LeavesTheHeadsBehindThePositions(Tensor qkv, long heads) =>
        Apart(Rearrange(
            qkv, "batch seq (kind head d_head) -> kind batch seq head d_head", ("kind", 3), ("head", heads)));

    [WrongAnswer("0.0.34", Says = "reshape and view only cut the same sequence anew")]
    internal static (Tensor Q, Tensor K, Tensor V) ReshapesWithoutTransposing(Tensor qkv, long heads)
    {
        var kinds = qkv.chunk(3, -1);
        var shape = new[] { qkv.shape[0], heads, qkv.shape[1], kinds[0].shape[2] / heads };
        return (kinds[0].reshape(shape), kinds[1].reshape(shape), kinds[2].reshape(shape));
    }

    [WrongAnswer("0.0.34", Says = "the keys are the values")]
    internal static (Tensor Q, Tensor K, Tensor V) ExchangesKeysAndValues(Tensor qkv, long heads)
    {
        var (q, k, v) = Right(qkv, heads);
        return (q, v, k);
    }

    [WrongAnswer("0.0.34", Says = "the keys are the queries")]
    internal static (Tensor Q, Tensor K, Tensor V) ReturnsQueriesThreeTimes(Tensor qkv, long heads)
    {
        var (q, _, _) = Right(qkv, heads);
        return (q, q, q);
    }

    // Shows only where there are not as many heads as numbers in a head.
    [WrongAnswer("0.0.34", Says = "The shape is")]
    internal static (Tensor Q, Tensor K, Tensor V) TakesTheNumberOfHeadsForTheirSize(Tensor qkv, long heads) =>
        Apart(Rearrange(
            qkv, "batch seq (kind head d_head) -> kind batch head seq d_head", ("kind", 3), ("d_head", heads)));

    [WrongAnswer("0.0.34", Says = "The shape is")]
    internal static (Tensor Q, Tensor K, Tensor V) LeavesTheHeadsMerged(Tensor qkv, long heads)
    {
        var kinds = qkv.chunk(3, -1);
        return (kinds[0], kinds[1], kinds[2]);
    }

    [WrongAnswer("0.0.34")]
    internal static (Tensor Q, Tensor K, Tensor V) SplitsThePositions(Tensor qkv, long heads)
    {
        var kinds = qkv.chunk(3, 1);
        return (kinds[0], kinds[1], kinds[2]);
    }

    [RightAnswer("0.0.34")]
    internal static (Tensor Q, Tensor K, Tensor V) ChunksAndTransposes(Tensor qkv, long heads)
    {
        var kinds = qkv.chunk(3, -1);
        return (Split(kinds[0]), Split(kinds[1]), Split(kinds[2]));

        Tensor Split(Tensor kind) => kind.reshape(kind.shape[0], kind.shape[1], heads, -1).transpose(1, 2);
    }

    [RightAnswer("0.0.34")]
    internal static (Tensor Q, Tensor K, Tensor V) CopiesHeadByHead(Tensor qkv, long heads)
    {
        var (batch, seq, size) = (qkv.shape[0], qkv.shape[1], qkv.shape[2] / 3 / heads);
        var kinds = zeros([3, batch, heads, seq, size], dtype: qkv.dtype);
        for (var kind = 0L; kind < 3; kind++)
            for (var head = 0L; head < heads; head++)
            {
                using var part = kinds[kind].select(1, head);
                part.copy_(qkv.slice(2, (kind * heads + head) * size, (kind * heads + head + 1) * size, 1));
            }
        return Apart(kinds);
    }

    // Head after head is what chunks along the last axis are.
    [RightAnswer("0.0.34")]
    internal static (Tensor Q, Tensor K, Tensor V) StacksChunks(Tensor qkv, long heads)
    {
        var parts = qkv.chunk(3 * heads, 2);
        return (Heads(0), Heads(1), Heads(2));

        Tensor Heads(int kind) => stack(parts.Skip(kind * (int)heads).Take((int)heads), 1);
    }

    [WrongAnswer("0.0.35", Says = "only the shape was changed: heads and positions have to change places first")]
    internal static Tensor ReshapesOnly(Tensor z) => z.reshape(z.shape[0], z.shape[2], -1);

    [WrongAnswer("0.0.35", Says = "the heads take turns: each head is a run of d_head neighbours")]
    internal static Tensor MergesInTheOtherOrder(Tensor z) =>
        Rearrange(z, "batch head seq d_head -> batch seq (d_head head)");

    [WrongAnswer("0.0.35", Says = "the heads were added up; they should lie side by side")]
    internal static Tensor AddsTheHeads(Tensor z) => z.sum(dim: 1);

    [WrongAnswer("0.0.35", Says = "the heads lie below each other")]
    internal static Tensor PutsTheHeadsBelowEachOther(Tensor z) =>
        Rearrange(z, "batch head seq d_head -> batch (head seq) d_head");

    [WrongAnswer("0.0.35")]
    internal static Tensor AveragesTheHeads(Tensor z) => z.mean([1]);

    [WrongAnswer("0.0.35", Says = "The shape is")]
    internal static Tensor ForgetsToMerge(Tensor z) => z.transpose(1, 2);

    [WrongAnswer("0.0.35")]
    internal static Tensor ExchangesPositionsAndWidth(Tensor z) => z.transpose(2, 3).reshape(z.shape[0], z.shape[2], -1);

    // A transposed tensor has no view with merged axes.
    [WrongAnswer("0.0.35", Says = "view size is not compatible")]
    internal static Tensor ViewsATransposedTensor(Tensor z) => z.transpose(1, 2).view(z.shape[0], z.shape[2], -1);

    [RightAnswer("0.0.35")]
    internal static Tensor ConcatenatesTheHeads(Tensor z) => cat(z.unbind(1), 2);

    [RightAnswer("0.0.35")]
    internal static Tensor TransposesAndFlattens(Tensor z) => z.transpose(1, 2).flatten(2);

    [RightAnswer("0.0.35")]
    internal static Tensor CopiesHeadsIntoTheirPlaces(Tensor z)
    {
        var (heads, size) = (z.shape[1], z.shape[3]);
        var merged = empty(z.shape[0], z.shape[2], heads * size, dtype: z.dtype);
        for (var head = 0L; head < heads; head++) merged.narrow(2, head * size, size).copy_(z.select(1, head));
        return merged;
    }

    private static (Tensor Q, Tensor K, Tensor V) Apart(Tensor kinds) => (kinds[0], kinds[1], kinds[2]);

    private static (Tensor Q, Tensor K, Tensor V) Right(Tensor qkv, long heads) =>
        Apart(Rearrange(
            qkv, "batch seq (kind head d_head) -> kind batch head seq d_head", ("kind", 3), ("head", heads)));
}
