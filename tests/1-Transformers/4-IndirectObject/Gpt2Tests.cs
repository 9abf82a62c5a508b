using Arena.Data;
using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// The tools on the real GPT-2 small, against what Wang et al. 2022 found there. Where its weights are not on this
/// machine, these say how to get them, and nothing else.
/// </summary>
public sealed class Gpt2Tests
{
    private const int Count = 32;

    [ExerciseFact("1.4.8", TimeLimit = 300)]
    public void Gpt2KnowsWhoGetsTheGift() => With((model, prompts) =>
    {
        // 3.56 on the paper's own texts; these are others.
        var differences = Measures.LogitDifference(model.call(prompts.Tokens), prompts);
        differences.mean().item<float>().Should().BeInRange(2, 5.5f);
        differences.gt(0).to(float32).mean().item<float>().Should().BeGreaterThan(0.9f);
    });

    [ExerciseFact("1.4.12", TimeLimit = 300)]
    public void NameMoversOfGpt2() => With((model, prompts) =>
    {
        using var cache = model.RunWithCache(prompts.Tokens, Needed).Cache;
        var effects = DirectEffects.OfHeads(model, cache, prompts).mean([2]);
        Best(effects, 5).Should().Contain([new Head(9, 9), new Head(9, 6), new Head(10, 0)]);
        Best(-effects, 2).Should().BeEquivalentTo([new Head(10, 7), new Head(11, 10)]);
    });

    [ExerciseFact("1.4.24", TimeLimit = 300)]
    public void NameMoversOfGpt2Copy() => With((model, prompts) =>
    {
        var scores = HeadRoles.CopyingScores(model, prompts.Io.unique().output, among: 5);
        foreach (var (layer, head) in new[] { (9, 9), (9, 6), (10, 0) })
            scores[layer, head].item<float>().Should().BeGreaterThan(0.9f);
    });

    private static bool Needed(string name) =>
        name.EndsWith("hook_result", StringComparison.Ordinal) || name == "ln_final.hook_scale";

    private static List<Head> Best(Tensor table, int count) =>
    [
        .. table.flatten().topk(count).indexes.data<long>()
            .Select(i => new Head((int)(i / table.shape[1]), (int)(i % table.shape[1]))),
    ];

    private static void With(Action<HookedTransformer, Prompts> test)
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

        Tensor Names(Func<Scene, string> who) => tensor(scenes.Select(scene => Encode(" "
            + who(scene)).Single()).ToArray());
    }
}
