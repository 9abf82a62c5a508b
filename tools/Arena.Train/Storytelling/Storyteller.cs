using Arena.Data;
using Arena.Models;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Train.Storytelling;

/// <summary>A small language model that tells the kit's stories: what section 1.3 looks for features in.</summary>
internal sealed class Storyteller : Recipe
{
    private const int Length = 64;
    private const int BatchSize = 32;
    private const int Rows = 12_000;
    private const int WarmUp = 50;
    private const double LearningRate = 3e-3;

    // Training never sees the stories of this seed, nor those of the next one.
    private const int Unseen = 1_000_000;

    /// <inheritdoc/>
    public override string Name => "stories";

    /// <inheritdoc/>
    public override int Steps => 1200;

    /// <inheritdoc/>
    public override bool KeepsTraining => false;

    // Weights of 0.1: so small a model learns much later where to look if they begin with GPT-2's 0.02.
    private static HookedTransformerConfig Config => new()
    {
        NLayers = 2,
        DModel = 64,
        NHeads = 4,
        DMlp = 256,
        NCtx = Length,
        DVocab = Stories.Vocabulary.Count,
        Normalization = Normalization.LN,
        InitStd = 0.1,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Snapshot> Train(int seed, TrainingProgress progress)
    {
        random.manual_seed(seed);
        using var generator = new Generator((ulong)seed + 1);
        using var scope = NewDisposeScope();
        var rows = Stories.Tokens(Rows, Length, seed);
        var model = new HookedTransformer(Config);
        using var optimiser = optim.AdamW(model.parameters(), lr: LearningRate, beta2: 0.98);
        for (var step = 0; step < Steps && !progress.IsStopping; step++)
        {
            using var inner = NewDisposeScope();
            var part = Math.Min(1, (step + 1.0) / WarmUp) * (1 - (double)step / Steps);
            foreach (var group in optimiser.ParamGroups) group.LearningRate = LearningRate * part;
            var chosen = randint(0, Rows, [BatchSize], dtype: int64, generator: generator);
            var loss = model.Loss(rows.index_select(0, chosen));
            optimiser.zero_grad();
            loss.backward();
            optimiser.step();
            progress.Step(loss.item<float>());
        }
        return [new Snapshot(Steps, model)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Measured> Measure(HookedTransformer model)
    {
        const string stream = "blocks.0.hook_resid_post";
        const string neurons = "blocks.0.mlp.hook_post";
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var (seen, unseen) = (Stories.Tokens(1500, Length, Unseen), Stories.Tokens(400, Length, Unseen + 1));
        var (words, pairs) = Frequencies.Losses(Stories.Tokens(6000, Length, seed: 0), unseen);
        var (before, after) = (Activations(model, seen, stream), Activations(model, unseen, stream));
        using var dictionary = new LatentDictionary(before[.., 1..].flatten(0, 1), latents: 256);
        var names = new Names(unseen);
        return
        [
            new("loss on stories that it has not seen", model.Loss(unseen).item<float>(), 0.6, 0.75),
            new("loss of guessing by the frequency of words", words, 4.4, 4.7),
            new("loss of guessing by the frequency of pairs of words", pairs, 2.3, 2.6),
            new("share of latents that have a name", names.Share(dictionary.Encode(after)), 0.08, 1),
            new("share of neurons that have a name", names.Share(Activations(model, unseen, neurons)), 0, 0.02),
        ];
    }

    private static Tensor Activations(HookedTransformer model, Tensor tokens, string place)
    {
        var (_, cache) = model.RunWithCache(tokens, [place]);
        using (cache) return cache[place].clone();
    }
}
