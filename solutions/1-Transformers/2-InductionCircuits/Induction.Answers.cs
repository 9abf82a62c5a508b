using Arena.Models;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for induction heads.</summary>
[SolutionOnly]
internal static class InductionAnswers
{
    [WrongAnswer("1.2.11", Says = "it should be to what came after it")]
    internal static Tensor LooksAtTheSameToken(Tensor patterns) =>
        patterns.diagonal(-Period(patterns), 3, 4)[.., .., .., 1..].mean([1, 3]);

    [WrongAnswer("1.2.11", Says = "the whole diagonal was averaged")]
    internal static Tensor AveragesTheWholeDiagonal(Tensor patterns) =>
        patterns.diagonal(1 - Period(patterns), 3, 4).mean([1, 3]);

    [WrongAnswer("1.2.11", Says = "two places after the last occurrence")]
    internal static Tensor LooksTwoPlacesAfter(Tensor patterns) =>
        patterns.diagonal(2 - Period(patterns), 3, 4)[.., .., .., 3..].mean([1, 3]);

    [WrongAnswer("1.2.11")]
    internal static Tensor ForgetsBos(Tensor patterns)
    {
        var period = patterns.shape[3] / 2;
        return patterns.diagonal(1 - period, 3, 4)[.., .., .., 1..].mean([1, 3]);
    }

    [RightAnswer("1.2.11")]
    internal static Tensor PicksQueryByQuery(Tensor patterns)
    {
        var period = (int)Period(patterns);
        return stack([.. Enumerable.Range(period + 1, period)
            .Select(query => patterns.select(3, query).select(3, query - period + 1))]).mean([0, 2]);
    }

    [WrongAnswer("1.2.12", Says = "the whole diagonal was averaged")]
    internal static Tensor AveragesTooMuch(HookedTransformer model, Tensor tokens) =>
        ByHook(model, tokens, (pattern, period) => pattern.diagonal(1 - period, 2, 3).mean([0, 2]));

    [WrongAnswer("1.2.12", Says = "it should be to what came after it")]
    internal static Tensor FindsDuplicates(HookedTransformer model, Tensor tokens) =>
        ByHook(model, tokens, (pattern, period) => pattern.diagonal(-period, 2, 3)[.., .., 1..].mean([0, 2]));

    // Every hook writes into the row of the last layer.
    [WrongAnswer("1.2.12")]
    internal static Tensor WritesEveryLayerIntoTheLastRow(HookedTransformer model, Tensor tokens)
    {
        var scores = ByHook(
            model, tokens, (pattern, period) => pattern.diagonal(1 - period, 2, 3)[.., .., 2..].mean([0, 2]));
        var last = scores[^1].clone();
        scores.zero_();
        scores[^1] = last;
        return scores;
    }

    [RightAnswer("1.2.12")]
    internal static Tensor RunsOncePerLayer(HookedTransformer model, Tensor tokens)
    {
        var (period, scores) = ((tokens.shape[1] - 1) / 2, new List<Tensor>());
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            model.RunWithHooks(tokens, ($"blocks.{layer}.attn.hook_pattern", pattern =>
            {
                var score = pattern.diagonal(1 - period, 2, 3)[.., .., 2..].mean([0, 2]);
                scores.Add(score.DetachFromDisposeScope());
                return null;
            }
            ));
        }
        return stack(scores);
    }

    [WrongAnswer("1.2.13", Says = "the earlier occurrences themselves")]
    internal static Tensor LooksAtTheOccurrences(Tensor patterns, Tensor tokens)
    {
        var earlier = Same(tokens).tril(-1);
        return Attention(patterns, earlier) / earlier.any(2).sum();
    }

    [WrongAnswer("1.2.13", Says = "the mean runs over all queries")]
    internal static Tensor DividesByAllQueries(Tensor patterns, Tensor tokens) =>
        Attention(patterns, After(tokens)) / tokens.numel();

    [WrongAnswer("1.2.13", Says = "the number of pairs")]
    internal static Tensor DividesByThePairs(Tensor patterns, Tensor tokens) =>
        Attention(patterns, After(tokens)) / After(tokens).sum();

    // A position that follows itself would be the next one.
    [WrongAnswer("1.2.13")]
    internal static Tensor CountsQueriesThatFollowNothing(Tensor patterns, Tensor tokens)
    {
        var same = Same(tokens);
        var after = cat([zeros_like(same[.., .., ..1]), same[.., .., ..^1]], 2);
        return Attention(patterns, after) / after.any(2).sum();
    }

    [RightAnswer("1.2.13")]
    internal static Tensor LoopsOverQueries(Tensor patterns, Tensor tokens)
    {
        var (sum, count) = (zeros(patterns.shape[0], patterns.shape[2]), 0);
        for (var row = 0; row < tokens.shape[0]; row++)
        {
            for (var query = 1; query < tokens.shape[1]; query++)
            {
                var keys = Enumerable.Range(1, query).Where(key =>
                    tokens[row, key - 1].item<long>() == tokens[row, query].item<long>()).ToList();
                if (keys.Count == 0) continue;
                count++;
                foreach (var key in keys) sum = sum + patterns[.., row, .., query, key];
            }
        }
        return sum / count;
    }

    [WrongAnswer("1.2.14", Says = "the first token of the second copy was counted")]
    internal static Tensor CountsTheSurprise(HookedTransformer model, IReadOnlyList<Tensor> sequences) =>
        stack([.. sequences.Select(tokens => Right(model, tokens)[.., (int)((tokens.shape[1] - 1) / 2)..].mean())]);

    [WrongAnswer("1.2.14", Says = "the first copy was counted as well")]
    internal static Tensor CountsBothCopies(HookedTransformer model, IReadOnlyList<Tensor> sequences) =>
        stack([.. sequences.Select(tokens => Right(model, tokens).mean())]);

    [RightAnswer("1.2.14")]
    internal static Tensor CountsFromTheEnd(HookedTransformer model, IReadOnlyList<Tensor> sequences) =>
        stack([.. sequences.Select(tokens =>
            Right(model, tokens).flip(1)[.., ..(int)((tokens.shape[1] - 1) / 2 - 1)].mean())]);

    private static long Period(Tensor patterns) => (patterns.shape[4] - 1) / 2;

    private static Tensor ByHook(HookedTransformer model, Tensor tokens, Func<Tensor, long, Tensor> score)
    {
        var scores = zeros(model.Config.NLayers, model.Config.NHeads);
        model.RunWithHooks(tokens, Enumerable.Range(0, model.Config.NLayers).Select(
            layer => (HookName.Of("pattern", layer), (Func<Tensor, Tensor?>)(pattern =>
            {
                scores[layer] = score(pattern, (tokens.shape[1] - 1) / 2);
                return null;
            }))));
        return scores;
    }

    private static Tensor Same(Tensor tokens) => tokens.unsqueeze(2).eq(tokens.unsqueeze(1));

    private static Tensor After(Tensor tokens) =>
        cat([zeros_like(Same(tokens)[.., .., ..1]), Same(tokens)[.., .., ..^1]], 2).tril();

    private static Tensor Attention(Tensor patterns, Tensor chosen) => Einsum(
        "layer batch head query key, batch query key -> layer head", patterns, chosen.to(patterns.dtype));

    private static Tensor Right(HookedTransformer model, Tensor tokens) =>
        model.call(tokens)[.., ..^1].argmax(-1).eq(tokens[.., 1..]).to(float32);
}
