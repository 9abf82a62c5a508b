using Arena.Models;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for reading and changing activations.</summary>
[SolutionOnly]
internal static class LookingInsideAnswers
{
    [WrongAnswer("1.2.1", Says = "compared with the token at its own position")]
    internal static long ComparesWithTheSamePosition(Tensor logits, Tensor tokens) =>
        logits.argmax(-1).eq(tokens).sum().item<long>();

    [WrongAnswer("1.2.1", Says = "compared with the token before its position")]
    internal static long ShiftsTheWrongWay(Tensor logits, Tensor tokens) =>
        logits[.., 1..].argmax(-1).eq(tokens[.., ..^1]).sum().item<long>();

    [WrongAnswer("1.2.1", Says = "these are the wrong predictions")]
    internal static long CountsMistakes(Tensor logits, Tensor tokens) =>
        logits[.., ..^1].argmax(-1).ne(tokens[.., 1..]).sum().item<long>();

    [RightAnswer("1.2.1")]
    internal static long LooksForTheHighestLogit(Tensor logits, Tensor tokens)
    {
        var before = logits[.., ..^1];
        var chosen = before.gather(2, tokens[.., 1..].unsqueeze(2));
        return chosen.eq(before.amax([2], keepdim: true)).sum().item<long>();
    }

    [WrongAnswer("1.2.2", Says = "the scores were not divided by √d_head")]
    internal static Tensor ForgetsTheScale(ActivationCache cache, int layer) =>
        Pattern(cache, layer, scale: 1);

    [WrongAnswer("1.2.2", Says = "divided by d_head, not by its root")]
    internal static Tensor ForgetsTheRoot(ActivationCache cache, int layer) =>
        Pattern(cache, layer, scale: cache["q", layer].shape[3]);

    [WrongAnswer("1.2.2", Says = "mask the future")]
    internal static Tensor SeesTheFuture(ActivationCache cache, int layer)
    {
        var (q, k) = (cache["q", layer], cache["k", layer]);
        var scores = Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k);
        return (scores / Math.Sqrt(q.shape[3])).softmax(-1);
    }

    [WrongAnswer("1.2.2", Says = "which is no mask: exp(0) is 1")]
    internal static Tensor MasksWithZero(ActivationCache cache, int layer)
    {
        var (q, k) = (cache["q", layer], cache["k", layer]);
        var scores = Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k);
        return (scores / Math.Sqrt(q.shape[3])).tril().softmax(-1);
    }

    // Every query sees itself: without it, the first one sees nothing, and its row is NaN.
    [WrongAnswer("1.2.2")]
    internal static Tensor HidesTheQueryItself(ActivationCache cache, int layer) =>
        Pattern(cache, layer, Math.Sqrt(cache["q", layer].shape[3]), diagonal: 0);

    [RightAnswer("1.2.2")]
    internal static Tensor WorksHeadByHead(ActivationCache cache, int layer)
    {
        var (q, k) = (cache["q", layer], cache["k", layer]);
        return stack([.. q.unbind(2).Zip(k.unbind(2)).Select(head =>
        {
            var scores = head.First.bmm(head.Second.transpose(1, 2)) / Math.Sqrt(q.shape[3]);
            return (scores + full_like(scores, double.NegativeInfinity).triu(1)).softmax(-1);
        })], 1);
    }

    [WrongAnswer("1.2.3", Says = "disposed")]
    internal static Tensor KeepsWhatGoesWithTheRun(HookedTransformer model, Tensor tokens, string name)
    {
        Tensor? kept = null;
        model.RunWithHooks(tokens, (name, activation =>
        {
            kept = activation;
            return null;
        }
        ));
        return kept!;
    }

    [WrongAnswer("1.2.3")]
    internal static Tensor ReturnsTheLogits(HookedTransformer model, Tensor tokens, string name) =>
        model.RunWithHooks(tokens, (name, _ => null));

    [RightAnswer("1.2.3")]
    internal static Tensor TakesItFromACache(HookedTransformer model, Tensor tokens, string name)
    {
        var (_, cache) = model.RunWithCache(tokens, [name]);
        using var held = cache;
        return held[name].clone();
    }

    [WrongAnswer("1.2.4", Says = "nothing was replaced")]
    internal static Tensor ReplacesNothing(HookedTransformer model, Tensor tokens, Tensor source, string name) =>
        model.RunWithHooks(tokens, (name, _ => null));

    [WrongAnswer("1.2.4", Says = "only one activation should come from there")]
    internal static Tensor RunsOnTheSource(HookedTransformer model, Tensor tokens, Tensor source, string name) =>
        model.call(source);

    [WrongAnswer("1.2.4", Says = "the runs were interchanged")]
    internal static Tensor InterchangesTheRuns(HookedTransformer model, Tensor tokens, Tensor source, string name)
    {
        var (_, cache) = model.RunWithCache(tokens, [name]);
        using var held = cache;
        return model.RunWithHooks(source, (name, _ => held[name].clone()));
    }

    [RightAnswer("1.2.4")]
    internal static Tensor WritesIntoTheActivation(
        HookedTransformer model, Tensor tokens, Tensor source, string name)
    {
        var (_, cache) = model.RunWithCache(source);
        using var held = cache;
        return model.RunWithHooks(tokens, (name, activation => activation.copy_(held[name])));
    }

    private static Tensor Pattern(ActivationCache cache, int layer, double scale, int diagonal = 1)
    {
        var (q, k) = (cache["q", layer], cache["k", layer]);
        var scores = Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k) / scale;
        var future = ones_like(scores, dtype: @bool).triu(diagonal);
        return scores.masked_fill(future, double.NegativeInfinity).softmax(-1);
    }
}
