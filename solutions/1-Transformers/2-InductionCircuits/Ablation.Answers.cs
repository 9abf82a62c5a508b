using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for ablation.</summary>
[SolutionOnly]
internal static class AblationAnswers
{
    [WrongAnswer("1.2.19", Says = "nothing was ablated")]
    internal static Tensor ChangesACopy(HookedTransformer model, Tensor tokens, int layer, int head) =>
        model.RunWithHooks(tokens, (HookName.Of("z", layer), z =>
        {
            z.clone().select(2, head).zero_();
            return z;
        }
    ));

    [WrongAnswer("1.2.19", Says = "all heads of the layer were ablated")]
    internal static Tensor ZeroesTheLayer(HookedTransformer model, Tensor tokens, int layer, int head) =>
        model.RunWithHooks(tokens, (HookName.Of("z", layer), z => zeros_like(z)));

    // The axis of the heads is the third: this silences a position.
    [WrongAnswer("1.2.19")]
    internal static Tensor TakesPositionsForHeads(HookedTransformer model, Tensor tokens, int layer, int head) =>
        model.RunWithHooks(tokens, (HookName.Of("z", layer), z =>
        {
            z.select(1, head).zero_();
            return z;
        }
    ));

    [RightAnswer("1.2.19")]
    internal static Tensor ZeroesWhatItWrites(HookedTransformer model, Tensor tokens, int layer, int head) =>
        model.RunWithHooks(tokens, (HookName.Of("result", layer), result =>
        {
            result[.., .., head] = zeros_like(result[.., .., head]);
            return result;
        }
    ));

    [WrongAnswer("1.2.20", Says = "it should run over the batch")]
    internal static Tensor AveragesPositions(HookedTransformer model, Tensor tokens, int layer, int head) =>
        WithMean(model, tokens, layer, head, [1]);

    [WrongAnswer("1.2.20", Says = "each position keeps its own")]
    internal static Tensor AveragesBoth(HookedTransformer model, Tensor tokens, int layer, int head) =>
        WithMean(model, tokens, layer, head, [0, 1]);

    [WrongAnswer("1.2.20", Says = "all heads of the layer were replaced")]
    internal static Tensor AveragesAllHeads(HookedTransformer model, Tensor tokens, int layer, int head) =>
        model.RunWithHooks(tokens, (HookName.Of("z", layer), z => z.mean([0], keepdim: true).expand_as(z)));

    [WrongAnswer("1.2.21", Says = "the runs were interchanged")]
    internal static Tensor InterchangesTheRuns(
        HookedTransformer model, Tensor tokens, Tensor others, int layer, int head) =>
        Resampled(model, others, tokens, layer, head..(head + 1));

    [WrongAnswer("1.2.21", Says = "all heads of the layer come from the others")]
    internal static Tensor TakesAllHeads(
        HookedTransformer model, Tensor tokens, Tensor others, int layer, int head) =>
        Resampled(model, tokens, others, layer, ..);

    [WrongAnswer("1.2.21", Says = "these are the logits of the other sequences")]
    internal static Tensor RunsOnTheOthers(
        HookedTransformer model, Tensor tokens, Tensor others, int layer, int head) => model.call(others);

    [WrongAnswer("1.2.22", Says = "the sign is the other way round")]
    internal static Tensor TakesTheFall(HookedTransformer model, Tensor tokens, Func<int, int, Tensor> without) =>
        -Effects(model, tokens, without, (int)(tokens.shape[1] - 1) / 2 + 1);

    [WrongAnswer("1.2.22", Says = "the first copy was counted as well")]
    internal static Tensor CountsBothCopies(
        HookedTransformer model, Tensor tokens, Func<int, int, Tensor> without) =>
        Effects(model, tokens, without, 0);

    [WrongAnswer("1.2.22", Says = "take that of the whole model away")]
    internal static Tensor ForgetsTheWholeModel(
        HookedTransformer model, Tensor tokens, Func<int, int, Tensor> without)
    {
        var second = (int)(tokens.shape[1] - 1) / 2 + 1;
        return Effects(model, tokens, without, second)
            + HookedTransformer.NextTokenLoss(model.call(tokens), tokens)[.., second..].mean();
    }

    [RightAnswer("1.2.22")]
    internal static Tensor StacksTheEffects(
        HookedTransformer model, Tensor tokens, Func<int, int, Tensor> without) =>
        Effects(model, tokens, without, (int)(tokens.shape[1] - 1) / 2 + 1);

    private static Tensor WithMean(HookedTransformer model, Tensor tokens, int layer, int head, long[] axes) =>
        model.RunWithHooks(tokens, (HookName.Of("z", layer), z =>
        {
            var one = z.select(2, head);
            one.copy_(one.mean(axes, keepdim: true).expand_as(one));
            return z;
        }
    ));

    private static Tensor Resampled(HookedTransformer model, Tensor run, Tensor source, int layer, Range heads)
    {
        var place = HookName.Of("z", layer);
        var (_, cache) = model.RunWithCache(source, [place]);
        using var held = cache;
        return model.RunWithHooks(run, (place, z =>
        {
            z[.., .., heads] = held[place][.., .., heads];
            return z;
        }
        ));
    }

    private static Tensor Effects(
        HookedTransformer model, Tensor tokens, Func<int, int, Tensor> without, int from)
    {
        var whole = Loss(model.call(tokens));
        return stack([.. Enumerable.Range(0, model.Config.NLayers).Select(layer => stack(
            [.. Enumerable.Range(0, model.Config.NHeads).Select(head => Loss(without(layer, head)) - whole)]))]);

        Tensor Loss(Tensor logits) => HookedTransformer.NextTokenLoss(logits, tokens)[.., from..].mean();
    }
}
