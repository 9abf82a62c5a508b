using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class PatchingTests
{
    private const double Tolerance = 1e-9;

    [ExerciseTheory("1.4.13")]
    [InlineData(1, 3, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(2, 3, 5)]
    public void TheResidualStreamIsPatched(int layers, int batch, int neurons)
    {
        using var model = Some.Model(layers, heads: 2, neurons);
        var (own, other, cache) = Runs(model, batch);
        using var kept = cache;
        using var unchanged = Inputs.MustStayUnchanged([own.Tokens, .. cache.Names.Select(name => cache[name])]);
        var there = Reference.Activations(model, other.Tokens);
        var wanted = Each(layers, 9, (layer, position) => Measure(
            model, own, (name, l, x) => name == "resid_pre" && l == layer ? WithPosition(x, there[(name, l)], position)
                : x));
        var allLater = Each(layers, 9, (layer, position) => Measure(
            model, own, (name, l, x) => name == "resid_pre" && l == layer
                ? cat([x[.., ..position], there[(name, l)][.., position..]], 1)
                : x));
        var everyLayer = Each(layers, 9, (layer, position) => Measure(
            model, own, (name, l, x) => name == "resid_pre" && l <= layer ? WithPosition(x, there[(name, l)], position)
                : x));
        Patching.ResidualStream(model, own.Tokens, cache, logits => Some.Difference(logits, own)).Should().BeCloseTo(
            wanted, axes: "layer position", tolerance: Tolerance, mistakes:
            [
                ("nothing was patched", full_like(wanted, Measure(model, own, (_, _, x) => x))),
                ("all positions from this one on were patched", allLater),
                ("the patches of earlier layers stayed in place", everyLayer),
            ]);
    }

    [ExerciseFact("1.4.13")]
    public void ThePlantedSignalMovesFromS2ToTheEnd()
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        var (_, cache) = model.RunWithCache(prompts.Tokens);
        using var kept = cache;
        var wanted = full([4, 8], -2.5, dtype: float64);
        foreach (var (layer, position) in new[] { (0, 5), (1, 5), (2, 7), (3, 7) }) wanted[layer, position] = 2.5;
        Patching.ResidualStream(
            model, Some.OtherGiver(prompts), cache, logits => Some.Difference(logits, prompts)).Should().BeCloseTo(
            wanted, axes: "layer position", tolerance: 1e-4, mistakes:
            [
                ("the clean run was patched; here it is the corrupted one that gets clean activations", -wanted),
            ]);
    }

    [ExerciseTheory("1.4.14")]
    [InlineData(2, 2, 0)]
    [InlineData(2, 1, 5)]
    [InlineData(1, 1, 1)]
    public void WhatLayersWriteIsPatched(int layers, int batch, int neurons)
    {
        using var model = Some.Model(layers, heads: 2, neurons);
        var (own, other, cache) = Runs(model, batch);
        using var kept = cache;
        using var unchanged = Inputs.MustStayUnchanged([own.Tokens, .. cache.Names.Select(name => cache[name])]);
        var there = Reference.Activations(model, other.Tokens);
        string[] kinds = neurons > 0 ? ["resid_pre", "attn_out", "mlp_out"] : ["resid_pre", "attn_out"];
        var wanted = stack(kinds.Select(kind => Each(layers, 9, (layer, position) => Measure(
            model, own, (name, l, x) => name == kind && l == layer ? WithPosition(x, there[(name, l)], position)
                : x))));
        Patching.LayerOutputs(model, own.Tokens, cache, logits => Some.Difference(logits, own)).Should().BeCloseTo(
            wanted, axes: "kind layer position", tolerance: Tolerance, mistakes:
            [
                ("the kinds are in another order: the residual stream comes first, then attention", wanted.flip(0)),
                ("the residual stream is missing", wanted[1..]),
            ]);
    }

    [ExerciseTheory("1.4.15")]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 4)]
    [InlineData(3, 2, 2)]
    public void HeadsArePatched(int layers, int heads, int batch)
    {
        using var model = Some.Model(layers, heads);
        var (own, other, cache) = Runs(model, batch);
        using var kept = cache;
        using var unchanged = Inputs.MustStayUnchanged([own.Tokens, .. cache.Names.Select(name => cache[name])]);
        var there = Reference.Activations(model, other.Tokens);
        var wanted = Each(layers, heads, (layer, head) => Measure(
            model, own, (name, l, x) => name == "z" && l == layer ? WithHead(x, there[(name, l)], head, 2) : x));
        Patching.Heads(model, own.Tokens, cache, logits => Some.Difference(logits, own)).Should().BeCloseTo(
            wanted, axes: "layer head", tolerance: Tolerance, mistakes:
            [
                ("nothing was patched", full_like(wanted, Measure(model, own, (_, _, x) => x))),
                ("all heads of the layer were patched at once", Each(layers, heads, (layer, _) => Measure(
                    model, own, (name, l, x) => name == "z" && l == layer ? there[(name, l)] : x))),
            ]);
    }

    [ExerciseFact("1.4.15")]
    public void ThePlantedHeadsAreFound()
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        var (_, cache) = model.RunWithCache(Some.OtherGiver(prompts));
        using var kept = cache;
        // 0.0 and 1.1 turn everything but head 1.0 round; without its 0.5 for the wrong name. 2.0 is turned round by
        // itself, and 3.0, which finds the right name unsaid, says it.
        Patching.Heads(model, prompts.Tokens, cache, logits => Some.Difference(logits, prompts)).Should().BeCloseTo(
            tensor(new double[,] { { -3.5, 2.5 }, { 3.5, -3.5 }, { -3.5, 2.5 }, { 2.5, 4.5 } }), axes: "layer head",
            tolerance: 1e-4);
    }

    [ExerciseTheory("1.4.16")]
    [InlineData(1, 2, 1)]
    [InlineData(2, 3, 3)]
    public void PartsOfHeadsArePatched(int layers, int heads, int batch)
    {
        using var model = Some.Model(layers, heads);
        var (own, other, cache) = Runs(model, batch);
        using var kept = cache;
        using var unchanged = Inputs.MustStayUnchanged([own.Tokens, .. cache.Names.Select(name => cache[name])]);
        var there = Reference.Activations(model, other.Tokens);
        string[] parts = ["z", "q", "k", "v", "pattern"];
        var wanted = stack(parts.Select(part => Each(layers, heads, (layer, head) => Measure(
            model, own, (name, l, x) => name == part && l == layer
                ? WithHead(x, there[(name, l)], head, part == "pattern" ? 1 : 2)
                : x))));
        Patching.HeadParts(model, own.Tokens, cache, logits => Some.Difference(logits, own)).Should().BeCloseTo(
            wanted, axes: "part layer head", tolerance: Tolerance, mistakes:
            [
                ("the parts are in another order than in Parts", wanted.flip(0)),
                ("in the pattern, a query's position was taken for the head: its axes are batch, head, query, key",
                    cat([wanted[..4], Each(layers, heads, (layer, head) => Measure(model, own, (name, l, x) =>
                        name == "pattern" && l == layer ? WithHead(x, there[(name, l)], head, 2) : x)).unsqueeze(0)])),
            ]);
    }

    [ExerciseFact("1.4.16")]
    public void ThePlantedNameMoverListensWithItsQueries()
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        var (_, cache) = model.RunWithCache(Some.OtherGiver(prompts));
        using var kept = cache;
        var wanted = zeros(5, 4, 2, dtype: float64) + 2.5;
        wanted[0] = tensor(new double[,] { { -3.5, 2.5 }, { 3.5, -3.5 }, { -3.5, 2.5 }, { 2.5, 4.5 } });
        // Queries: the one that looks for the double, at S2; and the name movers' at the end.
        wanted[1] = tensor(new double[,] { { QueryOfDuplicate, 2.5 }, { 2.5, 2.5 }, { -3.5, 2.5 }, { 2.5, 4.5 } });
        // Keys: a name mover finds the right name at S2 as well, and half of what it says is what really stands there.
        wanted[2] = tensor(new double[,] { { 2.5, 2.5 }, { 2.5, 2.5 }, { -1.5, 2.5 }, { 2.5, 3.5 } });
        // Values: head 1.0 reads the name at S2, and 1.1 what was seen before.
        wanted[3] = tensor(new double[,] { { 2.5, 2.5 }, { 3.5, -3.5 }, { 2.5, 2.5 }, { 2.5, 2.5 } });
        wanted[4] = tensor(new double[,] { { QueryOfDuplicate, 2.5 }, { 2.5, 2.5 }, { -3.5, 2.5 }, { 2.5, 4.5 } });
        Patching.HeadParts(model, prompts.Tokens, cache, logits => Some.Difference(logits, prompts)).Should().BeCloseTo(
            wanted, axes: "part layer head", tolerance: 1e-4);
    }

    // The duplicate-token head at S2 then looks at where the indirect object was named, and says that this was seen
    // before.
    private const double QueryOfDuplicate = -3.5;

    private static (Prompts Own, Prompts Other, ActivationCache Cache) Runs(HookedTransformer model, int batch)
    {
        var (own, other) = (Some.Prompts(batch), Some.Prompts(batch, seed: 5));
        return (own, other, model.RunWithCache(other.Tokens).Cache);
    }

    private static double Measure(HookedTransformer model, Prompts prompts, Func<string, int, Tensor, Tensor> at)
    {
        using var scope = NewDisposeScope();
        return Some.Difference(Reference.Run(model, prompts.Tokens, at), prompts);
    }

    private static Tensor Each(int rows, int columns, Func<int, int, double> value)
    {
        var values = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                values[row, column] = value(row, column);
        return tensor(values);
    }

    private static Tensor WithPosition(Tensor x, Tensor other, int position) =>
        cat([x[.., ..position], other[.., position..(position + 1)], x[.., (position + 1)..]], 1);

    private static Tensor WithHead(Tensor x, Tensor other, int head, int axis) => cat(
        [x.narrow(axis, 0, head), other.narrow(axis, head, 1), x.narrow(axis, head + 1, x.shape[axis] - head - 1)],
            axis);
}
