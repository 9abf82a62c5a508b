using Arena.Data;
using Arena.Models;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>Looks for features in the storyteller, a small language model that comes with the kit.</summary>
public static class StoryLatents
{
    private const string Place = "blocks.0.hook_resid_post";
    private const int Steps = 2000;
    private const double NamedAbove = 0.7;
    private const double Seldom = 1 / 2000.0;

    /// <summary>Which latents have a name, what one of them does, and how it steers.</summary>
    [Showcase("1.3.latents", "Latents of a small language model")]
    public static void Latents(Showcase show)
    {
        using var generator = new Generator((ulong)show.Seed);
        var seen = Stories.Tokens(1500, 64, 2_000_000 + 2 * show.Seed);
        var unseen = Stories.Tokens(200, 64, 2_000_001 + 2 * show.Seed);
        using var model = Shipped.Load("stories");
        using var blank = new HookedTransformer(model.Config);
        using var sae = Trained(show, "latents of the storyteller", model, seen, generator);
        using var control = Trained(show, "latents of an untrained model", blank, seen, generator);
        if (show.IsStopping) return;

        using var off = no_grad();
        var latents = Splicing.Latents(model, Place, sae, unseen);
        show.Figure("loss of the storyteller", model.Loss(unseen).item<float>(), "nats");
        show.Figure("loss recovered with latents", 100 * Splicing.LossRecovered(model, Place, sae, unseen), "%");
        show.Figure("active latents", latents.gt(0).sum(dim: -1).to(float32).mean().item<float>());
        var (names, kinds) = Kinds(unseen);
        show.Axes(
            "names", "How well a name tells where a latent is active", "share of latents, %", "F1 of the best name");
        var (best, f1) = Names(show, "latents of the storyteller", latents, kinds);
        Names(show, "its neurons", Activations(model, unseen, "blocks.0.mlp.hook_post"), kinds);
        Names(show, "latents of an untrained model", Splicing.Latents(blank, Place, control, unseen), kinds);

        // The best name of the kind "comes before a place" or "comes before a look", not of a single word.
        var ofKinds = best.lt(2 * Stories.Kinds.Count).logical_and(best.remainder(2).eq(1));
        var latent = (f1 * ofKinds).argmax().item<long>();
        var name = names[(int)best[latent].item<long>()];
        var words = Stories.Kinds[(int)best[latent].item<long>() / 2].Words;
        Describe(show, model, sae, latent, name, latents.select(-1, latent), unseen);
        Steer(show, model, sae.W_dec[latent], words, unseen[..40], generator);
    }

    // One after the other: on and before each kind of word, then on and before each word that there is.
    private static (IReadOnlyList<string> Names, Tensor Where) Kinds(Tensor tokens)
    {
        var groups = Stories.Kinds.Select(kind => ($"a {kind.Name}", kind.Words)).Concat(
            Stories.Vocabulary.Words.Select(word => ($"\"{word}\"", (IReadOnlyList<string>)[word])));
        var (names, where) = (new List<string>(), new List<Tensor>());
        foreach (var (name, words) in groups)
        {
            var numbers = tensor(words.Select(Stories.Vocabulary.NumberOf).ToArray());
            var isIt = isin(tokens, numbers);
            var comes = cat([isIt[.., 1..], zeros_like(isIt[.., ..1])], 1);
            if (!isIt.any().item<bool>() || !comes.any().item<bool>()) continue;
            names.AddRange([$"on {name}", $"before {name}"]);
            where.AddRange([isIt, comes]);
        }
        return (names, stack(where));
    }

    private static (Tensor Best, Tensor F1) Names(Showcase show, string what, Tensor activations, Tensor kinds)
    {
        var (best, f1) = Readings.BestKinds(activations, kinds);
        var isThere = activations.gt(0).to(float32).mean([0, 1]).gt(Seldom);
        var sorted = f1.masked_select(isThere).sort(0, descending: true).Values;
        show.Figure($"{what}: active on one token of 2000 at least", sorted.shape[0]);
        show.Figure($"{what}: with a name", 100 * sorted.ge(NamedAbove).to(float32).mean().item<float>(), "%");
        var shares = Enumerable.Range(0, 51).Select(i => i / 50.0).ToList();
        show.Curve("names", what, [.. shares.Select(x => 100 * x)], [.. shares.Select(share =>
            (double)sorted[(long)(share * (sorted.shape[0] - 1))].item<float>())]);
        return (best, f1);
    }

