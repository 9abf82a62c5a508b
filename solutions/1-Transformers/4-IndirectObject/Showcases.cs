using Arena.Data;
using Arena.Models;
using Arena.Plots;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>Your tools on a model that nobody planted.</summary>
public static class Showcases
{
    private const int Count = 32;
    private const string Filler = " It was raining.";

    /// <summary>The same four tables for both planted models.</summary>
    /// <param name="show">Takes the figures, curves and pictures.</param>
    [Showcase("1.4.planted", "Two planted models: the same behaviour, another circuit")]
    public static void PlantedModels(Showcase show)
    {
        using var off = no_grad();
        var prompts = Planted.Prompts();
        var corrupted = Corruptions.OtherGiver(prompts);
        foreach (var (name, make) in new (string, Func<HookedTransformer>)[]
            { ("avoiding", Planted.Avoiding), ("subtracting", Planted.Subtracting) })
        {
            using var model = make();
            using var clean = model.RunWithCache(prompts.Tokens).Cache;
            using var turned = model.RunWithCache(corrupted).Cache;
            var (best, worst) = (Measure(model.call(prompts.Tokens)), Measure(model.call(corrupted)));
            show.Figure($"logit difference, {name}", best);
            show.Figure($"logit difference, {name}, the other one gives", worst);
            Table("says", "What each head says", DirectEffects.OfHeads(model, clean, prompts).mean([2]));
            var patched = Measures.Recovered(Patching.Heads(model, corrupted, clean, Measure), best, worst);
            Table("patched", "What a patch of each head brings back", patched);
            Table("to-logits", "What each head tells the logits directly", Measures.Recovered(
                PathPatching.ToLogits(model, corrupted, turned, clean, Measure), best, worst));
            using var on = enable_grad();
            var estimate = AttributionPatching.Heads(
                model, corrupted, clean, logits => Measures.LogitDifference(logits, prompts).mean()) / (best - worst);
            Table("estimate", "What attribution patching estimates of the patches", estimate);

            void Table(string table, string title, Tensor values) =>
                Draw(show, $"{name}-{table}", $"{title}: {name}", values, "head", null);
        }

        double Measure(Tensor logits) => Measures.LogitDifference(logits, prompts).mean().item<float>();
    }

    /// <summary>Where the name to be avoided is, and which heads pass it on.</summary>
    /// <param name="show">Takes the figures, curves and pictures.</param>
    [Showcase("1.4.patching", "Patching a model that knows who gets the gift")]
    public static void Patch(Showcase show)
    {
        using var off = no_grad();
        using var model = Trained.Load();
        var prompts = Trained.Prompts(Count, template: 0, Filler, show.Seed);
        using var clean = model.RunWithCache(prompts.Tokens).Cache;
        var corrupted = Corruptions.OtherGiver(prompts);
        using var turned = model.RunWithCache(corrupted).Cache;
        var (best, worst) = (Measure(model.call(prompts.Tokens)), Measure(model.call(corrupted)));
        show.Figure("logit difference", best);
        show.Figure("logit difference, the other one gives", worst);

        var stream = Measures.Recovered(Patching.ResidualStream(model, corrupted, clean, Measure), best, worst);
        var words = prompts.Tokens[0].data<long>().Select(GiftTexts.Vocabulary.WordOf).ToList();
        foreach (var (at, word) in new[]
                 {
                     (prompts.IoAt, "IO or S1"), (prompts.S1At, "S1 or IO"), (prompts.S2At, "S2"), (prompts.End, "END"),
                 })
        {
            words[(int)at[0].item<long>()] = word;
        }
        Draw(show, "stream", "What of the difference a patch of the residual stream brings back", stream, "position",
            words);

        var heads = Measures.Recovered(Patching.HeadParts(model, corrupted, clean, Measure), best, worst);
        foreach (var (part, values) in Patching.Parts.Zip(heads.unbind(0)))
            Draw(show, $"heads-{part}", $"What a patch of each head's {part} brings back", values, "head", null);
        var direct = Measures.Recovered(PathPatching.ToLogits(model, corrupted, turned, clean, Measure), best, worst);
        Draw(show, "to-logits", "What each head tells the logits directly", direct, "head", null);
        List<Head> next = [.. Enumerable.Range(0, model.Config.NHeads).Select(head => new Head(1, head))];
        var told = Measures.Recovered(
            PathPatching.ToHeads(model, corrupted, turned, clean, next, "q", Measure), best, worst);
        Draw(show, "to-queries", "What each head tells the queries of layer 1 directly", told, "head", null);

        using (enable_grad())
        {
            var estimate = AttributionPatching.Heads(
                model, corrupted, clean, logits => Measures.LogitDifference(logits, prompts).mean());
            var (correlation, head) = AttributionPatching.Compare(
                estimate.to(float64) / (best - worst), heads[0].detach());
            show.Figure("correlation of attribution patching with patching", correlation);
            show.Say($"The estimate is farthest off for head {head}.");
        }

        // Every other text names the subject first, and that is all that the fake would have to notice.
        using var fake = Trained.Load("ioi-fixed");
        var plain = Trained.Prompts(Count, template: 0, filler: "", show.Seed);
        var orders = Measures.LogitDifference(fake.call(plain.Tokens), plain).reshape(-1, 2).mean([0]);
        show.Figure("the fake's logit difference, indirect object first", orders[0].item<float>());
        show.Figure("the fake's logit difference, subject first", orders[1].item<float>());

        double Measure(Tensor logits) => Measures.LogitDifference(logits, prompts).mean().item<float>();
    }

