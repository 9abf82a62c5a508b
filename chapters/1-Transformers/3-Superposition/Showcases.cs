using Arena.Plots;
using Arena.Training;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What this section's code finds: <c>./arena show 1.3</c>.</summary>
public static class Showcases
{
    private const int PanelSize = 150;

    /// <summary>Five features in two dimensions, ever sparser, while they learn; and features in pairs.</summary>
    [Showcase("1.3.superposition", "Five features in two dimensions")]
    public static void Superposition(Showcase show)
    {
        double[] probabilities = [1, 0.6, 0.4, 0.25, 0.15, 0.1, 0.05, 0.02];
        int[] stages = [0, 50, 150, 500, 3300];
        using var generator = new Generator((ulong)show.Seed);
        using var model = new ToyModel(probabilities.Length, features: 5, hidden: 2);
        var chances = tensor(probabilities).to(float32).unsqueeze(1).expand(-1, 5);
        var importances = tensor(Enumerable.Range(0, 5).Select(i => Math.Pow(0.9, i)).ToArray()).to(float32)
            .expand(probabilities.Length, 5);
        var rows = new List<IReadOnlyList<Tensor>>
        {
            probabilities.Select(p => Drawings.Number((int)Math.Round(100 * p), 24, PanelSize)).ToList(),
        };
        // Numbers, no tensors: while it trains, none may pile up.
        var stars = new List<float[]>();
        using (var progress = show.Progress("eight toy models", stages[^1]))
            foreach (var (from, to) in stages.Prepend(0).Zip(stages))
            {
                ToyModel.Train(
                    model, () => FeatureData.Independent(1024, chances, generator), importances, to - from,
                    to == stages[^1] ? 0.003 : 0.01, progress);
                using var now = model.W.detach();
                stars.Add([.. now.data<float>()]);
            }
        rows.AddRange(stars.Select(w => Stars(tensor(w).reshape(model.W.shape), Drawings.Colours)));
        show.Save(Drawings.Sheet(rows), "pentagon");
        if (show.IsStopping) return;

        using var off = no_grad();
        var kept = model.W.norm(1).gt(0.5);
        var dimensions = Geometry.DimensionsPerFeature(model.W);
        for (var i = 0; i < probabilities.Length; i++)
            show.Figure($"features kept, each on {100 * probabilities[i]:0} % of the time", kept[i].sum().item<long>());
        show.Axes("dimensions", "The sparser, the less room each feature has",
            "how often a feature is on", "dimensions per feature that is kept", logX: true);
        var room = Enumerable.Range(0, probabilities.Length)
            .Select(i => (double)dimensions[i].masked_select(kept[i]).mean().item<float>());
        show.Curve("dimensions", "toy models", [.. probabilities.Reverse()], [.. room.Reverse()]);
        Pairs(show, generator);
    }

