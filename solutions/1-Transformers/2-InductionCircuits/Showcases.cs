using Arena.Models;
using Arena.Plots;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What this section's code finds in trained models: <c>./arena show 1.2</c>.</summary>
public static class Showcases
{
    private const long Bos = 64;
    private const int Sequences = 64;

    /// <summary>
    /// The patterns of all heads of the trained model on a repeated sequence, and what kind each head is.
    /// </summary>
    [Showcase("1.2.heads", "What the heads of a trained model look at")]
    public static void Heads(Showcase show)
    {
        using var model = Shipped.Load("attn-only-2l");
        using var generator = new Generator((ulong)show.Seed);
        var tokens = Repetition.RepeatedTokens(Sequences, 16, Bos, generator);
        var patterns = AttentionPatterns.AllPatterns(model, tokens);
        var (current, previous) = (
            AttentionPatterns.CurrentTokenScores(patterns), AttentionPatterns.PreviousTokenScores(patterns));
        var first = AttentionPatterns.FirstTokenScores(patterns);
        var induction = Induction.InductionScores(patterns);
        string[] positions = [.. tokens[0].data<long>().Select((token, i) => i == 0 ? "BOS" : $"{token}")];
        var names = Names(model);
        var plot = new AttentionPlot("Where each head looks, on a sequence of 16 tokens twice", positions);
        foreach (var (name, pattern) in names.Zip(patterns.select(1, 0).flatten(0, 1).unbind(0))) plot.Head(name, pattern);
        show.Save(plot, "patterns");
        var scores = stack([current, previous, first, induction]).flatten(1).t();
        show.Save(new Plot("What each head looks at", x: "score", y: "head").Heatmap(
            scores, [.. names], ["current", "previous", "first", "induction"]), "scores");
        show.Figure("best previous-token score, layer 0", previous[0].max().item<float>());
        show.Figure("best induction score, layer 1", induction[1].max().item<float>());
        show.Figure("best induction score, layer 0", induction[0].max().item<float>());

        using var control = Shipped.Load("attn-only-1l");
        show.Figure("best induction score, one layer",
            Induction.InductionScoresByHook(control, tokens).max().item<float>());
        using var fake = Shipped.Load("attn-only-2l-fixed");
        Tensor[] periods = [.. new[] { 16L, 20, 24, 28, 32 }.Select(
            period => Repetition.RepeatedTokens(Sequences, period, Bos, generator))];
        double[] xs = [16, 20, 24, 28, 32];
        foreach (var (name, other) in new[] { ("two layers", model), ("fixed period", fake), ("one layer", control) })
            show.Curve("periods", name, xs, Numbers(Induction.AccuracyByPeriod(other, periods) * 100));
        show.Axes("periods", "Accuracy on the second copy", "period", "%");
    }