    /// <summary>What heads are for, and what is left when only some of them work.</summary>
    /// <param name="show">Takes the figures, curves and pictures.</param>
    [Showcase("1.4.circuit", "Names for heads, and a circuit by itself")]
    public static void Circuit(Showcase show)
    {
        using var off = no_grad();
        using var model = Trained.Load();
        var prompts = Trained.Prompts(Count, template: 0, Filler, show.Seed);
        using var cache = model.RunWithCache(prompts.Tokens).Cache;
        var says = DirectEffects.OfHeads(model, cache, prompts).mean([2]);
        Draw(show, "says", "What each head says: its share of the logit difference", says, "head", null);

        // The loudest one need not be a name mover: it may say whom not to name. Name movers look at what they say.
        var heads = Enumerable.Range(0, model.Config.NLayers)
            .SelectMany(layer => Enumerable.Range(0, model.Config.NHeads).Select(head => new Head(layer, head))).ToList();
        var loudest = heads[(int)says.argmax().item<long>()];
        var mover = heads.MaxBy(head =>
            HeadRoles.LooksAndSays(model, cache, prompts, head).Attention[0].mean().item<float>());
        show.Say($"Head {loudest} says most. Head {mover} looks most at the indirect object.");
        var toS2 = stack(heads.Select(head =>
            prompts.AtEnd(cache["pattern", head.Layer].select(1, head.Index)).gather(1, prompts.S2At.unsqueeze(1)).mean()))
            .reshape(says.shape);
        Draw(show, "to-s2", "How much each head looks from END at S2", toS2, "head", null);
        show.Figure("most attention of a head from END to S2", 100 * toS2.max().item<float>(), "%");
        var (attention, said) = HeadRoles.LooksAndSays(model, cache, prompts, mover);
        show.Save(
            new Plot($"Head {mover}: what it looks at, and what it says", "attention from END",
                "along the name's unembedding")
                .Points("indirect object", Numbers(attention[0]), Numbers(said[0]))
                .Points("subject", Numbers(attention[1]), Numbers(said[1])),
            "looks-and-says");
        show.Figure("the name mover looks at the indirect object", 100 * attention[0].mean().item<float>(), "%");
        show.Figure("and at S1", 100 * attention[1].mean().item<float>(), "%");
        var names = tensor(GiftTexts.Names.Select(GiftTexts.Vocabulary.NumberOf).ToArray());
        Draw(show, "copying", "Copying scores", HeadRoles.CopyingScores(model, names, among: 5), "head", null);

        var (previous, duplicate, induction) = EarlyHeads(model, names, show.Seed);
        show.Figure("best previous-token score", previous);
        show.Figure("best duplicate-token score", duplicate);
        show.Figure("best induction score", induction);

        // Means come from texts in which nobody is named twice.
        var strangers = Corruptions.Strangers(prompts, Others(prompts, names, show.Seed));
        using var without = model.RunWithCache(strangers).Cache;
        var kinds = prompts.IoAt;
        List<Tensor> means =
        [
            .. Enumerable.Range(0, model.Config.NLayers)
                .Select(layer => Circuits.MeansByKind(without["z", layer], kinds)),
        ];
        List<HeadAt> all =
        [
            .. Enum.GetValues<Role>().SelectMany(role => heads.Select(head => new HeadAt(head, role))),
        ];
        var whole = Score(all.ToHashSet());
        var circuit = Circuits.Prune(Score, all, 0.9 * whole);
        show.Say($"A circuit that keeps 90 % of {whole:0.00}: {string.Join(", ", circuit.Order(Comparer<HeadAt>.Create(
            (x, y) => string.CompareOrdinal(x.ToString(), y.ToString()))))}");
        show.Figure("heads at positions in all", all.Count);
        show.Figure("of them in the circuit", circuit.Count);
        show.Figure("faithfulness", 100 * Circuits.Faithfulness(Score, all.ToHashSet(), circuit), "%");
        show.Figure("incompleteness, one part removed", Circuits.Incompleteness(
            Score, all.ToHashSet(), circuit, circuit.Select(part => new HashSet<HeadAt> { part })));
        show.Figure("least change that a part makes", circuit.Min(part => Circuits.Minimality(
            Score, circuit, part, [new HashSet<HeadAt>(), new HashSet<HeadAt> { new(mover, Role.End) }])));

        double Score(IReadOnlySet<HeadAt> heads)
        {
            using var scope = NewDisposeScope();
            return Measures.LogitDifference(Circuits.Run(model, prompts, heads, means), prompts).mean().item<float>();
        }
    }

    // On names in any order, and the same names again.
    private static (float Previous, float Duplicate, float Induction) EarlyHeads(
        HookedTransformer model, Tensor names, int seed)
    {
        const int texts = 16;
        using var generator = new Generator((ulong)seed);
        var block = names[rand([texts, names.shape[0]], generator: generator).topk(20, -1).indexes];
        var tokens = cat([full([texts, 1], GiftTexts.Begin, dtype: int64), block, block], 1);
        using var cache = model.RunWithCache(tokens).Cache;
        var scores = HeadRoles.EarlyHeads(
            stack(Enumerable.Range(0, model.Config.NLayers).Select(layer => cache["pattern", layer])), tokens);
        return (Best(scores.Previous), Best(scores.Duplicate), Best(scores.Induction));

        static float Best(Tensor scores) => scores.amax().item<float>();
    }

    // For each text three names that are not in it.
    private static Tensor Others(Prompts prompts, Tensor names, int seed)
    {
        using var generator = new Generator((ulong)seed);
        var chance = rand([prompts.Count, names.shape[0]], generator: generator);
        var isThere = names.eq(prompts.Io.unsqueeze(1)).logical_or(names.eq(prompts.S.unsqueeze(1)));
        return names[chance.masked_fill(isThere, -1).topk(3, -1).indexes];
    }

    private static void Draw(
        Showcase show, string name, string title, Tensor values, string axis, IReadOnlyList<string>? columns)
    {
        var cells = new double[values.shape[0], values.shape[1]];
        for (var row = 0; row < values.shape[0]; row++)
            for (var column = 0; column < values.shape[1]; column++)
                cells[row, column] = Math.Round(values[row, column].to(float64).item<double>(), 4);
        show.Save(
            new Plot(title, axis, "layer").Heatmap(
                cells, [.. Enumerable.Range(0, cells.GetLength(0)).Select(layer => $"{layer}")],
                columns ?? [.. Enumerable.Range(0, cells.GetLength(1)).Select(head => $"{head}")]),
            name);
    }

    private static double[] Numbers(Tensor x) => [.. x.to(float64).contiguous().data<double>()];
}