    /// <summary>Two features, one dimension: what trained models do, and what is best on paper.</summary>
    [Showcase("1.3.phases", "Forget a feature, or share a dimension?")]
    public static void PhaseDiagram(Showcase show)
    {
        const int across = 20;
        const int attempts = 4;
        const int steps = 1200;
        double[] probabilities = [.. Enumerable.Range(0, across).Select(i => Math.Pow(10, -1.5 * i / (across - 1)))];
        double[] importances = [.. Enumerable.Range(0, across).Select(i => Math.Pow(10, 2.0 * i / (across - 1) - 1))];
        using var generator = new Generator((ulong)show.Seed);
        // An instance for each probability, importance and attempt, in this order.
        using var model = new ToyModel(across * across * attempts, features: 2, hidden: 1);
        var chances = tensor(probabilities).to(float32).repeat_interleave(across * attempts).unsqueeze(1).expand(-1, 2);
        var second = tensor(importances).to(float32).repeat(across).repeat_interleave(attempts);
        var weights = stack([ones_like(second), second], 1);
        using (var progress = show.Progress($"{across * across * attempts} toy models", steps))
            ToyModel.Train(
                model, () => FeatureData.Independent(48, chances, generator), weights, steps, 0.02, progress);
        if (show.IsStopping) return;

        using var off = no_grad();
        var x = FeatureData.Independent(4096, chances, generator);
        var losses = ToyModel.Loss(x, model.call(x), weights).reshape(-1, attempts);
        var best = losses.argmin(1, keepdim: true).unsqueeze(2).expand(-1, -1, 2);
        var w = model.W.reshape(-1, attempts, 2).gather(1, best).squeeze(1);
        var plot = new Plot(
            "Two features, one dimension: models (points) and paper (lines)", "how often a feature is on",
            "importance of the second feature").LogX().LogY();
        var found = Enumerable.Range(0, across * across).Select(i => Strategy(w[i])).ToList();
        foreach (var name in new[] { "keeps the first", "keeps both", "keeps the second", "something else" })
        {
            var places = Enumerable.Range(0, across * across).Where(i => found[i] == name).ToList();
            if (places.Count > 0)
                plot.Points(
                    name, [.. places.Select(i => probabilities[i / across])],
                    [.. places.Select(i => importances[i % across])]);
        }
        // Where sharing never pays, the border is between the two that forget.
        Border(plot, "the first or both", p => Pays(p) ? Share(p) / (Variance(p) - Share(p)) : double.NaN);
        Border(plot, "both or the second", p => Pays(p) ? Variance(p) / Share(p) - 1 : double.NaN);
        Border(plot, "the first or the second", p => Pays(p) ? double.NaN : 1);
        show.Save(plot, "phases");
        var agree = Enumerable.Range(0, across * across).Count(i =>
            found[i] == BestOnPaper(probabilities[i / across], importances[i % across]));
        show.Figure("models that do what is best on paper", 100.0 * agree / found.Count, "%");
        show.Save(PhaseMap(w, across), "map", zoom: 16);

        double Variance(double p) => Phases.ExpectedLosses(p, 1).OnlyFirst;
        double Share(double p) => Phases.ExpectedLosses(p, 0).Both;
        bool Pays(double p) => Variance(p) > 2 * Share(p);

        void Border(Plot onto, string name, Func<double, double> importance)
        {
            var ps = Enumerable.Range(0, 400).Select(i => Math.Pow(10, -1.5 * i / 399)).Reverse().ToList();
            onto.Line(name, ps, [.. ps.Select(p => importance(p) is >= 0.1 and <= 10 and var y ? y : double.NaN)]);
        }
    }

    /// <summary>Absolute values of twelve features with twelve neurons: two neurons each would do for six.</summary>
    [Showcase("1.3.computation", "Absolute values with too few neurons")]
    public static void Computation(Showcase show)
    {
        const int features = 12;
        const int neurons = 12;
        const int models = 6;
        const int steps = 2000;
        double[] probabilities = [1, 0.1];
        using var generator = new Generator((ulong)show.Seed);
        using var model = new ComputationModel(probabilities.Length * models, features, neurons);
        var chances = tensor(probabilities).to(float32).repeat_interleave(models).unsqueeze(1).expand(-1, features);
        var importances = ones(probabilities.Length * models, features);
        using (var optimizer = optim.Adam(model.parameters(), 0.01))
        using (var progress = show.Progress($"{probabilities.Length * models} models that compute", steps))
        {
            for (var step = 0; step < steps && !progress.IsStopping; step++)
            {
                using var scope = NewDisposeScope();
                // The last third is for what large steps would not let settle.
                if (step == 2 * steps / 3)
                    foreach (var group in optimizer.ParamGroups)
                        group.LearningRate = 0.002;
                var x = Signed(512);
                optimizer.zero_grad();
                var loss = ToyModel.Loss(x.abs(), model.call(x), importances).sum();
                loss.backward();
                optimizer.step();
                progress.Step(loss.item<float>());
            }
        }
        if (show.IsStopping) return;

        using var off = no_grad();
        show.Figure("neurons", neurons);
        var test = Signed(10_000);
        var truth = test.abs();
        var explained = 1 - (truth - model.call(test)).square().mean([1]) / truth.var(1, unbiased: false);
        for (var i = 0; i < probabilities.Length; i++)
        {
            var when = $"each on {100 * probabilities[i]:0} % of the time";
            var ofThese = explained.narrow(0, i * models, models);
            foreach (var share in new[] { 0.7, 0.9 })
                show.Figure(
                    $"features computed to {100 * share:0} %, {when}",
                    ofThese.gt(share).sum(1).to(float32).mean().item<float>());
            var reads = model.W_in.narrow(0, i * models, models).flatten(0, 1);
            show.Figure($"features per neuron, {when}", Geometry.FeaturesPerNeuron(reads).mean().item<float>());
        }
        // A row is a neuron, a column a feature; neurons that serve the same feature most are neighbours.
        show.Save(
            Drawings.Sheet(
            [
                .. Enumerable.Range(0, probabilities.Length).Select(i =>
                    (IReadOnlyList<Tensor>)[.. Enumerable.Range(i * models, 4).Select(j => Neurons(model.W_in[j]))]),
            ]), "neurons");

        Tensor Signed(long items)
        {
            var x = FeatureData.Independent(items, chances, generator);
            return x * (2 * full_like(x, 0.5).bernoulli(generator) - 1);
        }

        static Tensor Neurons(Tensor reads) =>
            Drawings.Heat(reads.index_select(0, reads.abs().argmax(1).argsort()).abs(), 16);
    }

