using Arena.Models;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>
/// Heads that look for what came after the current token the last time (Olsson et al. 2022, "In-context Learning and
/// Induction Heads"), and how to tell them from heads that only seem to.
/// </summary>
public static class Induction
{
    /// <summary>
    /// How much of its attention each head gives, from a token of the second copy, to what came after that token in
    /// the first copy.
    /// </summary>
    /// <param name="patterns">
    /// <c>layer batch head query key</c>, on BOS, a block of tokens, and the same block again.
    /// </param>
    /// <returns><c>layer head</c>: the mean over batch and all tokens of the second copy.</returns>
    [Exercise("1.2.11", "Induction scores",
        Minutes = 10, Difficulty = 3, Importance = 5, Model = MentalModel.Attention)]
    [return: Shape("layer head")]
    public static Tensor InductionScores([Shape("layer batch head query key")] Tensor patterns)
    {
        var period = patterns.shape[^1] / 2;
        return patterns.diagonal(1 - period, 3, 4)[.., .., .., 2..].mean([1, 3]);
    }

    /// <summary>
    /// The same scores, worked out by hooks while the model runs, so that no pattern has to be kept: for models whose
    /// patterns together are too large.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">BOS, a block of tokens, and the same block again: <c>batch position</c>.</param>
    /// <returns><c>layer head</c>.</returns>
    [Exercise("1.2.12", "Induction scores by a hook",
        Minutes = 10, Difficulty = 3, Importance = 3, Model = MentalModel.Attention)]
    [return: Shape("layer head")]
    public static Tensor InductionScoresByHook(HookedTransformer model, [Shape("batch position")] Tensor tokens)
    {
        var scores = empty(model.Config.NLayers, model.Config.NHeads);
        using var scope = NewDisposeScope();
        var period = tokens.shape[1] / 2;
        model.RunWithHooks(tokens, Enumerable.Range(0, model.Config.NLayers).Select(
            layer => (HookName.Of("pattern", layer), (Func<Tensor, Tensor?>)(pattern =>
            {
                scores[layer] = pattern.diagonal(1 - period, 2, 3)[.., .., 2..].mean([0, 2]);
                return null;
            }))));
        return scores;
    }

    /// <summary>
    /// How much of its attention each head gives to what came after the current token before, in sequences of any
    /// kind: to all positions right after an earlier occurrence of the query's token.
    /// </summary>
    /// <param name="patterns"><c>layer batch head query key</c>.</param>
    /// <param name="tokens"><c>batch position</c>; some token occurs twice.</param>
    /// <returns><c>layer head</c>: the mean over all queries whose token occurred before.</returns>
    [Exercise("1.2.13", "Prefix matching in any text",
        Minutes = 15, Difficulty = 4, Importance = 4, Model = MentalModel.Attention)]
    [return: Shape("layer head")]
    public static Tensor PrefixMatchingScores(
        [Shape("layer batch head query key")] Tensor patterns, Tensor tokens)
    {
        var same = tokens.unsqueeze(2).eq(tokens.unsqueeze(1));
        var after = cat([zeros_like(same[.., .., ..1]), same[.., .., ..^1]], 2).tril();
        var attention = Einsum("layer batch head query key, batch query key -> layer head",
            patterns, after.to(patterns.dtype));
        return attention / after.any(2).sum();
    }

    /// <summary>How often a model predicts the second copy, for each of several periods.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sequences">
    /// One tensor for each period: BOS, a block of tokens, and the same block again, <c>batch position</c>.
    /// </param>
    /// <returns>
    /// <c>period</c>: the share of the second copy's tokens, but for its first one, that got the highest logit.
    /// </returns>
    [Exercise("1.2.14", "Tell induction from counting",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("period")]
    public static Tensor AccuracyByPeriod(HookedTransformer model, IReadOnlyList<Tensor> sequences) =>
        stack([.. sequences.Select(tokens =>
        {
            var period = (int)tokens.shape[1] / 2;
            var right = model.call(tokens)[.., ..^1].argmax(-1).eq(tokens[.., 1..]);
            return right[.., (period + 1)..].to(float32).mean();
        })]);
}
