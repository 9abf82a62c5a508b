using Arena.Data;
using Arena.Plots;
using Arena.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>Your transformer at work.</summary>
public static class Showcases
{
    /// <summary>It learns to tell stories.</summary>
    /// <param name="show">Takes the figures, curves and pictures.</param>
    [Showcase("1.1.stories", "Your transformer learns to tell stories")]
    public static void TellStories(Showcase show)
    {
        const int Length = 64;
        const int Rounds = 12;
        const int PerRound = 50;
        var vocabulary = Stories.Vocabulary;
        var rows = Stories.Tokens(6_000, Length, 2 * show.Seed);
        var unseen = Stories.Tokens(200, Length, 2 * show.Seed + 1);
        using var model = new Transformer(new TransformerConfig(
            NLayers: 2, DModel: 64, NHeads: 4, DHead: 16, DMlp: 256, NCtx: Length, DVocab: vocabulary.Count));
        using var generator = new Generator((ulong)show.Seed);
        // A small model learns sooner where to look if its weights are not quite as small as GPT-2's.
        StartingWeights.Set(model, 0.1, generator);

        var (inputs, targets) = Texts.InputsAndTargets(unseen);
        var one = bincount(rows[.., 1..].flatten(), minlength: vocabulary.Count).to(float32) + 1;
        var unigram = -(one / one.sum()).log()[targets].mean().ToDouble();
        var bigram = Texts.TokenLosses(Texts.BigramTable(rows, vocabulary.Count)[inputs], targets).mean().ToDouble();
        show.Say("before training: " + Story());

        var (decayed, others) = Training.DecayGroups(model);
        AdamW.ParamGroup[] groups =
        [
            new(decayed, new AdamW.Options { weight_decay = 0.1 }), new(others, new AdamW.Options { weight_decay = 0 }),
        ];
        using var optimizer = optim.AdamW(groups, lr: 3e-3, beta2: 0.98);
        var (steps, losses) = (new List<double> { 0 }, new List<double> { Loss() });
        using (var progress = show.Progress("a transformer of two layers", Rounds * PerRound))
        {
            for (var round = 0; round < Rounds && !progress.IsStopping; round++)
            {
                // Fast at first, and slower towards the end.
                foreach (var group in optimizer.ParamGroups)
                    group.LearningRate = 3e-3 * (round == 0 ? 0.3 : 1.1 - (double)round / Rounds);
                Training.Train(model, optimizer, rows, PerRound, 32, (ulong)(100 * show.Seed + round), progress);
                steps.Add((round + 1) * PerRound);
                losses.Add(Loss());
                progress.Say($"after {steps[^1]} steps: {losses[^1]:0.000} nats per token on stories that it has not seen");
            }
        }
        show.Say("after training: " + Story());
        show.Say("another one: " + Story());

        show.Axes("loss", "Your transformer on stories that it has not seen", "step", "loss in nats per token");
        show.Curve("loss", "your transformer", steps, losses);
        foreach (var (name, level) in new[]
        {
            ("guessing (uniform)", Math.Log(vocabulary.Count)), ("single words (unigram)", unigram),
            ("pairs of words (bigram)", bigram),
        })
        {
            show.Curve("loss", name, [0, steps[^1]], [level, level]);
            show.Figure($"loss, {name}", level, "nats");
        }
        show.Figure("loss, your transformer", losses[^1], "nats");
        var byPosition = Training.LossByPosition(model, unseen, 50);
        show.Axes("positions", "What the beginning of a text is good for", "position", "loss in nats per token");
        show.Curve("positions", "your transformer",
            [.. Enumerable.Range(1, Length - 1).Select(x => (double)x)], byPosition);
        Draw(show, model);
        show.Keep(model, "stories");

        double Loss() => Training.LossByPosition(model, unseen, 50).Average();

        string Story()
        {
            using var text = Cached.Generate(
                model, tensor(new[] { Stories.Begin }), Length - 1, new SamplingOptions(0.7, TopP: 0.95), Stories.End, generator);
            return vocabulary.Decode(text.data<long>().Where(token => token > Stories.End));
        }
    }

