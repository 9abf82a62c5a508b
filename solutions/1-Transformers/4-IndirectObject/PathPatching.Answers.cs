using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for path patching.</summary>
[SolutionOnly]
internal static class PathPatchingAnswers
{
    [WrongAnswer("1.4.20", Says = "nothing was changed")]
    internal static IReadOnlyList<(string Name, Func<Tensor, Tensor?> Hook)> HoldsTheSenderToo(
        HookedTransformer model, ActivationCache own, ActivationCache other, Head sender) =>
        Hooks(model, (name, _, _) => own[name].clone());

    [WrongAnswer("1.4.20", Says = "the head of this index speaks in every layer")]
    internal static IReadOnlyList<(string Name, Func<Tensor, Tensor?> Hook)> ForgetsTheLayer(
        HookedTransformer model, ActivationCache own, ActivationCache other, Head sender) =>
        Hooks(model, (name, _, _) =>
        {
            var z = own[name].clone();
            z.select(2, sender.Index).copy_(other[name].select(2, sender.Index));
            return z;
        });

    [WrongAnswer("1.4.20")]
    internal static IReadOnlyList<(string Name, Func<Tensor, Tensor?> Hook)> LetsOthersHearOfIt(
        HookedTransformer model, ActivationCache own, ActivationCache other, Head sender) =>
        Hooks(model, (name, layer, z) =>
        {
            if (layer == sender.Layer) z.select(2, sender.Index).copy_(other[name].select(2, sender.Index));
            return z;
        });

    [WrongAnswer("1.4.20", Says = "was modified")]
    internal static IReadOnlyList<(string Name, Func<Tensor, Tensor?> Hook)> WritesIntoTheCache(
        HookedTransformer model, ActivationCache own, ActivationCache other, Head sender) =>
        Hooks(model, (name, layer, _) =>
        {
            if (layer == sender.Layer) own[name].select(2, sender.Index).copy_(other[name].select(2, sender.Index));
            return own[name].clone();
        });

    [RightAnswer("1.4.20")]
    internal static IReadOnlyList<(string Name, Func<Tensor, Tensor?> Hook)> ChoosesByAMask(
        HookedTransformer model, ActivationCache own, ActivationCache other, Head sender) =>
        Hooks(model, (name, layer, z) => where(
            arange(z.shape[2]).eq(layer == sender.Layer ? sender.Index : -1).unsqueeze(1), other[name], own[name]));

    [WrongAnswer("1.4.21", Says = "later heads hear of the change")]
    internal static Tensor PatchesTheHead(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        Func<Tensor, double> measure) =>
        Patching.Heads(model, tokens, other, measure);

    [WrongAnswer("1.4.21", Says = "the two runs have changed places")]
    internal static Tensor HoldsAtTheOtherRun(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        Func<Tensor, double> measure) =>
        HeadByHead(model, tokens, other, own, measure);

    [WrongAnswer("1.4.21")]
    internal static Tensor HoldsTheNeuronsToo(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        Func<Tensor, double> measure) =>
        Each(model, head => measure(model.RunWithHooks(tokens, PathPatching.OnlyFrom(model, own, other, head).Concat(
            own.Names.Where(name => name.EndsWith("hook_mlp_out", StringComparison.Ordinal))
                .Select(name => (name, (Func<Tensor, Tensor?>)(_ => own[name].clone())))))));

    [RightAnswer("1.4.21")]
    internal static Tensor HeadByHead(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        Func<Tensor, double> measure) =>
        Each(model, head => measure(model.RunWithHooks(tokens, PathPatching.OnlyFrom(model, own, other, head))));

    [WrongAnswer("1.4.22", Says = "still holds all heads")]
    internal static Tensor HoldsInTheSecondRun(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        IReadOnlyCollection<Head> receivers, string input, Func<Tensor, double> measure) =>
        Each(model, head =>
        {
            var holds = PathPatching.OnlyFrom(model, own, other, head);
            return measure(model.RunWithHooks(tokens, Listening(model, tokens, holds, receivers, input).Concat(holds)));
        });

    [WrongAnswer("1.4.22", Says = "heads in between hear of the change")]
    internal static Tensor HoldsNobody(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        IReadOnlyCollection<Head> receivers, string input, Func<Tensor, double> measure) =>
        Each(model, head =>
        {
            (string, Func<Tensor, Tensor?>)[] speaks =
            [
                (HookName.Of("z", head.Layer), z =>
                {
                    z.select(2, head.Index).copy_(other["z", head.Layer].select(2, head.Index));
                    return z;
                }),
            ];
            return measure(model.RunWithHooks(tokens, Listening(model, tokens, speaks, receivers, input)));
        });

    [WrongAnswer("1.4.22")]
    internal static Tensor AlwaysTellsQueries(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        IReadOnlyCollection<Head> receivers, string input, Func<Tensor, double> measure) =>
        TellsEachReceiver(model, tokens, own, other, receivers, "q", measure);

    [WrongAnswer("1.4.22")]
    internal static Tensor TellsOneReceiverOnly(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        IReadOnlyCollection<Head> receivers, string input, Func<Tensor, double> measure) =>
        TellsEachReceiver(model, tokens, own, other, [receivers.First()], input, measure);

    [RightAnswer("1.4.22")]
    internal static Tensor TellsEachReceiver(
        HookedTransformer model, Tensor tokens, ActivationCache own, ActivationCache other,
        IReadOnlyCollection<Head> receivers, string input, Func<Tensor, double> measure) =>
        Each(model, head => measure(model.RunWithHooks(
            tokens, Listening(model, tokens, PathPatching.OnlyFrom(model, own, other, head), receivers, input))));

    // One hook for each receiver.
    private static List<(string, Func<Tensor, Tensor?>)> Listening(
        HookedTransformer model, Tensor tokens, IEnumerable<(string, Func<Tensor, Tensor?>)> speaks,
        IEnumerable<Head> receivers, string input)
    {
        using var heard = model.RunWithCache(
            tokens, name => name.EndsWith($"hook_{input}", StringComparison.Ordinal), speaks).Cache;
        return
        [
            .. receivers.Select(receiver =>
            {
                var part = heard[input, receiver.Layer].select(2, receiver.Index).clone();
                return (HookName.Of(input, receiver.Layer), (Func<Tensor, Tensor?>)(x =>
                {
                    x.select(2, receiver.Index).copy_(part);
                    return x;
                }));
            }),
        ];
    }

    private static List<(string Name, Func<Tensor, Tensor?> Hook)> Hooks(
        HookedTransformer model, Func<string, int, Tensor, Tensor> at) =>
    [
        .. Enumerable.Range(0, model.Config.NLayers).Select(layer =>
            (HookName.Of("z", layer), (Func<Tensor, Tensor?>)(z => at(HookName.Of("z", layer), layer, z)))),
    ];

    private static Tensor Each(HookedTransformer model, Func<Head, double> value)
    {
        var values = new double[model.Config.NLayers, model.Config.NHeads];
        for (var layer = 0; layer < model.Config.NLayers; layer++)
            for (var head = 0; head < model.Config.NHeads; head++)
                values[layer, head] = value(new Head(layer, head));
        return tensor(values);
    }
}