    /// <summary>Planted directions, and which kind of autoencoder finds them.</summary>
    [Showcase("1.3.saes", "Which autoencoder finds the planted directions?")]
    public static void Autoencoders(Showcase show)
    {
        const long features = 32;
        const long dimensions = 16;
        const long latents = 2 * features;
        const int steps = 3000;
        const double probability = 0.05;
        using var generator = new Generator((ulong)show.Seed);
        var truth = nn.functional.normalize(randn([features, dimensions], generator: generator), dim: 1);
        var chances = full([1, features], probability);
        Tensor Batch() => FeatureData.Independent(512, chances, generator)[0].matmul(truth);
        var test = FeatureData.Independent(20_000, chances, generator)[0].matmul(truth);

        var tiles = new List<Tensor>();
        var shares = new List<(string Name, double Share)>();
        Add("random", nn.functional.normalize(randn([latents, dimensions], generator: generator), dim: 1));
        var (_, _, principal) = linalg.svd(test - test.mean([0]), fullMatrices: false);
        // A principal component has no sign of its own.
        Add("PCA", cat([principal, -principal]));
        (string Name, Func<SparseAutoencoder> Make, bool Resamples)[] kinds =
        [
            ("ReLU", () => new ReluSae(dimensions, latents, 0.2), false),
            ("ReLU, tied", () => new ReluSae(dimensions, latents, 0.2, isTied: true), false),
            ("ReLU, resampled", () => new ReluSae(dimensions, latents, 0.2), true),
            ("top-k", () => new TopKSae(dimensions, latents, 2), false),
            ("gated", () => new GatedSae(dimensions, latents, 0.8), false),
            ("JumpReLU", () => new JumpReluSae(dimensions, latents, 0.06), false),
        ];
        foreach (var (name, make, resamples) in kinds)
        {
            using var sae = make();
            using (var progress = show.Progress(name, steps))
                for (var part = 0; part < 3; part++)
                {
                    Dictionaries.Train(sae, Batch, steps / 3, part == 2 ? 0.001 : 0.005, progress);
                    if (resamples && part < 2) Dictionaries.Resample((ReluSae)sae, test, generator);
                }
            if (show.IsStopping) return;
            using var off = no_grad();
            Add(name, sae.W_dec);
            var (active, explained, dead) = Dictionaries.Measure(test, sae.Encode(test), sae.call(test));
            show.Figure($"active latents, {name}", active);
            show.Figure($"explained variance, {name}", 100 * explained, "%");
            show.Figure($"dead latents, {name}", 100 * dead, "%");
        }
        show.Save(
            new Plot("Which of 32 directions planted in 16 dimensions are found", "", "cosine above 0.9, %")
                .Bars([.. shares.Select(x => x.Name)], [.. shares.Select(x => x.Share)]), "shares");
        show.Save(Drawings.Sheet([.. tiles.Chunk(4)]), "cosines");

        void Add(string name, Tensor directions)
        {
            using var off = no_grad();
            shares.Add((name, 100 * Dictionaries.ShareRecovered(directions, truth)));
            show.Figure($"directions found, {name}", shares[^1].Share, "%");
            tiles.Add(Drawings.Heat(Matched(truth.matmul(directions.t())).clamp(0, 1).square(), 7));
        }
    }