    /// <summary>Writing with a cache and without.</summary>
    /// <param name="show">Takes the figures, curves and pictures.</param>
    [Showcase("1.1.cache", "What a cache saves")]
    public static void SaveWork(Showcase show)
    {
        const int Most = 192;
        using var model = new Transformer(new TransformerConfig(
            NLayers: 2, DModel: 128, NHeads: 4, DHead: 32, DMlp: 512, NCtx: Most, DVocab: Stories.Vocabulary.Count));
        using var generator = new Generator((ulong)show.Seed);
        StartingWeights.Set(model, generator: generator);
        var positions = 0L;
        foreach (var block in model.blocks.Take(1))
        {
            block.mlp.register_forward_pre_hook((_, x) =>
            {
                positions += x.shape[1];
                return x;
            });
        }
        var best = new SamplingOptions(Temperature: 0);
        var prompt = tensor(new[] { Stories.Begin });
        var lengths = new[] { 12, 24, 48, 96, 191 };
        var (with, without) = (new List<double>(), new List<double>());
        var (withTime, withoutTime) = (0.0, 0.0);
        foreach (var length in lengths)
        {
            using var scope = NewDisposeScope();
            positions = 0;
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var slow = Generation.Generate(model.call, prompt, length, best);
            withoutTime = clock.Elapsed.TotalSeconds;
            without.Add(positions);
            positions = 0;
            clock.Restart();
            var fast = Cached.Generate(model, prompt, length, best);
            withTime = clock.Elapsed.TotalSeconds;
            with.Add(positions);
            if (!slow.Equals(fast))
                throw new InvalidOperationException(
                    $"{length} tokens are another text with a cache than without. A cache must not change what is written.");
            show.Say($"{length} tokens: {without[^1]:0} positions without a cache, {with[^1]:0} with; " +
                $"the same text, {withoutTime / withTime:0.0} times as fast");
        }
        show.Axes("positions", "What a cache saves", "tokens written", "positions computed", logX: true, logY: true);
        show.Curve("positions", "without a cache", [.. lengths.Select(x => (double)x)], without);
        show.Curve("positions", "with a cache", [.. lengths.Select(x => (double)x)], with);
        show.Figure($"positions for {lengths[^1]} tokens, without", without[^1]);
        show.Figure($"positions for {lengths[^1]} tokens, with", with[^1]);
        show.Figure($"speed-up at {lengths[^1]} tokens", withoutTime / withTime);
    }

    // Who was given the kite? The patterns of all heads, and how much the best of them reads of the names at the end.
    private static void Draw(Showcase show, Transformer model)
    {
        using var off = no_grad();
        var vocabulary = Stories.Vocabulary;
        long[] tokens =
        [
            Stories.Begin,
            .. vocabulary.Encode("one day, anna and tom went to the park. tom had a red kite with him. tom gave the kite to"),
        ];
        var (right, wrong) = (vocabulary.NumberOf("anna"), vocabulary.NumberOf("tom"));
        var isName = tensor(tokens.Select(token => token == right || token == wrong).ToArray());
        var labels = tokens.Select(vocabulary.WordOf).ToList();
        var input = tensor(tokens).unsqueeze(0);
        var stream = model.embed.call(input) + model.pos_embed.call(input);
        var (plot, most) = (new AttentionPlot("Where each word reads", labels), 0.0);
        for (var layer = 0; layer < model.blocks.Count; layer++)
        {
            var (block, attn) = (model.blocks[layer], model.blocks[layer].attn);
            var x = block.ln1.call(stream);
            var pattern = AttentionSteps.Pattern(AttentionSteps.Scores(
                AttentionSteps.Project(x, attn.W_Q, attn.b_Q), AttentionSteps.Project(x, attn.W_K, attn.b_K)))[0];
            for (var head = 0; head < pattern.shape[0]; head++)
            {
                plot.Head($"{layer}.{head}", pattern[head]);
                most = Math.Max(most, pattern[head, ^1].masked_select(isName).sum().ToDouble());
            }
            stream = block.call(stream);
        }
        show.Save(plot, "pattern");
        var next = model.unembed.call(model.ln_final.call(stream))[0, ^1].softmax(0);
        show.Figure("probability of the right name", 100 * next[right].ToDouble(), "%");
        show.Figure("probability of the wrong name", 100 * next[wrong].ToDouble(), "%");
        show.Figure("attention of one head to the two names, at most", 100 * most, "%");
    }
}
