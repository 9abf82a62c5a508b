using Arena.Data;
using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// The tools on the real GPT-2 small, against what Wang et al. 2022 found there. Each is tried on a small model with
/// neurons first; where GPT-2's weights are not on this machine, that is all, with a note of how to get them.
/// </summary>
public sealed class Gpt2Tests
{
    private const int Count = 32;

    [ExerciseFact("1.4.8", TimeLimit = 300)]
    public void Gpt2KnowsWhoGetsTheGift()
    {
        using var small = Some.Model(neurons: 7);
        var some = Some.Prompts(5);
        var logits = small.call(some.Tokens);
        Measures.LogitDifference(logits, some).mean().item<double>().Should()
            .BeApproximately(Some.Difference(logits, some), 1e-9);
        OnGpt2((model, prompts) =>
        {
            // 3.56 on the paper's own texts; these are others.
            var differences = Measures.LogitDifference(model.call(prompts.Tokens), prompts);
            differences.mean().item<float>().Should().BeInRange(2, 5.5f);
            differences.gt(0).to(float32).mean().item<float>().Should().BeGreaterThan(0.9f);
        });
    }

    [ExerciseFact("1.4.12", TimeLimit = 300)]
    public void NameMoversOfGpt2()
    {
        using var small = Some.Model(neurons: 7);
        var some = Some.Prompts(5);
        using var run = small.RunWithCache(some.Tokens).Cache;
        // What heads do not say comes from embeddings, neurons and biases.
        var (spoken, rest) = (DirectEffects.OfHeads(small, run, some).sum(dim: 0).sum(dim: 0).mean(), 0.0);
        Tensor? scale = null, final = null;
        Reference.Run(small, some.Tokens, (name, _, x) =>
        {
            if (name == "final") (final, scale) = (x, (x - x.mean([-1], keepdim: true)).square().mean([-1]));
            return x;
        });
        for (var row = 0; row < some.Count; row++)
        {
            var end = some.End[row].item<long>();
            var heads = Enumerable.Range(0, 2).Select(layer => run["result", layer][row, end].sum(dim: 0));
            var others = final![row, end] - heads.Aggregate((x, y) => x + y);
            var direction = small.W_U.select(1, some.Io[row].item<long>())
                - small.W_U.select(1, some.S[row].item<long>());
            var bias = small.unembed.b_U[some.Io[row]] - small.unembed.b_U[some.S[row]];
            var says = (others - others.mean()).dot(direction) / (scale![row, end] + small.Config.Eps).sqrt() + bias;
            rest += says.item<double>() / some.Count;
        }
        (spoken.item<double>() + rest).Should().BeApproximately(
            Some.Difference(small.call(some.Tokens), some), 1e-9,
            "what all parts say is what the model says; are 1.4.10 and 1.4.12 right?");
        OnGpt2((model, prompts) =>
        {
            using var cache = model.RunWithCache(prompts.Tokens, Needed).Cache;
            var effects = DirectEffects.OfHeads(model, cache, prompts).mean([2]);
            Best(effects, 5).Should().Contain([new Head(9, 9), new Head(9, 6), new Head(10, 0)]);
            Best(-effects, 2).Should().BeEquivalentTo([new Head(10, 7), new Head(11, 10)]);
        });
    }

    [ExerciseFact("1.4.24", TimeLimit = 300)]
    public void NameMoversOfGpt2Copy()
    {
        using var small = Some.Model(neurons: 7);
        var some = tensor(new long[] { 2, 3, 5, 9, 12 });
        HeadRoles.CopyingScores(small, some, among: 5).Should().BeCloseTo(
            HeadRolesTests.Copying(small, some, 5, withNeurons: true, highest: true), axes: "layer head",
            tolerance: 1e-6);
        OnGpt2((model, prompts) =>
        {
            var scores = HeadRoles.CopyingScores(model, prompts.Io.unique().output, among: 5);
            foreach (var (layer, head) in new[] { (9, 9), (9, 6), (10, 0) })
                scores[layer, head].item<float>().Should().BeGreaterThan(0.9f);
        });
    }

    private static bool Needed(string name) =>
        name == "ln_final.hook_scale" || name.EndsWith("hook_result", StringComparison.Ordinal)
        || name.EndsWith("hook_z", StringComparison.Ordinal);

    private static List<Head> Best(Tensor table, int count) =>
    [
        .. table.flatten().topk(count).indexes.data<long>()
            .Select(i => new Head((int)(i / table.shape[1]), (int)(i % table.shape[1]))),
    ];

    private static void OnGpt2(Action<HookedTransformer, Prompts> test)
    {
        if (PublishedModels.Find(PublishedModels.Gpt2) is not { } folder)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                "To do: GPT-2 is not on this machine. ./arena model pull gpt2 fetches it.");
            return;
        }
        using var off = no_grad();
        using var loaded = Gpt2.Load(folder);
        using var model = loaded.FoldLayerNorm();
        var tokenizer = Gpt2Tokenizer.Load(folder);
        long[] Encode(string text) => [.. tokenizer.Encode(text).Select(token => (long)token)];
        var scenes = Texts.MakeScenes(Count, GiftTexts.Names, GiftTexts.Places, GiftTexts.Things, new Random(1));
        var texts = scenes.Select((scene, i) =>
            Texts.Fill(GiftTexts.Templates[i % GiftTexts.Templates.Count], scene)).ToList();
        long begin = tokenizer.EndOfTextId;
        test(model, Texts.Label(Texts.Tokens(texts, Encode, begin), Names(x => x.Io), Names(x => x.S), begin));

        Tensor Names(Func<Scene, string> who) =>
            tensor(scenes.Select(scene => Encode(" " + who(scene)).Single()).ToArray());
    }
}
