using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class AttributionPatchingTests
{
    // Of a difference quotient in double precision.
    private const double Tolerance = 1e-6;

    [ExerciseTheory("1.4.17")]
    [InlineData(1, 2, 0)]
    [InlineData(2, 1, 5)]
    [InlineData(2, 3, 0)]
    public void TheResidualStreamIsEstimated(int layers, int batch, int neurons)
    {
        using var model = Some.Model(layers, heads: 2, neurons);
        var (own, other) = (Some.Prompts(batch), Some.Prompts(batch, seed: 5));
        var (_, cache) = model.RunWithCache(other.Tokens);
        using var kept = cache;
        using var unchanged = Inputs.MustStayUnchanged([own.Tokens, .. cache.Names.Select(name => cache[name])]);
        var there = Reference.Activations(model, other.Tokens);
        var wanted = Slopes(layers, 9, model, own, (layer, position, step) => (name, l, x) =>
        {
            if (name != "resid_pre" || l != layer) return x;
            var moved = x + step * (there[(name, l)] - x);
            return cat([x[.., ..position], moved[.., position..(position + 1)], x[.., (position + 1)..]], 1);
        });
        AttributionPatching.ResidualStream(model, own.Tokens, cache, logits => Difference(logits, own)).Should()
            .BeCloseTo(
            wanted, axes: "layer position", tolerance: Tolerance, mistakes:
            [
                ("the sign is the other way round: the change is the other run's activation less this run's", -wanted),
                ("this is the mean over the texts; the measure took that already", wanted / batch),
            ]);
    }

    [ExerciseTheory("1.4.18")]
    [InlineData(1, 1, 2)]
    [InlineData(2, 3, 1)]
    [InlineData(2, 2, 4)]
    public void HeadsAreEstimated(int layers, int heads, int batch)
    {
        using var model = Some.Model(layers, heads);
        var (own, other) = (Some.Prompts(batch), Some.Prompts(batch, seed: 5));
        var (_, cache) = model.RunWithCache(other.Tokens);
        using var kept = cache;
        using var unchanged = Inputs.MustStayUnchanged([own.Tokens, .. cache.Names.Select(name => cache[name])]);
        var there = Reference.Activations(model, other.Tokens);
        var wanted = Slopes(layers, heads, model, own, (layer, head, step) => (name, l, x) =>
        {
            if (name != "z" || l != layer) return x;
            var isHead = arange(heads).eq(head).to(float64).unsqueeze(1);
            return x + step * isHead * (there[(name, l)] - x);
        });
        AttributionPatching.Heads(model, own.Tokens, cache, logits => Difference(logits, own)).Should().BeCloseTo(
            wanted, axes: "layer head", tolerance: Tolerance, mistakes:
            [
                ("the sign is the other way round: the change is the other run's activation less this run's", -wanted),
                ("this is the mean over the texts; the measure took that already", wanted / batch),
            ]);
    }

    [ExerciseFact("1.4.17")]
    public void TheResidualStreamsActivationsAreDisposedOf()
    {
        using var model = Some.Model();
        var prompts = Some.Prompts(2);
        using var cache = model.RunWithCache(Some.Prompts(2, seed: 5).Tokens).Cache;
        Some.NothingIsLeftOf(() => AttributionPatching.ResidualStream(
            model, prompts.Tokens, cache, logits => Difference(logits, prompts)));
    }

    [ExerciseFact("1.4.18")]
    public void HeadsActivationsAreDisposedOf()
    {
        using var model = Some.Model();
        var prompts = Some.Prompts(2);
        using var cache = model.RunWithCache(Some.Prompts(2, seed: 5).Tokens).Cache;
        Some.NothingIsLeftOf(() => AttributionPatching.Heads(
            model, prompts.Tokens, cache, logits => Difference(logits, prompts)));
    }

    [ExerciseFact("1.4.18")]
    public void WhatIsAllOrNothingIsNotSeen()
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        var (_, cache) = model.RunWithCache(Some.OtherGiver(prompts));
        using var kept = cache;
        // Only what is said directly: a name mover's attention does not move for small steps.
        AttributionPatching.Heads(model, prompts.Tokens, cache, logits => Difference(logits, prompts)).Should()
            .BeCloseTo(
            tensor(new float[,] { { 0, 0 }, { 1, 0 }, { -8, 0 }, { 0, 2 } }), axes: "layer head", tolerance: 1e-3);
    }

    [ExerciseFact("1.4.19")]
    public void CorrelationByHand()
    {
        // Less their means, 2.5 and 3: (-1.5, -0.5, 0.5, 1.5) and (-2, 0, -1, 3).
        var (x, y) = (tensor(new double[,] { { 1, 2 }, { 3, 4 } }), tensor(new double[,] { { 1, 3 }, { 2, 6 } }));
        using var unchanged = Inputs.MustStayUnchanged(x, y);
        var (correlation, worst) = AttributionPatching.Compare(x, y);
        correlation.Should().BeApproximately(7 / Math.Sqrt(5 * 14), 1e-12);
        $"{worst}".Should().Be("1.1");
    }

    [ExerciseTheory("1.4.19")]
    [InlineData(2, -3, 1)]
    [InlineData(-0.5, 4, -1)]
    public void CorrelationDoesNotDependOnScale(double scale, double shift, double wanted)
    {
        var x = tensor(new float[,] { { 1, 5, -2 }, { 0, 3, 7 } });
        AttributionPatching.Compare(x, scale * x + shift).Correlation.Should().BeApproximately(wanted, 1e-6);
    }

    [ExerciseFact("1.4.19")]
    public void TheWorstEstimateMayBeTooHighOrTooLow()
    {
        var patched = tensor(new float[,] { { 0, 1, 2 }, { 3, 4, 5 } });
        var low = tensor(new float[,] { { 0, 1, 2 }, { -3, 4, 6 } });
        Worst(low, patched).Should().Be("1.0", "an estimate may be too low, too");
        Worst(patched, low).Should().Be("1.0");
        Worst(tensor(new float[,] { { 0, 1, 9 }, { 3, 4, 6 } }), patched).Should().Be("0.2");

        static string Worst(Tensor estimated, Tensor patched) =>
            $"{AttributionPatching.Compare(estimated, patched).Worst}";
    }

    // With a weight for every logit, so that it has a gradient.
    private static Tensor Difference(Tensor logits, Prompts prompts)
    {
        var weights = zeros_like(logits);
        for (var row = 0; row < prompts.Count; row++)
        {
            var end = prompts.End[row].item<long>();
            weights[row, end, prompts.Io[row].item<long>()] = 1.0 / prompts.Count;
            weights[row, end, prompts.S[row].item<long>()] = -1.0 / prompts.Count;
        }
        return (logits * weights).sum();
    }

    // Central difference quotients.
    private static Tensor Slopes(
        int rows, int columns, HookedTransformer model, Prompts prompts,
        Func<int, int, double, Func<string, int, Tensor, Tensor>> at)
    {
        const double Step = 1e-4;
        var slopes = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                slopes[row, column] = (Value(row, column, Step) - Value(row, column, -Step)) / (2 * Step);
        return tensor(slopes);

        double Value(int row, int column, double step)
        {
            using var scope = NewDisposeScope();
            return Some.Difference(Reference.Run(model, prompts.Tokens, at(row, column, step)), prompts);
        }
    }
}
