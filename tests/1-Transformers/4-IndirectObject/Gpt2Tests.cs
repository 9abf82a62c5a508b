using Arena.Data;
using Arena.Models;
using Arena.Testing;
using static System.StringComparison;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// The tools on the real GPT-2 small, against what Wang et al. 2022 found there. Each is tried on a small model first;
/// where GPT-2's weights are not on this machine, that is all, with a note of how to get them.
/// </summary>
public sealed class Gpt2Tests
{
    private static readonly Head[] NameMovers = [new(9, 9), new(9, 6), new(10, 0)];

    // The paper's: duplicate-token, previous-token, induction and S-inhibition heads, then name movers, negative ones and
    // backups.
    private static readonly HeadAt[] Circuit =
    [
        .. At(Role.S2, (0, 1), (0, 10), (3, 0)),
        .. At(Role.S1Plus1, (2, 2), (4, 11)),
        .. At(Role.S2, (5, 5), (5, 8), (5, 9), (6, 9)),
        .. At(Role.End, (7, 3), (7, 9), (8, 6), (8, 10)),
        .. At(Role.End, (9, 9), (9, 6), (10, 0)),
        .. At(Role.End, (10, 7), (11, 10)),
        .. At(Role.End, (9, 0), (9, 7), (10, 1), (10, 2), (10, 6), (10, 10), (11, 2), (11, 9)),
    ];

    [ExerciseFact("1.4.8", TimeLimit = 300, LongWith = PublishedModels.Gpt2)]
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

