using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class DirectEffectsTests
{
    private const double Tolerance = 1e-9;

    [ExerciseTheory("1.4.10")]
    [InlineData(1, 1, true)]
    [InlineData(3, 4, true)]
    [InlineData(2, 5, false)]
    public void VectorsBecomeLogitDifferences(int components, int batch, bool norm)
    {
        using var model = Some.Model(norm: norm);
        var prompts = Some.Prompts(batch);
        var (_, cache) = model.RunWithCache(prompts.Tokens);
        using var kept = cache;
        using var generator = new Generator(11);
        var stack = randn([components, batch, 10], dtype: float64, generator: generator) + 1;
        using var unchanged = Inputs.MustStayUnchanged(stack);
        var scale = Scale(model, prompts);
        DirectEffects.ToLogitDifference(model, cache, stack, prompts).Should().BeCloseTo(
            Wanted(model, stack, scale, prompts), axes: "component batch", tolerance: Tolerance, mistakes:
            [
                ("the sign is the other way round: the right name comes first", -Wanted(model, stack, scale, prompts)),
                ("this is the mean over the texts", Wanted(model, stack, scale, prompts).mean([1])),
                .. norm
                    ? [
                        ("the vectors were not divided by the scale of the final layer norm",
                            Wanted(model, stack, ones(batch, dtype: float64), prompts)),
                        ("each vector was divided by a scale of its own; keep that of the run, or the parts do not "
                            + "add up",
                            Wanted(model, nn.functional.layer_norm(stack, [10]), ones(batch, dtype: float64), prompts)),
                        ("the scale of the last position of the row was taken, and texts may end before it",
                            Wanted(model, stack, cache["ln_final.hook_scale"].select(1, -1).squeeze(1), prompts)),
                        ("the vectors' means were not subtracted: a layer norm does that too",
                            Uncentred(model, stack, scale, prompts)),
                    ]
                    : Array.Empty<(string, Tensor)>(),
            ]);
    }

    [ExerciseTheory("1.4.10")]
    [InlineData(0)]
    [InlineData(6)]
    public void PartsAddUp(int neurons)
    {
        using var model = Some.Model(layers: 2, neurons: neurons);
        var prompts = Some.Prompts(4);
        var (logits, cache) = model.RunWithCache(prompts.Tokens);
        using var kept = cache;
        var written = Enumerable.Range(0, 2).SelectMany(layer => neurons > 0
            ? new[] { cache["attn_out", layer], cache["mlp_out", layer] }
            : [cache["attn_out", layer]]);
        var parts = stack([.. new[] { cache["hook_embed"], cache["hook_pos_embed"] }.Concat(written)
            .Select(prompts.AtEnd)]);
        var sum = DirectEffects.ToLogitDifference(model, cache, parts, prompts).sum(dim: 0);
        var bias = model.b_U[prompts.Io] - model.b_U[prompts.S];
        (sum + bias).Should().BeCloseTo(ByRow(logits, prompts), axes: "batch", tolerance: Tolerance);
    }

    [ExerciseTheory("1.4.11")]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    public void TheLensReadsEveryDepth(int layers, int neurons)
    {
        using var model = Some.Model(layers, neurons: neurons);
        var prompts = Some.Prompts(3);
        var (_, cache) = model.RunWithCache(prompts.Tokens);
        using var kept = cache;
        var stream = new List<Tensor>();
        Reference.Run(model, prompts.Tokens, (name, _, x) =>
        {
            if (name is "resid_pre" or "final") stream.Add(x);
            return x;
        });
        var scale = Scale(model, prompts);
        var atEnd = stack(stream.Select(x => AtEnd(x, prompts)));
        var wanted = Wanted(model, atEnd, scale, prompts);
        DirectEffects.LogitLens(model, cache, prompts).Should().BeCloseTo(
            wanted, axes: "depth batch", tolerance: Tolerance, mistakes:
            [
                ("the stream after the last layer is missing", wanted[..^1]),
                ("the stream before the first layer is missing", wanted[1..]),
                ("each depth was divided by a scale of its own; keep that of the run",
                    Wanted(model, nn.functional.layer_norm(atEnd, [10]), ones(3, dtype: float64), prompts)),
                ("each depth was unembedded as if the model ended there, with a scale of its own and the bias; keep the "
                    + "scale of the run, and leave the bias out",
                    Wanted(model, nn.functional.layer_norm(atEnd, [10]), ones(3, dtype: float64), prompts)
                        + model.b_U[prompts.Io] - model.b_U[prompts.S]),
                ("the last position of the row was read, and texts may end before it",
                    Wanted(model, stack(stream.Select(x => x.select(1, -1))), scale, prompts)),
            ]);
    }

    [ExerciseFact("1.4.11")]
    public void ThePlantedNameAppearsInLayerTwo()
    {
        using var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        var (_, cache) = model.RunWithCache(prompts.Tokens);
        using var kept = cache;
        DirectEffects.LogitLens(model, cache, prompts).Should().BeCloseTo(
            tensor(new float[] { 0, 0, -0.5f, 3.5f, 2.5f }).unsqueeze(1).expand(-1, 8), axes: "depth batch",
                tolerance: 1e-4);
    }

    [ExerciseTheory("1.4.12")]
    [InlineData(true)]
    [InlineData(false)]
    public void PlantedHeadsSayWhatTheyWereMadeToSay(bool avoiding)
    {
        using var model = avoiding ? Planted.Avoiding() : Planted.Subtracting();
        var prompts = Planted.Prompts();
        var (_, cache) = model.RunWithCache(prompts.Tokens);
        using var kept = cache;
        var wanted = avoiding
            ? tensor(new float[,] { { 0, 0 }, { -0.5f, 0 }, { 4, 0 }, { 0, -1 } })
            : tensor(new float[,] { { 0, 0 }, { -1, 4 } });
        DirectEffects.OfHeads(model, cache, prompts).Should().BeCloseTo(
            wanted.unsqueeze(2).expand(-1, -1, 8), axes: "layer head batch", tolerance: 1e-4);
    }

    [ExerciseTheory("1.4.12")]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 4)]
    [InlineData(3, 2, 5)]
    public void EveryHeadCountsByItself(int layers, int heads, int batch)
    {
        using var model = Some.Model(layers, heads);
        var prompts = Some.Prompts(batch);
        var (_, cache) = model.RunWithCache(prompts.Tokens);
        using var kept = cache;
        var run = Reference.Activations(model, prompts.Tokens);
        var written = new List<Tensor>();
        for (var layer = 0; layer < layers; layer++)
            for (var head = 0; head < heads; head++)
                written.Add(AtEnd(run[("z", layer)].select(2, head).matmul(model.W_O[layer, head]), prompts));
        var wanted = Wanted(model, stack(written), Scale(model, prompts), prompts).reshape(layers, heads, batch);
        DirectEffects.OfHeads(model, cache, prompts).Should().BeCloseTo(
            wanted, axes: "layer head batch", tolerance: Tolerance, mistakes:
            [
                ("the sign is the other way round", -wanted),
                .. layers != heads
                    ? []
                    : new (string, Tensor)[] { ("layers and heads have changed places", wanted.transpose(0, 1)) },
            ]);
    }

    // Written out row by row.
    private static Tensor Wanted(HookedTransformer model, Tensor vectors, Tensor scale, Prompts prompts)
    {
        var isNormed = model.Config.Normalization != Normalization.None;
        return Uncentred(
            model, isNormed ? vectors - vectors.sum(dim: -1, keepdim: true) / vectors.shape[^1] : vectors, scale,
                prompts);
    }

    private static Tensor Uncentred(HookedTransformer model, Tensor vectors, Tensor scale, Prompts prompts)
    {
        var wanted = zeros(vectors.shape[0], vectors.shape[1], dtype: float64);
        for (var component = 0L; component < wanted.shape[0]; component++)
        {
            for (var row = 0L; row < wanted.shape[1]; row++)
            {
                var direction = model.W_U.select(1, prompts.Io[row].item<long>())
                    - model.W_U.select(1, prompts.S[row].item<long>());
                wanted[component, row] = vectors[component, row].dot(direction) / scale[row];
            }
        }
        return wanted;
    }

    // The final layer norm's scale at the last word of each text.
    private static Tensor Scale(HookedTransformer model, Prompts prompts)
    {
        if (model.Config.Normalization == Normalization.None) return ones(prompts.Count, dtype: float64);
        Tensor? final = null;
        Reference.Run(model, prompts.Tokens, (name, _, x) =>
        {
            if (name == "final") final = x;
            return x;
        });
        return (AtEnd(final!, prompts).var([-1], unbiased: false) + model.Config.Eps).sqrt();
    }

    private static Tensor AtEnd(Tensor x, Prompts prompts) =>
        stack(Enumerable.Range(0, (int)prompts.Count).Select(row => x[row, prompts.End[row].item<long>()]));

    private static Tensor ByRow(Tensor logits, Prompts prompts) => stack(
        Enumerable.Range(0, (int)prompts.Count).Select(row =>
            logits[row, prompts.End[row].item<long>(), prompts.Io[row].item<long>()]
            - logits[row, prompts.End[row].item<long>(), prompts.S[row].item<long>()]));
}
