using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for activation patching.</summary>
[SolutionOnly]
internal static class PatchingAnswers
{
    [WrongAnswer("1.4.13", Says = "all positions from this one on were patched")]
    internal static Tensor PatchesAllLaterPositions(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Residual(model, tokens, measure, (layer, position) =>
        [
            (HookName.Of("resid_pre", layer), x =>
            {
                x[.., position..] = other["resid_pre", layer][.., position..];
                return x;
            }
        ),
        ]);

    [WrongAnswer("1.4.13", Says = "the patches of earlier layers stayed in place")]
    internal static Tensor PatchesAllLayersSoFar(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Residual(model, tokens, measure, (layer, position) => Enumerable.Range(0, layer + 1).Select(l =>
            (HookName.Of("resid_pre", l), (Func<Tensor, Tensor?>)(x =>
            {
                x[.., position] = other["resid_pre", l][.., position];
                return x;
            }))));

    [WrongAnswer("1.4.13", Says = "nothing was patched")]
    internal static Tensor ReturnsNothingFromTheHook(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Residual(model, tokens, measure, (layer, position) =>
        [
            (HookName.Of("resid_pre", layer), x =>
            {
                var patched = x.clone();
                patched[.., position] = other["resid_pre", layer][.., position];
                return null;
            }
        ),
        ]);

    [WrongAnswer("1.4.13")]
    internal static Tensor PatchesWhatTheLayerLeaves(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Residual(model, tokens, measure, (layer, position) =>
        [
            (HookName.Of("resid_post", layer), x =>
            {
                x[.., position] = other["resid_post", layer][.., position];
                return x;
            }
        ),
        ]);

    [RightAnswer("1.4.13")]
    internal static Tensor ReplacesByAMask(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Residual(model, tokens, measure, (layer, position) =>
        [
            (HookName.Of("resid_pre", layer), x =>
                where(arange(x.shape[1]).eq(position).unsqueeze(1), other["resid_pre", layer], x)),
        ]);

    [WrongAnswer("1.4.14", Says = "the residual stream is missing")]
    internal static Tensor LeavesTheStreamOut(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Layers(model, tokens, other, measure, ["attn_out", .. Neurons(model)]);

    [WrongAnswer("1.4.14", Says = "the kinds are in another order")]
    internal static Tensor TakesTheStreamLast(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Layers(model, tokens, other, measure, [.. Neurons(model), "attn_out", "resid_pre"]);

    [WrongAnswer("1.4.14")]
    internal static Tensor ForgetsTheNeurons(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Layers(model, tokens, other, measure, ["resid_pre", "attn_out"]);

    [RightAnswer("1.4.14")]
    internal static Tensor KindByKind(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Layers(model, tokens, other, measure, ["resid_pre", "attn_out", .. Neurons(model)]);

    [WrongAnswer("1.4.15", Says = "all heads of the layer were patched at once")]
    internal static Tensor PatchesTheWholeLayer(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Heads(model, tokens, measure, (layer, head) => (HookName.Of("z", layer), _ => other["z", layer].clone()));

    [WrongAnswer("1.4.15", Says = "nothing was patched")]
    internal static Tensor ChangesACopy(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Heads(model, tokens, measure, (layer, head) => (HookName.Of("z", layer), z =>
        {
            z.clone().select(2, head).copy_(other["z", layer].select(2, head));
            return z;
        }
        ));

    [WrongAnswer("1.4.15")]
    internal static Tensor TakesThePositionForTheHead(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Heads(model, tokens, measure, (layer, head) => (HookName.Of("z", layer), z =>
        {
            z.select(1, head).copy_(other["z", layer].select(1, head));
            return z;
        }
        ));

    [WrongAnswer("1.4.15")]
    internal static Tensor PatchesWhereItLooksToo(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Heads(model, tokens, measure, (layer, head) => (HookName.Of("q", layer), q =>
        {
            q.select(2, head).copy_(other["q", layer].select(2, head));
            return q;
        }
        ));

    [RightAnswer("1.4.15")]
    internal static Tensor PatchesWhatItWrites(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Heads(model, tokens, measure, (layer, head) => (HookName.Of("result", layer), result =>
        {
            result[.., .., head] = other["result", layer][.., .., head];
            return result;
        }
        ));

    [WrongAnswer("1.4.16", Says = "in another order than in Parts")]
    internal static Tensor TakesThePatternFirst(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        PartByPart(model, tokens, other, measure).flip(0);

    [WrongAnswer("1.4.16", Says = "a query's position was taken for the head")]
    internal static Tensor TakesAQueryForTheHead(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Parts(model, tokens, other, measure, _ => 2);

    [RightAnswer("1.4.16")]
    internal static Tensor PartByPart(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure) =>
        Parts(model, tokens, other, measure, part => part == "pattern" ? 1 : 2);

    private static string[] Neurons(HookedTransformer model) => model.Config.DMlp > 0 ? ["mlp_out"] : [];

    private static Tensor Layers(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure, string[] kinds) =>
        stack(kinds.Select(kind => Residual(model, tokens, measure, (layer, position) =>
        [
            (HookName.Of(kind, layer), x =>
                where(arange(x.shape[1]).eq(position).unsqueeze(1), other[kind, layer], x)),
        ])));

    private static Tensor Parts(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, double> measure,
        Func<string, int> axis) =>
        stack(Patching.Parts.Select(part => Heads(model, tokens, measure, (layer, head) => (HookName.Of(part, layer),
            x =>
        {
            x.select(axis(part), head).copy_(other[part, layer].select(axis(part), head));
            return x;
        }
        ))));

    private static Tensor Heads(
        HookedTransformer model, Tensor tokens, Func<Tensor, double> measure,
        Func<int, int, (string, Func<Tensor, Tensor?>)> hook)
    {
        var results = new double[model.Config.NLayers, model.Config.NHeads];
        for (var layer = 0; layer < model.Config.NLayers; layer++)
            for (var head = 0; head < model.Config.NHeads; head++)
                results[layer, head] = measure(model.RunWithHooks(tokens, hook(layer, head)));
        return tensor(results);
    }

    private static Tensor Residual(
        HookedTransformer model, Tensor tokens, Func<Tensor, double> measure,
        Func<int, int, IEnumerable<(string, Func<Tensor, Tensor?>)>> hooks)
    {
        var results = new double[model.Config.NLayers, tokens.shape[1]];
        for (var layer = 0; layer < model.Config.NLayers; layer++)
            for (var position = 0; position < tokens.shape[1]; position++)
                results[layer, position] = measure(model.RunWithHooks(tokens, hooks(layer, position)));
        return tensor(results);
    }
}
