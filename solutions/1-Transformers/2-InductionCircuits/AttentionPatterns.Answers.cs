using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for the kinds of heads.</summary>
[SolutionOnly]
internal static class AttentionPatternsAnswers
{
    [WrongAnswer("1.2.5", Says = "reverse order")]
    internal static Tensor BeginsWithTheLastLayer(HookedTransformer model, Tensor tokens) =>
        Stacked(model, tokens, "pattern", Enumerable.Range(0, model.Config.NLayers).Reverse());

    [WrongAnswer("1.2.5")]
    internal static Tensor TakesTheScores(HookedTransformer model, Tensor tokens) =>
        Stacked(model, tokens, "attn_scores", Enumerable.Range(0, model.Config.NLayers));

    [WrongAnswer("1.2.5")]
    internal static Tensor JoinsLayersAlongTheBatch(HookedTransformer model, Tensor tokens)
    {
        var (_, cache) = model.RunWithCache(tokens);
        using var held = cache;
        return cat([.. Enumerable.Range(0, model.Config.NLayers).Select(layer => held["pattern", layer])]);
    }

    [RightAnswer("1.2.5")]
    internal static Tensor CollectsWithHooks(HookedTransformer model, Tensor tokens)
    {
        var patterns = new List<Tensor>();
        model.RunWithHooks(tokens, Enumerable.Range(0, model.Config.NLayers).Select(
            layer => (HookName.Of("pattern", layer), (Func<Tensor, Tensor?>)(pattern =>
            {
                patterns.Add(pattern.clone().DetachFromDisposeScope());
                return null;
            }))));
        var all = stack(patterns);
        patterns.ForEach(pattern => pattern.Dispose());
        return all;
    }

    [WrongAnswer("1.2.6", Says = "added up, not averaged")]
    internal static Tensor AddsUpTheDiagonal(Tensor patterns) => patterns.diagonal(0, 3, 4).sum([1, 3]);

    [WrongAnswer("1.2.6", Says = "the mean runs over the heads as well")]
    internal static Tensor AveragesTheHeads(Tensor patterns)
    {
        var scores = patterns.diagonal(0, 3, 4).mean([1, 3]);
        return scores.mean([1], keepdim: true).expand_as(scores);
    }

    [WrongAnswer("1.2.6")]
    internal static Tensor LeavesOutTheFirstQuery(Tensor patterns) =>
        patterns.diagonal(0, 3, 4)[.., .., .., 1..].mean([1, 3]);

    [WrongAnswer("1.2.7", Says = "query and key were interchanged")]
    internal static Tensor LooksAhead(Tensor patterns) => patterns.diagonal(1, 3, 4).mean([1, 3]);

    [WrongAnswer("1.2.7", Says = "the first query was counted")]
    internal static Tensor DividesByAllQueries(Tensor patterns) =>
        patterns.diagonal(-1, 3, 4).sum(dim: 3).mean([1]) / patterns.shape[3];

    [WrongAnswer("1.2.7", Says = "these are scores of the current token")]
    internal static Tensor TakesTheDiagonal(Tensor patterns) => patterns.diagonal(0, 3, 4).mean([1, 3]);

    [RightAnswer("1.2.7")]
    internal static Tensor LoopsOverQueries(Tensor patterns)
    {
        var attention = Enumerable.Range(1, (int)patterns.shape[3] - 1)
            .Select(query => patterns.select(3, query).select(3, query - 1));
        return stack([.. attention]).mean([0, 2]);
    }

    [WrongAnswer("1.2.8", Says = "the first query was counted")]
    internal static Tensor CountsTheFirstQuery(Tensor patterns) => patterns.select(4, 0).mean([1, 3]);

    [WrongAnswer("1.2.8", Says = "this is what the first query looks at")]
    internal static Tensor TakesTheFirstRow(Tensor patterns) =>
        patterns.select(3, 0)[.., .., .., 1..].mean([1, 3]);

    private static Tensor Stacked(HookedTransformer model, Tensor tokens, string name, IEnumerable<int> layers)
    {
        var (_, cache) = model.RunWithCache(tokens);
        using var held = cache;
        return stack([.. layers.Select(layer => held[name, layer])]);
    }
}