    [ExerciseFact("1.4.12", TimeLimit = 300, LongWith = PublishedModels.Gpt2)]
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
            Best(effects, 5).Should().Contain(NameMovers);
            Best(-effects, 2).Should().BeEquivalentTo([new Head(10, 7), new Head(11, 10)]);
        });
    }

    [ExerciseFact("1.4.24", TimeLimit = 300, LongWith = PublishedModels.Gpt2)]
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
            foreach (var head in NameMovers)
                scores[head.Layer, head.Index].item<float>().Should().BeGreaterThan(0.9f);
        });
    }

    private static bool Needed(string name) =>
        name == "ln_final.hook_scale" || name.EndsWith("hook_result", Ordinal)
        || name.EndsWith("hook_z", Ordinal);

    private static IEnumerable<HeadAt> At(Role role, params (int Layer, int Index)[] heads) =>
        heads.Select(x => new HeadAt(new Head(x.Layer, x.Index), role));

    private static List<Head> Best(Tensor table, int count) =>
    [
        .. table.flatten().topk(count).indexes.data<long>()
            .Select(i => new Head((int)(i / table.shape[1]), (int)(i % table.shape[1]))),
    ];

    [ExerciseFact("1.4.13", TimeLimit = 600, LongWith = PublishedModels.Gpt2)]
    public void TheSignalOfGpt2MovesFromS2ToTheEnd()
    {
        using var small = Some.Model(neurons: 7);
        var own = Some.Prompts(5);
        var others = own.Tokens.clone();
        others[.., 3] = 12 - others[.., 3];
        using var there = small.RunWithCache(others).Cache;
        var wanted = full(9, Some.Difference(small.call(own.Tokens), own), dtype: float64);
        wanted[3] = Some.Difference(small.call(others), own);
        Patching.ResidualStream(small, own.Tokens, there, logits => Some.Difference(logits, own))[0].Should().BeCloseTo(
            wanted, 1e-9, "position", what: "Layer 0 of two texts that differ at position 3");
        OnGpt2((model, prompts) =>
        {
            using var clean = model.RunWithCache(prompts.Tokens, name => name.EndsWith("resid_pre", Ordinal)).Cache;
            var corrupted = Some.OtherGiver(prompts);
            double Score(Tensor logits) => Some.Difference(logits, prompts);
            var (best, worst) = (Score(model.call(prompts.Tokens)), Score(model.call(corrupted)));
            var back = (Patching.ResidualStream(model, corrupted, clean, Score) - worst) / (best - worst);
            var (s2, end) = (prompts.S2At[0].item<long>(), prompts.End[0].item<long>());
            // Duplicate-token and induction heads, before layer 7, write to S2; S-inhibition heads, in layers 7 and 8,
            // bring it to the end.
            back[5, s2].item<double>().Should().BeGreaterThan(0.6);
            back[5, end].item<double>().Should().BeLessThan(0.3);
            back[11, s2].item<double>().Should().BeLessThan(0.3);
            back[11, end].item<double>().Should().BeGreaterThan(0.6);
        }, count: 4, template: 0);
    }

    [ExerciseFact("1.4.22", TimeLimit = 600, LongWith = PublishedModels.Gpt2)]
    public void InhibitionHeadsOfGpt2TellNameMovers()
    {
        using var small = Some.Model(neurons: 7);
        var (some, others) = (Some.Prompts(3), Some.Prompts(3, seed: 5));
        using var here = small.RunWithCache(some.Tokens).Cache;
        using var there = small.RunWithCache(others.Tokens).Cache;
        Tensor Told(ActivationCache by) => PathPatching.ToHeads(
            small, some.Tokens, here, by, [new(1, 0), new(1, 2)], "q", logits => Some.Difference(logits, some));
        var silence = full([2, 3], Some.Difference(small.call(some.Tokens), some), dtype: float64);
        Told(here).Should().BeCloseTo(silence, 1e-9, "layer head", what: "By heads that say what they always say");
        Told(there)[1].Should().BeCloseTo(silence[1], 1e-9, "head", what: "By heads of the receivers' own layer");
        OnGpt2((model, prompts) =>
        {
            static bool IsZ(string name) => name.EndsWith("hook_z", Ordinal);
            using var own = model.RunWithCache(prompts.Tokens, IsZ).Cache;
            using var other = model.RunWithCache(Some.OtherGiver(prompts), IsZ).Cache;
            var left = PathPatching.ToHeads(
                model, prompts.Tokens, own, other, NameMovers, "q", logits => Some.Difference(logits, prompts));
            Best(-left, 4).Intersect([new Head(7, 3), new Head(7, 9), new Head(8, 6), new Head(8, 10)])
                .Should().HaveCountGreaterThanOrEqualTo(3);
        }, count: 4, template: 0);
    }

    [ExerciseFact("1.4.25", TimeLimit = 300, LongWith = PublishedModels.Gpt2)]
    public void EarlyHeadsOfGpt2()
    {
        using var small = Shipped.Load("attn-only-2l");
        // The two heads of an induction circuit, as 1.2 finds them there.
        var some = Score(small, 64, 16, begin: 64);
        some.Previous[0].amax().item<float>().Should().BeGreaterThan(0.3f);
        some.Induction[1].amax().item<float>().Should().BeGreaterThan(0.5f);
        some.Duplicate.amax().item<float>().Should().BeLessThan(0.3f);
        RealGpt2.WhenPresent((model, tokenizer) =>
        {
            var (previous, duplicate, induction) = Score(model, 20000, 50, tokenizer.EndOfTextId);
            Best(previous, 1).Should().Equal(new Head(4, 11));
            Best(duplicate, 10).Should().Contain([new Head(0, 1), new Head(3, 0)]);
            Best(induction, 10).Should().Contain([new Head(5, 5), new Head(6, 9)]);
        });

        static (Tensor Previous, Tensor Duplicate, Tensor Induction) Score(
            HookedTransformer model, int below, int period, long begin)
        {
            using var off = no_grad();
            using var generator = new Generator(7);
            var block = stack(Enumerable.Range(0, 8)
                .Select(_ => randperm(below, dtype: int64, generator: generator)[..period]));
            var tokens = cat([full([8, 1], begin, dtype: int64), block, block], 1);
            using var cache = model.RunWithCache(tokens, name => name.EndsWith("hook_pattern", Ordinal)).Cache;
            return HeadRoles.EarlyHeads(
                stack(Enumerable.Range(0, model.Config.NLayers).Select(layer => cache["pattern", layer])), tokens);
        }
    }

    [ExerciseFact("1.4.26", TimeLimit = 300, LongWith = PublishedModels.Gpt2)]
    public void BackupHeadsOfGpt2()
    {
        using var small = Some.Model(layers: 3, neurons: 7);
        var some = Some.Prompts(4);
        Head[] gone = [new(0, 1), new(1, 2)];
        HeadRoles.Backup(small, some, gone).Should().BeCloseTo(
            HeadRolesTests.Effects(small, some, gone, useMean: true)
                - HeadRolesTests.Effects(small, some, [], useMean: true), 1e-9, "layer head");
        OnGpt2((model, prompts) =>
            // Negative name movers rise, too: without the others there is less to hold back.
            Best(HeadRoles.Backup(model, prompts, NameMovers), 6)
                .Intersect(Circuit.Where(x => x.Role == Role.End && x.Head.Layer >= 9).Select(x => x.Head))
                .Should().HaveCountGreaterThanOrEqualTo(4));
    }

    [ExerciseFact("1.4.29", TimeLimit = 300, LongWith = PublishedModels.Gpt2)]
    public void TheCircuitOfGpt2IsFaithful()
    {
        var heads = Circuit.ToHashSet();
        Circuits.Faithfulness(x => x.Count, heads, heads.Where(x => x.Role == Role.End).ToHashSet())
            .Should().BeApproximately(17.0 / 26, 1e-12);
        OnGpt2((model, prompts) =>
        {
            // Means over texts in which nobody is named twice, as in the paper.
            var random = new Random(5);
            var names = prompts.Io.unique().output;
            var strangers = stack([.. Enumerable.Range(0, (int)prompts.Count).Select(_ => names[tensor(
                random.GetItems(Enumerable.Range(0, (int)names.shape[0]).ToArray(), 3).Select(x => (long)x).ToArray())])]);
            var positions = stack([prompts.IoAt, prompts.S1At, prompts.S2At], 1);
            using var cache = model.RunWithCache(
                prompts.Tokens.scatter(1, positions, strangers), name => name.EndsWith("hook_z", Ordinal)).Cache;
            Tensor[] means =
            [
                .. Enumerable.Range(0, model.Config.NLayers)
                    .Select(layer => cache["z", layer].mean([0], keepdim: true).expand_as(cache["z", layer])),
            ];
            var whole = Some.Difference(model.call(prompts.Tokens), prompts);
            Circuits.Faithfulness(
                x => ReferenceEquals(x, heads)
                    ? Some.Difference(Circuits.Run(model, prompts, x, means), prompts)
                    : whole,
                new HashSet<HeadAt>(), heads).Should().BeInRange(0.6, 1.2);
        }, count: 64, template: 0);
    }

    private static void OnGpt2(Action<HookedTransformer, Prompts> test, int count = 32, int? template = null) =>
        RealGpt2.WhenPresent((model, tokenizer) =>
        {
            var scenes = Texts.MakeScenes(count, GiftTexts.Names, GiftTexts.Places, GiftTexts.Things, new Random(1));
            var texts = scenes.Select((scene, i) =>
                Texts.Fill(GiftTexts.Templates[template ?? i % GiftTexts.Templates.Count], scene)).ToList();
            long begin = tokenizer.EndOfTextId;
            test(model, Texts.Label(
                Texts.Tokens(texts, tokenizer.Numbers, begin), Names(x => x.Io), Names(x => x.S), begin));

            Tensor Names(Func<Scene, string> who) =>
                tensor(scenes.Select(scene => tokenizer.Numbers(" " + who(scene)).Single()).ToArray());
        });
}
