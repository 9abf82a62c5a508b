using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class PathPatchingTests
{
    private const double Tolerance = 1e-9;

    [ExerciseTheory("1.4.20")]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void OneHeadSpeaksAndTheOthersAreHeld(int layer, int head)
    {
        using var model = Some.Model(layers: 2, heads: 3, neurons: 5);
        var (own, other) = (Some.Prompts(2), Some.Prompts(2, seed: 5));
        using var here = model.RunWithCache(own.Tokens).Cache;
        using var there = model.RunWithCache(other.Tokens).Cache;
        using var unchanged = Inputs.MustStayUnchanged(
            [.. here.Names.Select(name => here[name]), .. there.Names.Select(name => there[name])]);
        var hooks = PathPatching.OnlyFrom(model, here, there, new Head(layer, head));
        // Even where a run would come to something else altogether.
        var (_, cache) = model.RunWithCache(
            Some.Prompts(2, seed: 9).Tokens, name => name.EndsWith("hook_z", StringComparison.Ordinal), hooks);
        using var kept = cache;
        for (var l = 0; l < 2; l++)
        {
            var (mine, others) = (here["z", l].unbind(2), there["z", l].unbind(2));
            var wanted = stack(Enumerable.Range(0, 3).Select(h => l == layer && h == head ? others[h] : mine[h]), 2);
            var free = Reference.Activations(model, Some.Prompts(2, seed: 9).Tokens)[("z", l)];
            cache["z", l].Should().BeCloseTo(
                wanted, axes: "batch position head d_head", tolerance: Tolerance, what: $"z of layer {l}", mistakes:
                [
                    ("nothing was changed: the sender has to be what it was in the other run", stack(mine, 2)),
                    ("the head of this index speaks in every layer", stack(Enumerable.Range(0, 3).Select(
                        h => h == head ? others[h] : mine[h]), 2)),
                    ("all heads speak", stack(others, 2)),
                    ("this layer is not held at all: hold those before the sender's, too", free),
                ]);
        }
    }

    [ExerciseTheory("1.4.21")]
    [InlineData(1, 2, 0, 1)]
    [InlineData(2, 2, 0, 3)]
    [InlineData(2, 3, 5, 2)]
    public void WhatHeadsTellTheLogits(int layers, int heads, int neurons, int batch)
    {
        using var model = Some.Model(layers, heads, neurons);
        var (own, other) = (Some.Prompts(batch), Some.Prompts(batch, seed: 5));
        using var here = model.RunWithCache(own.Tokens).Cache;
        using var there = model.RunWithCache(other.Tokens).Cache;
        using var unchanged = Inputs.MustStayUnchanged(
            [own.Tokens, .. here.Names.Select(name => here[name]), .. there.Names.Select(name => there[name])]);
        var (mine, others) = (Reference.Activations(model, own.Tokens), Reference.Activations(model, other.Tokens));
        var wanted = Each(layers, heads, sender => Measure(model, own, OnlyFrom(mine, others, sender)));
        PathPatching.ToLogits(model, own.Tokens, here, there, logits => Some.Difference(logits, own)).Should()
            .BeCloseTo(
            wanted, axes: "layer head", tolerance: Tolerance, mistakes:
            [
                ("nothing was changed", full_like(wanted, Measure(model, own, (_, _, x) => x))),
                ("later heads hear of the change: hold them at what they were", Each(layers, heads, sender =>
                    Measure(model, own, (name, l, x) =>
                        name == "z" && l == sender.Layer ? WithHead(x, others[(name, l)], sender.Index) : x))),
                ("the two runs have changed places", Each(layers, heads, sender =>
                    Measure(model, own, OnlyFrom(others, mine, sender)))),
            ]);
    }

    [ExerciseFact("1.4.21")]
    public void ThePlantedNameMoversSpeakToTheLogits()
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        using var here = model.RunWithCache(prompts.Tokens).Cache;
        using var there = model.RunWithCache(Some.OtherGiver(prompts)).Cache;
        PathPatching.ToLogits(model, prompts.Tokens, here, there, logits => Some.Difference(logits, prompts)).Should()
            .BeCloseTo(
                tensor(new double[,] { { 2.5, 2.5 }, { 3.5, 2.5 }, { -5.5, 2.5 }, { 2.5, 4.5 } }), axes: "layer head",
                tolerance: 1e-4, mistakes:
                [
                    ("later heads hear of the change: hold them at what they were",
                        tensor(new double[,] { { -3.5, 2.5 }, { 3.5, -3.5 }, { -3.5, 2.5 }, { 2.5, 4.5 } })),
                ]);
    }

    [ExerciseTheory("1.4.22")]
    [InlineData("q")]
    [InlineData("k")]
    [InlineData("v")]
    public void WhatHeadsTellHeads(string input)
    {
        using var model = Some.Model(layers: 3, heads: 2, neurons: 5);
        var (own, other) = (Some.Prompts(2), Some.Prompts(2, seed: 5));
        using var here = model.RunWithCache(own.Tokens).Cache;
        using var there = model.RunWithCache(other.Tokens).Cache;
        using var unchanged = Inputs.MustStayUnchanged(
            [own.Tokens, .. here.Names.Select(name => here[name]), .. there.Names.Select(name => there[name])]);
        var (mine, others) = (Reference.Activations(model, own.Tokens), Reference.Activations(model, other.Tokens));
        foreach (var receivers in new Head[][] { [new(2, 1)], [new(1, 0), new(2, 0), new(2, 1)], [new(0, 0)] })
        {
            var wanted = Each(3, 2, sender => Measure(model, own, Told(sender, receivers, holds: true)));
            PathPatching.ToHeads(
                model, own.Tokens, here, there, receivers, input, logits => Some.Difference(logits, own)).Should()
                    .BeCloseTo(
                wanted, axes: "layer head", tolerance: Tolerance, what: $"To {string.Join(", ", receivers)}", mistakes:
                [
                    ("the run that was measured still holds all heads", Each(3, 2, sender =>
                    {
                        var (holds, told) = (OnlyFrom(mine, others, sender), Told(sender, receivers, holds: true));
                        return Measure(model, own, (name, l, x) => holds(name, l, told(name, l, x)));
                    })),
                    ("nothing comes of what the receivers hear: do they get it, and is the run free after them?",
                        full_like(wanted, Measure(model, own, (_, _, x) => x))),
                    ("heads in between hear of the change: hold them at what they were", Each(3, 2, sender =>
                        Measure(model, own, Told(sender, receivers, holds: false)))),
                    ("all heads of the receivers' layers listen", Each(3, 2, sender => Measure(model, own,
                        Told(sender, [.. receivers.SelectMany(x => new Head[] { new(x.Layer, 0), new(x.Layer, 1) })],
                            true)))),
                ]);
        }

        Func<string, int, Tensor, Tensor> Told(Head sender, Head[] receivers, bool holds)
        {
            var heard = new Dictionary<int, Tensor>();
            var speaks = OnlyFrom(mine, others, sender);
            Reference.Run(model, own.Tokens, (name, l, x) =>
            {
                if (name == input) heard[l] = x;
                return holds || l == sender.Layer ? speaks(name, l, x) : x;
            });
            return (name, l, x) => name == input
                ? receivers.Where(head => head.Layer == l).Aggregate(x, (now, head) => WithHead(now, heard[l],
                    head.Index))
                : x;
        }
    }

    [ExerciseFact("1.4.22")]
    public void WhatReceiversHeardIsDisposedOf()
    {
        using var model = Some.Model();
        var prompts = Some.Prompts(2);
        using var here = model.RunWithCache(prompts.Tokens).Cache;
        using var there = model.RunWithCache(Some.Prompts(2, seed: 5).Tokens).Cache;
        Some.NothingIsLeftOf(() => PathPatching.ToHeads(
            model, prompts.Tokens, here, there, [new(1, 1)], "k", logits => Some.Difference(logits, prompts)));
    }

    [ExerciseFact("1.4.22")]
    public void ThePlantedHeadTellsNameMoversWhomToAvoid()
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        using var here = model.RunWithCache(prompts.Tokens).Cache;
        using var there = model.RunWithCache(Some.OtherGiver(prompts)).Cache;
        To([new(2, 0)], "q", new double[,] { { 2.5, 2.5 }, { 2.5, -3.5 }, { 2.5, 2.5 }, { 2.5, 2.5 } });
        // Both name movers, the negative one too: 0.5 less for the wrong name, and 3.0 finds the right one unsaid.
        To([new(2, 0), new(3, 1)], "q", new double[,] { { 2.5, 2.5 }, { 2.5, -1.5 }, { 2.5, 2.5 }, { 2.5, 2.5 } });
        To([new(1, 1)], "v", new double[,] { { -3.5, 2.5 }, { 2.5, 2.5 }, { 2.5, 2.5 }, { 2.5, 2.5 } });
        // Where something was seen before is the same in both runs.
        To([new(1, 1)], "k", new double[,] { { 2.5, 2.5 }, { 2.5, 2.5 }, { 2.5, 2.5 }, { 2.5, 2.5 } });

        void To(Head[] receivers, string input, double[,] wanted) =>
            PathPatching.ToHeads(
                model, prompts.Tokens, here, there, receivers, input, logits => Some.Difference(logits, prompts))
                    .Should()
                .BeCloseTo(
                    tensor(wanted), axes: "layer head", tolerance: 1e-4,
                    what: $"To {input} of {string.Join(", ", receivers)}");
    }

    [ExerciseFact("1.4.22")]
    public void InTheOtherPlantedModelNobodyIsTold()
    {
        using var model = Planted.Subtracting();
        var prompts = Planted.Prompts();
        using var here = model.RunWithCache(prompts.Tokens).Cache;
        using var there = model.RunWithCache(Some.OtherGiver(prompts)).Cache;
        PathPatching.ToHeads(
            model, prompts.Tokens, here, there, [new(1, 0), new(1, 1)], "q", logits => Some.Difference(logits, prompts))
            .Should().BeCloseTo(full([2, 2], 3.0, dtype: float64), axes: "layer head", tolerance: 1e-4);
        PathPatching.ToLogits(model, prompts.Tokens, here, there, logits => Some.Difference(logits, prompts)).Should()
            .BeCloseTo(tensor(new double[,] { { 3, 3 }, { 5, -5 } }), axes: "layer head", tolerance: 1e-4);
    }

    private static Func<string, int, Tensor, Tensor> OnlyFrom(
        Dictionary<(string, int), Tensor> own, Dictionary<(string, int), Tensor> other, Head sender) => (name, l, x) =>
        name != "z" ? x
        : l == sender.Layer ? WithHead(own[(name, l)], other[(name, l)], sender.Index)
        : own[(name, l)];

    private static double Measure(HookedTransformer model, Prompts prompts, Func<string, int, Tensor, Tensor> at)
    {
        using var scope = NewDisposeScope();
        return Some.Difference(Reference.Run(model, prompts.Tokens, at), prompts);
    }

    private static Tensor Each(int layers, int heads, Func<Head, double> value)
    {
        var values = new double[layers, heads];
        for (var layer = 0; layer < layers; layer++)
            for (var head = 0; head < heads; head++)
                values[layer, head] = value(new Head(layer, head));
        return tensor(values);
    }

    private static Tensor WithHead(Tensor x, Tensor other, int head) => cat(
        [x[.., .., ..head], other[.., .., head..(head + 1)], x[.., .., (head + 1)..]], 2);
}
