using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class HeadRolesTests
{
    private const double Tolerance = 1e-9;

    [ExerciseTheory("1.4.23")]
    [InlineData(1, 0, 1.0 / 3, 1.0 / 3, 0.5, 0.5)]
    [InlineData(2, 0, 1, 0, 4, 0)]
    [InlineData(2, 1, 1, 0, 0, 0)]
    [InlineData(3, 1, 1, 0, -1, 0)]
    public void PlantedHeadsLookAndSay(int layer, int head, double io, double s, double saysIo, double saysHalfOfS)
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        using var cache = model.RunWithCache(prompts.Tokens).Cache;
        var (attention, said) = HeadRoles.LooksAndSays(model, cache, prompts, new Head(layer, head));
        attention.Should().BeCloseTo(
            tensor(new[] { (float)io, (float)s }).unsqueeze(1).expand(-1, 8), axes: "name batch", tolerance: 1e-4,
            what: "What it looks at");
        // It sees the subject twice.
        said.Should().BeCloseTo(
            tensor(new[] { (float)saysIo, 2 * (float)saysHalfOfS }).unsqueeze(1).expand(-1, 8), axes: "name batch",
            tolerance: 1e-4, what: "What it says");
    }

    [ExerciseTheory("1.4.23")]
    [InlineData(1)]
    [InlineData(4)]
    public void EveryHeadLooksAndSays(int batch)
    {
        using var model = Some.Model(layers: 2, heads: 3);
        var prompts = Some.Prompts(batch);
        using var cache = model.RunWithCache(prompts.Tokens).Cache;
        using var unchanged = Inputs.MustStayUnchanged([.. cache.Names.Select(name => cache[name])]);
        var run = Reference.Activations(model, prompts.Tokens);
        foreach (var head in new Head[] { new(0, 2), new(1, 0), new(1, 1) })
        {
            var (pattern, z) = (run[("pattern", head.Layer)], run[("z", head.Layer)]);
            var (looks, says) = (zeros(2, batch, dtype: float64), zeros(2, batch, dtype: float64));
            var (fromS2, atS2) = (zeros(2, batch, dtype: float64), zeros(2, batch, dtype: float64));
            for (var row = 0; row < batch; row++)
            {
                var end = At(prompts.End, row);
                var written = z[row, end, head.Index].matmul(model.W_O[head.Layer, head.Index]);
                (Tensor Name, Tensor Position)[] names = [(prompts.Io, prompts.IoAt), (prompts.S, prompts.S1At)];
                for (var name = 0; name < 2; name++)
                {
                    looks[name, row] = pattern[row, head.Index, end, At(names[name].Position, row)];
                    says[name, row] = written.dot(model.W_U.select(1, At(names[name].Name, row)));
                    fromS2[name, row] = pattern[row, head.Index, At(prompts.S2At, row), At(names[name].Position, row)];
                    atS2[name, row] = pattern[row, head.Index, end,
                        At(name == 0 ? prompts.IoAt : prompts.S2At, row)];
                }
            }
            var (attention, said) = HeadRoles.LooksAndSays(model, cache, prompts, head);
            attention.Should().BeCloseTo(looks, axes: "name batch", tolerance: Tolerance, what: "What it looks at",
                mistakes:
            [
                ("the names have changed places: the indirect object comes first", looks.flip(0)),
                ("this is the attention from S2, not from the last word", fromS2),
                ("this is the attention to S2; the subject's name stands first at S1", atS2),
            ]);
            said.Should().BeCloseTo(says, axes: "name batch", tolerance: Tolerance, what: "What it says", mistakes:
            [
                ("the names have changed places: the indirect object comes first", says.flip(0)),
            ]);
        }

        static long At(Tensor positions, int row) => positions[row].item<long>();
    }

    [ExerciseTheory("1.4.24")]
    [InlineData(1, 0, true)]
    [InlineData(3, 0, true)]
    [InlineData(4, 0, false)]
    [InlineData(2, 6, true)]
    public void CopyingIsCounted(int among, int neurons, bool norm)
    {
        using var model = Some.Model(layers: 2, heads: 3, neurons, norm);
        var names = tensor(new long[] { 1, 3, 4, 7, 8, 11, 12 });
        using var unchanged = Inputs.MustStayUnchanged(names);
        var wanted = Copying(model, names, among, withNeurons: true, highest: true);
        HeadRoles.CopyingScores(model, names, among).Should().BeCloseTo(
            wanted, axes: "layer head", tolerance: 1e-6, mistakes:
            [
                ("the lowest logits were looked at", Copying(model, names, among, withNeurons: true, highest: false)),
                ("more of the highest logits counted than should", Copying(model, names, among + 1, true, true)),
                .. neurons > 0
                    ? [("the neurons of layer 0 were left out", Copying(model, names, among, false, true))]
                    : Array.Empty<(string, Tensor)>(),
            ]);
    }

    [ExerciseFact("1.4.24")]
    public void PlantedNameMoversCopy()
    {
        using var model = Planted.Avoiding();
        var scores = HeadRoles.CopyingScores(model, arange(1, Planted.Names + 1, dtype: int64), among: 1);
        stack([scores[1, 0], scores[2, 0], scores[3, 0], scores[3, 1]]).Should().BeCloseTo(
            tensor(new float[] { 1, 1, 1, 0 }), axes: "head", tolerance: 1e-6);
    }

    [ExerciseTheory("1.4.25")]
    [InlineData(1, 2, 1, 3)]
    [InlineData(2, 3, 2, 5)]
    public void EarlyHeadsAreScored(int layers, int heads, int batch, int period)
    {
        using var generator = new Generator(4);
        var length = 2 * period + 1;
        var patterns = rand([layers, batch, heads, length, length], dtype: float64, generator: generator).tril();
        patterns = patterns / patterns.sum(dim: -1, keepdim: true);
        var block = arange(1, period + 1, dtype: int64).expand(batch, -1);
        var tokens = cat([zeros([batch, 1], dtype: int64), block, block], 1);
        using var unchanged = Inputs.MustStayUnchanged(patterns, tokens);
        var (previous, duplicate, induction) = HeadRoles.EarlyHeads(patterns, tokens);
        var (one, same, next) = (Mean(1, 1), Mean(period + 1, period), Mean(period + 1, period - 1));
        previous.Should().BeCloseTo(one, axes: "layer head", tolerance: Tolerance, what: "Previous token", mistakes:
        [
            ("this is the attention to the token itself", Mean(1, 0)),
        ]);
        duplicate.Should().BeCloseTo(same, axes: "layer head", tolerance: Tolerance, what: "Duplicate token", mistakes:
        [
            ("this is the attention to the token after the one in the first copy: that is induction", next),
            ("the end of the first copy counts too, whose token was not there before", Mean(period, period)),
        ]);
        induction.Should().BeCloseTo(next, axes: "layer head", tolerance: Tolerance, what: "Induction", mistakes:
        [
            ("this is the attention to the same token in the first copy", same),
            ("the end of the first copy counts too, whose token was not there before", Mean(period, period - 1)),
            ("this is the attention to the token before the one in the first copy", Mean(period + 1, period + 1)),
        ]);

        Tensor Mean(int from, int back)
        {
            var values = Enumerable.Range(from, length - from).Where(query => query >= back)
                .Select(query => patterns[.., .., .., query, query - back]);
            return stack(values).mean([0, 2]);
        }
    }

    [ExerciseFact("1.4.25")]
    public void PlantedEarlyHeadsAreFound()
    {
        using var model = Planted.Avoiding();
        var block = tensor(new long[,] { { 3, 1, 8, 5, 2, 7, 4 }, { 6, 2, 1, 7, 8, 3, 5 } });
        var tokens = cat([zeros([2, 1], dtype: int64), block, block], 1);
        using var cache = model.RunWithCache(tokens).Cache;
        var (previous, duplicate, induction) = HeadRoles.EarlyHeads(
            stack(Enumerable.Range(0, 4).Select(layer => cache["pattern", layer])), tokens);
        stack([previous[0], duplicate[0], induction[0]]).Should().BeCloseTo(
            tensor(new float[,] { { 1f / 14, 1 }, { 1, 0 }, { 0, 0 } }), axes: "score head", tolerance: 1e-4);
    }

    [ExerciseFact("1.4.26")]
    public void ThePlantedBackupStepsIn()
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        using var unchanged = Inputs.MustStayUnchanged(prompts.Tokens);
        HeadRoles.Backup(model, prompts, [new Head(2, 0)]).Should().BeCloseTo(
            tensor(new float[,] { { 0, 0 }, { 0, 0 }, { -4, 0 }, { 2, 0 } }), axes: "layer head", tolerance: 1e-4,
                mistakes:
            [
                ("the sign is the other way round: it is the effect without the heads, less that with them",
                    tensor(new float[,] { { 0, 0 }, { 0, 0 }, { 4, 0 }, { -2, 0 } })),
            ]);
    }

    [ExerciseFact("1.4.26")]
    public void BothRunsAreDisposedOf()
    {
        using var model = Some.Model();
        var prompts = Some.Prompts(3);
        Some.NothingIsLeftOf(() => HeadRoles.Backup(model, prompts, [new Head(0, 1)]));
    }

    [ExerciseTheory("1.4.26")]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryHeadsChange(bool norm)
    {
        using var model = Some.Model(layers: 3, heads: 2, norm: norm);
        var prompts = Some.Prompts(4);
        foreach (var gone in new Head[][] { [new(0, 1)], [new(1, 0), new(1, 1)], [new(0, 1), new(2, 0)], [] })
        {
            var wanted = Effects(model, prompts, gone, useMean: true) - Effects(model, prompts, [], useMean: true);
            HeadRoles.Backup(model, prompts, gone).Should().BeCloseTo(
                wanted, axes: "layer head", tolerance: Tolerance, what: $"Without {string.Join(", ", gone)}", mistakes:
                [
                    ("the sign is the other way round: it is the effect without the heads, less that with them",
                        -wanted),
                    ("the heads were set to 0, not to their means",
                        Effects(model, prompts, gone, useMean: false) - Effects(model, prompts, [], useMean: false)),
                ]);
        }
    }

    internal static Tensor Copying(HookedTransformer model, Tensor names, int among, bool withNeurons, bool highest)
    {
        var scores = new float[model.Config.NLayers, model.Config.NHeads];
        Tensor Norm(Tensor x) => model.Config.Normalization == Normalization.None ? x : nn.functional.layer_norm(x,
            [10]);
        foreach (var name in names.data<long>())
        {
            var vector = model.W_E[name];
            if (withNeurons && model.blocks[0].mlp is { } mlp)
                vector = vector + nn.functional.gelu(Norm(vector).matmul(mlp.W_in) + mlp.b_in).matmul(mlp.W_out)
                    + mlp.b_out;
            for (var layer = 0; layer < model.Config.NLayers; layer++)
            {
                for (var head = 0; head < model.Config.NHeads; head++)
                {
                    var logits = Norm(Norm(vector).matmul(model.W_OV[layer, head])).matmul(model.W_U);
                    var better = (highest ? logits.gt(logits[name]) : logits.lt(logits[name])).sum().item<long>();
                    if (better < among) scores[layer, head] += 1f / names.shape[0];
                }
            }
        }
        return tensor(scores);
    }

    internal static Tensor Effects(HookedTransformer model, Prompts prompts, Head[] gone, bool useMean)
    {
        var (effects, final) = (zeros(model.Config.NLayers, model.Config.NHeads, dtype: float64), (Tensor?)null);
        var zs = new List<Tensor>();
        Reference.Run(model, prompts.Tokens, (name, layer, x) =>
        {
            if (name == "final") final = x;
            if (name != "z") return x;
            var isGone = tensor(Enumerable.Range(0, model.Config.NHeads).Select(h =>
                gone.Contains(new Head(layer, h)) ? 1.0 : 0).ToArray()).unsqueeze(1);
            zs.Add(x * (1 - isGone) + (useMean ? x.mean([0], keepdim: true) : zeros_like(x)) * isGone);
            return zs[^1];
        });
        for (var row = 0; row < prompts.Count; row++)
        {
            var end = prompts.End[row].item<long>();
            var direction = model.W_U.select(1, prompts.Io[row].item<long>())
                - model.W_U.select(1, prompts.S[row].item<long>());
            var isNormed = model.Config.Normalization != Normalization.None;
            var size = isNormed ? (final![row, end] - final[row, end].mean()).square().mean().item<double>() : 1;
            var scale = isNormed ? Math.Sqrt(size + model.Config.Eps) : 1;
            for (var layer = 0; layer < model.Config.NLayers; layer++)
            {
                for (var head = 0; head < model.Config.NHeads; head++)
                {
                    var written = zs[layer][row, end, head].matmul(model.W_O[layer, head]);
                    if (isNormed) written = written - written.mean();
                    effects[layer, head] += written.dot(direction) / scale / prompts.Count;
                }
            }
        }
        return effects;
    }
}
