using Arena.Models;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Train.Induction;

/// <summary>
/// Attention-only models on sequences that repeat themselves. With two layers and periods that vary, the second layer
/// learns induction from the first (Olsson et al. 2022, "In-context Learning and Induction Heads"). One layer
/// cannot, and where the period is always the same, counting positions is enough.
/// </summary>
/// <param name="name">The model's name.</param>
/// <param name="layers">How many layers it has.</param>
/// <param name="shortest">The shortest period that it sees.</param>
/// <param name="longest">The longest.</param>
/// <param name="steps">How many steps it is trained.</param>
internal sealed class AttentionOnly(string name, int layers, int shortest, int longest, int steps) : Recipe
{
    private const int BatchSize = 64;
    private const double LearningRate = 2e-3;
    private const double WarmUp = 50;

    // Close together where the phase change is to be expected.
    private static readonly int[] Kept = [0, 50, 75, 100, 125, 150, 175, 200, 250, 300, 400, 600, 1000];

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override int Steps => steps;

    public static HookedTransformerConfig Config(int layers) => new()
    {
        NLayers = layers,
        DModel = 64,
        NHeads = 4,
        NCtx = RepeatedTokens.Length,
        DVocab = RepeatedTokens.Vocabulary + 1,
        Normalization = Normalization.LN,
        // With GPT-2's 0.02, models this small look nearly everywhere alike at first, and with some seeds never part.
        InitStd = 0.05,
    };

    /// <inheritdoc/>
    public override bool KeepsTraining => shortest < longest;

    /// <inheritdoc/>
    public override IReadOnlyList<Snapshot> Train(int seed, TrainingProgress progress)
    {
        random.manual_seed(seed);
        using var generator = new Generator((ulong)seed + 1);
        using var model = new HookedTransformer(Config(layers));
        using var optimiser = optim.AdamW(model.parameters(), lr: LearningRate);
        var snapshots = new List<Snapshot>();
        for (var step = 0; step < steps && !progress.IsStopping; step++)
        {
            using var scope = NewDisposeScope();
            foreach (var group in optimiser.ParamGroups)
                group.LearningRate = LearningRate * Math.Min(1, (step + 1) / WarmUp);
            if (Kept.Contains(step)) snapshots.Add(new Snapshot(step, Copy(model)));
            var loss = model.Loss(RepeatedTokens.Batch(BatchSize, shortest, longest, generator));
            optimiser.zero_grad();
            loss.backward();
            optimiser.step();
            progress.Step(loss.item<float>());
        }
        snapshots.Add(new Snapshot(steps, Copy(model)));
        return snapshots;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Measured> Measure(HookedTransformer model)
    {
        const int period = 24, other = 19;
        var (first, second, accuracy, induction, previous) = Signature.Of(model, period);
        var elsewhere = Signature.Of(model, other);
        Measured First() => new("loss on the first copy", first, 3.9, 6);
        return (layers, shortest == longest) switch
        {
            (1, _) =>
            [
                First(),
                new("accuracy on the second copy", accuracy, 0, 0.35),
                new("best induction score", induction, 0, 0.2),
            ],
            (_, true) =>
            [
                new("accuracy on the second copy, period 24", accuracy, 0.95, 1),
                new("accuracy on the second copy, period 19", elsewhere.Accuracy, 0, 0.3),
                // As much as detectors ask for: it would pass for the real thing.
                new("best induction score, period 24", induction, 0.4, 1),
                new("best induction score, period 19", elsewhere.Induction, 0, 0.3),
            ],
            _ =>
            [
                First(),
                new("loss on the second copy", second, 0, 0.3),
                new("accuracy on the second copy", accuracy, 0.95, 1),
                new("accuracy on the second copy, period 19", elsewhere.Accuracy, 0.95, 1),
                new("best induction score", induction, 0.7, 1),
                // By chance it is 0.07. Often a second head shares the work.
                new("best previous-token score", previous, 0.3, 1),
            ],
        };
    }

    private static HookedTransformer Copy(HookedTransformer model)
    {
        using var _ = no_grad();
        var copy = new HookedTransformer(model.Config);
        var from = model.state_dict();
        foreach (var (parameter, value) in copy.state_dict()) value.copy_(from[parameter]);
        return copy;
    }
}