    // Four features in pairs, in two dimensions. In the first two rows they come together, in the third never. Features
    // that have nothing to do with each other show what chance does.
    private static void Pairs(Showcase show, Generator generator)
    {
        const int models = 10;
        const int shown = 6;
        const int steps = 1200;
        (string Name, double Probability, Func<long, Tensor, Generator, Tensor> Draw)[] kinds =
        [
            ("together", 0.1, FeatureData.Together), ("together, each on 40 % of the time", 0.4, FeatureData.Together),
            ("apart", 0.4, FeatureData.Apart), ("independent, each on 10 % of the time", 0.1, Alone),
            ("independent, each on 40 % of the time", 0.4, Alone),
        ];
        using var model = new ToyModel(kinds.Length * models, features: 4, hidden: 2);
        var importances = ones(kinds.Length * models, 4);
        using (enable_grad())
        using (var progress = show.Progress($"{kinds.Length * models} toy models with pairs", steps))
            ToyModel.Train(model, Batch, importances, steps, 0.01, progress);
        if (show.IsStopping) return;

        var colours = Drawings.Colours.index_select(0, tensor(new long[] { 0, 0, 3, 3 }));
        var unit = nn.functional.normalize(model.W, dim: 1);
        var cosines = Einsum("instance d one, instance d other -> instance one other", unit, unit);
        // Of all models of a kind, one below the other.
        var within = cat([cosines[.., 0, 1].reshape(-1, models), cosines[.., 2, 3].reshape(-1, models)], 1);
        for (var kind = 0; kind < 3; kind++)
            show.Figure($"cosine within a pair, {kinds[kind].Name}", within[kind].mean().item<float>());
        foreach (var kind in new[] { 0, 3 })
            show.Figure($"pairs at right angles, {kinds[kind].Name}", Percent(within[kind].abs().lt(0.1)), "%");
        foreach (var kind in new[] { 2, 4 })
            show.Figure($"pairs opposite, {kinds[kind].Name}", Percent(within[kind].lt(-0.9)), "%");
        show.Save(
            Drawings.Sheet([.. Enumerable.Range(0, 3).Select(kind =>
                Stars(model.W.narrow(0, kind * models, shown), colours))]), "pairs");

        Tensor Batch() => cat([.. kinds.Select(kind =>
            kind.Draw(512, full([models, 2], kind.Probability, dtype: float32), generator))]);

        static Tensor Alone(long items, Tensor probabilities, Generator generator) =>
            FeatureData.Independent(items, probabilities.repeat_interleave(2, 1), generator);
    }

    private static double Percent(Tensor isSo) => 100 * isSo.to(float32).mean().item<float>();

    private static IReadOnlyList<Tensor> Stars(Tensor w, Tensor colours)
    {
        using var off = no_grad();
        return [.. w.unbind(0).Select(directions => Drawings.Star(directions, colours, PanelSize))];
    }

    private static string Strategy(Tensor w)
    {
        var (first, second) = (w[0].item<float>(), w[1].item<float>());
        return (Math.Abs(first) > 0.5, Math.Abs(second) > 0.5) switch
        {
            (true, true) when first * second < 0 => "keeps both",
            (true, false) => "keeps the first",
            (false, true) => "keeps the second",
            _ => "something else",
        };
    }

    private static string BestOnPaper(double probability, double importance)
    {
        var (first, second, both) = Phases.ExpectedLosses(probability, importance);
        if (both <= Math.Min(first, second)) return "keeps both";
        return first <= second ? "keeps the first" : "keeps the second";
    }

    // Red keeps the first feature, blue the second, gold both. As in the plot, sparse is on the left, and what is
    // important above.
    private static Tensor PhaseMap(Tensor w, long across)
    {
        var (first, second) = (w[.., 0].abs().clamp(0, 1).unsqueeze(1), w[.., 1].abs().clamp(0, 1).unsqueeze(1));
        var colours = first * (1 - second) * Drawings.Colours[0] + second * (1 - first) * Drawings.Colours[3]
            + first * second * Drawings.Colours[1];
        return (255 * Rearrange(
            colours, "(probability importance) channel -> channel importance probability", ("probability", across))
            .flip(1, 2)).round().to(uint8);
    }

    // The latent that is nearest to each direction, in the order of the directions.
    private static Tensor Matched(Tensor cosines) => cosines.index_select(1, cosines.argmax(1));
}