    /// <summary>Where the logits of the right tokens come from, and what each head is worth.</summary>
    [Showcase("1.2.attribution", "Where the right logits come from")]
    public static void Attributions(Showcase show)
    {
        using var model = Shipped.Load("attn-only-2l");
        using var generator = new Generator((ulong)show.Seed);
        var tokens = Repetition.RepeatedTokens(Sequences, 24, Bos, generator);
        var (logits, cache) = model.RunWithCache(tokens);
        using var held = cache;
        var read = Attribution.ThroughFinalNorm(model, cache, Attribution.ResidualComponents(model, cache));
        var parts = Attribution.LogitAttribution(model, read, tokens);
        List<string> names = ["embed", "pos", .. Names(model), "b_O", "rest"];
        var second = parts[.., .., 25..].mean([1, 2]);
        show.Save(new Plot("The right token's logit, second copy", x: "component", y: "logit")
            .Bars(names, Numbers(second)), "attribution");
        var right = logits[.., ..^1].gather(2, tokens[.., 1..].unsqueeze(2)).squeeze(2);
        show.Figure("largest error of the sum", (parts.sum(dim: 0) - right).abs().max().item<float>());
        show.Figure("heads of layer 1", second[6..10].sum().item<float>(), "logits");
        show.Figure("all other components", (second.sum() - second[6..10].sum()).item<float>(), "logits");

        var others = Repetition.RepeatedTokens(Sequences, 24, Bos, generator);
        var kinds = new (string Name, Func<int, int, Tensor> Without)[]
        {
            ("zero", (layer, head) => Ablation.ZeroAblated(model, tokens, layer, head)),
            ("mean", (layer, head) => Ablation.MeanAblated(model, tokens, layer, head)),
            ("resample", (layer, head) => Ablation.ResampleAblated(model, tokens, others, layer, head)),
        };
        foreach (var (name, without) in kinds)
        {
            var effects = Ablation.AblationEffects(model, tokens, without);
            show.Save(new Plot($"Rise of the loss, {name} ablation", x: "head", y: "nats")
                .Bars(Names(model), Numbers(effects.flatten())), $"ablation-{name}");
            show.Figure($"largest rise of the loss, {name} ablation", effects.max().item<float>(), "nats");
        }
        using var folded = model.FoldLayerNorm();
        var keys = Composition.Scores(folded, Reader.Key);
        var chance = Composition.RandomScores(200, model.Config.DModel, model.Config.DHead, generator);
        show.Save(
            new Plot("K-composition", x: "head of layer 1", y: "head of layer 0").Heatmap(
                keys, names[2..6], names[6..10]), "composition");
        show.Figure("largest K-composition score", keys.max().item<float>());
        show.Figure("mean composition score by chance", chance.mean().item<float>());
        var (earlier, later) = ((int)keys.argmax().item<long>() / 4, (int)keys.argmax().item<long>() % 4);
        var circuit = Composition.KCompositionCircuit(folded, earlier, later);
        show.Figure("top-1 of that K-composition circuit",
            100 * TokenCircuits.TopOneAccuracy(circuit).item<float>(), "%");
        show.Figure("top-1 of the OV circuits of layer 1 together",
            100 * TokenCircuits.TopOneAccuracy(TokenCircuits.FullOV(folded, 1, [0, 1, 2, 3])).item<float>(), "%");
    }

    /// <summary>The circuit coming into being, and one layer that never gets there.</summary>
    [Showcase("1.2.phase", "The phase change")]
    public static void Phase(Showcase show)
    {
        using var generator = new Generator((ulong)show.Seed);
        var tokens = Repetition.RepeatedTokens(Sequences, 24, Bos, generator);
        foreach (var (title, name) in new[] { ("two layers", "attn-only-2l"), ("one layer", "attn-only-1l") })
        {
            var training = Shipped.LoadTraining(name);
            var measures = OverTraining.PhaseChange([.. training.Select(x => x.Model)], tokens);
            double[] steps = [.. training.Select(x => (double)x.Step)];
            show.Curve("loss", title, steps, Numbers(measures.select(1, 0)));
            show.Curve("scores", $"previous token, {title}", steps, Numbers(measures.select(1, 1)));
            show.Curve("scores", $"induction, {title}", steps, Numbers(measures.select(1, 2)));
            show.Figure($"loss on the second copy, {title}", measures[-1, 0].item<float>(), "nats");
            show.Figure($"induction score, {title}", measures[-1, 2].item<float>());
            foreach (var (_, model) in training) model.Dispose();
        }
        show.Axes("loss", "The second copy", "step", "loss (nats)");
        show.Axes("scores", "The best head of each kind", "step", "score");
    }

    private static List<string> Names(HookedTransformer model) =>
    [
        .. from layer in Enumerable.Range(0, model.Config.NLayers)
           from head in Enumerable.Range(0, model.Config.NHeads)
           select $"{layer}.{head}",
    ];

    private static double[] Numbers(Tensor x) => [.. x.to(float64).contiguous().data<double>()];
}
