using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for grouped queries.</summary>
[SolutionOnly]
internal static class GroupedQueriesAnswers
{
    [WrongAnswer("1.1.40", Says = "the heads take turns among the groups")]
    internal static Tensor TakesTurns(Tensor q, Tensor k, Tensor v)
    {
        var members = q.shape[2] / k.shape[2];
        const string share = "batch key group d_head -> batch key (member group) d_head";
        var pattern = AttentionSteps.Pattern(AttentionSteps.Scores(q, Repeat(k, share, ("member", members))));
        return AttentionSteps.Mix(pattern, Repeat(v, share, ("member", members)));
    }

    [WrongAnswer("1.1.40", Says = "all heads read the first group")]
    internal static Tensor UsesOneGroup(Tensor q, Tensor k, Tensor v)
    {
        var heads = q.shape[2];
        var pattern = AttentionSteps.Pattern(AttentionSteps.Scores(q, k[.., .., ..1].expand(-1, -1, heads, -1)));
        return AttentionSteps.Mix(pattern, v[.., .., ..1].expand(-1, -1, heads, -1));
    }

    [RightAnswer("1.1.40")]
    internal static Tensor GivesTheGroupsAnAxis(Tensor q, Tensor k, Tensor v)
    {
        var grouped = Rearrange(
            q, "batch query (group member) d_head -> batch query group member d_head", ("group", k.shape[2]));
        var scores = Einsum(
            "batch query group member d_head, batch key group d_head -> batch group member query key", grouped, k)
                / Math.Sqrt(q.shape[3]);
        var pattern = AttentionSteps.Pattern(scores.flatten(1, 2)).reshape(scores.shape);
        var z = Einsum(
            "batch group member query key, batch key group d_head -> batch query group member d_head", pattern, v);
        return z.flatten(2, 3);
    }
}