    private static void Describe(
        Showcase show, HookedTransformer model, SparseAutoencoder sae, long latent, string name, Tensor activations,
        Tensor tokens)
    {
        const int radius = 6;
        var activity = Dashboard.Activity(activations, 10);
        show.Say($"latent {latent} is active {name}: on {100 * activity.Density:0.0} % of tokens; "
            + $"in ten parts up to its strongest: {string.Join(' ', activity.Counts.data<long>())}");
        foreach (var (text, position, activation) in Dashboard.TopFirings(activations, 6, radius))
        {
            var first = Math.Max(0, position - radius);
            var behind = Math.Min(tokens.shape[1], position + radius + 1);
            show.Say($"  {activation:0.0}  {Words(first, position)} [{Words(position, position + 1)}] "
                + Words(position + 1, behind));

            string Words(long from, long to) =>
                Stories.Vocabulary.Decode(tokens[text].narrow(0, from, to - from).clone().data<long>());
        }
        var (raised, lowered) = Dashboard.TopTokens(sae.W_dec[latent], model.W_U, 8);
        show.Say("  speaks for " + List(raised) + "; against " + List(lowered));
        var (active, elsewhere) = Readings.LossWithout(model, Place, sae, latent, tokens);
        show.Figure("loss without the latent, where it is active", active, "nats more");
        show.Figure("loss without the latent, elsewhere", elsewhere, "nats more");

        static string List(Tensor words) => string.Join(", ", words.data<long>().Select(Stories.Vocabulary.WordOf));
    }

    private static void Steer(
        Showcase show, HookedTransformer model, Tensor direction, IReadOnlyList<string> words, Tensor tokens,
        Generator generator)
    {
        const double push = 10;
        const int draws = 99;
        double[] strengths = [-20, -10, -5, 0, 2.5, 5, 7.5, 10, 15, 20, 30, 40];
        var kind = tensor(words.Select(Stories.Vocabulary.NumberOf).ToArray());
        var random = randn(direction.shape, generator: generator);
        show.Axes(
            "steering", "What it says when it is pushed", "length of the push", "probability of the latent's words, %");
        show.Axes("cost", "What it costs", "length of the push", "loss of the stories, nats");
        foreach (var (name, towards) in new[] { ("the latent", direction), ("a random direction", random) })
        {
            var pushes = Readings.Pushes(model, Place, towards, strengths, kind, tokens);
            show.Curve("steering", name, strengths, [.. pushes.Select(x => 100 * x.Probability)]);
            show.Curve("cost", name, strengths, [.. pushes.Select(x => x.Loss)]);
        }
        show.Figure("random directions that raise its words as much", 100 * Controls.ChanceOf(
            x => Readings.Pushes(model, Place, x, [push], kind, tokens)[0].Probability, direction, draws, generator),
            "%");
    }

    private static GatedSae Trained(
        Showcase show, string what, HookedTransformer model, Tensor tokens, Generator generator)
    {
        var sae = new GatedSae(model.Config.DModel, 256, 0.8);
        using var scope = NewDisposeScope();
        var activations = Activations(model, tokens, Place)[.., 1..].flatten(0, 1);
        var mean = activations.mean([0]);
        var length = (activations - mean).square().sum(dim: 1).mean().sqrt().item<float>();
        var inputs = activations / length;
        using (no_grad()) sae.b_dec.copy_(mean / length);
        using (var progress = show.Progress(what, Steps))
        {
            Dictionaries.Train(sae, Batch, 2 * Steps / 3, 0.006, progress);
            Dictionaries.Train(sae, Batch, Steps - 2 * Steps / 3, 0.001, progress);
        }
        // It was trained on activations of length 1. Longer ones make longer latents, if the biases grow as well.
        using (no_grad())
            foreach (var bias in new[] { sae.b_enc, sae.b_mag, sae.b_dec }) bias.mul_(length);
        return sae;

        Tensor Batch() => inputs.index_select(
            0, randint(0, inputs.shape[0], [512], dtype: int64, generator: generator));
    }

    private static Tensor Activations(HookedTransformer model, Tensor tokens, string place)
    {
        using var off = no_grad();
        var (_, cache) = model.RunWithCache(tokens, [place]);
        using (cache) return cache[place].clone();
    }
}
