using Arena.Arrays;
using Arena.Training;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>How to train.</summary>
/// <param name="Epochs">How often every item is seen.</param>
/// <param name="BatchSize">How many items make one step; the last batch of an epoch may be smaller.</param>
/// <param name="LearningRate">How far a step goes.</param>
/// <param name="Momentum">How much of the last step goes on in the next.</param>
/// <param name="Seed">The order of the items.</param>
public sealed record TrainingSettings(
    int Epochs, int BatchSize = 64, double LearningRate = 0.1, double Momentum = 0.9, int Seed = 0);

/// <summary>Training and testing a network that tells classes apart.</summary>
public static class Classifiers
{
    /// <summary>
    /// Trains a network with cross-entropy and <see cref="Sgd"/>, in batches. Each epoch goes through the items in
    /// another random order, from one <see cref="Noise"/> with the settings' seed.
    /// </summary>
    /// <param name="network">From <c>item …</c> to scores, <c>item class</c>.</param>
    /// <param name="items">Training data, <c>item …</c>.</param>
    /// <param name="labels">The right class of each item.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="progress">Is told the loss of every step, and asked before every step whether to stop.</param>
    /// <returns>The loss of every step.</returns>
    [Exercise("0.3.28", "A training loop",
        Minutes = 20, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<double> Train(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var noise = new Noise(settings.Seed);
        var optimiser = new Sgd(
            network.NamedParameters().Select(x => x.Parameter), settings.LearningRate, settings.Momentum);
        var losses = new List<double>();
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(item => labels[item])]);
                optimiser.ZeroGrad();
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    /// <summary>The share of items whose highest score is that of the right class, from 0 to 1.</summary>
    /// <param name="network">From <c>item …</c> to scores, <c>item class</c>.</param>
    /// <param name="items">Test data, <c>item …</c>.</param>
    /// <param name="labels">The right class of each item.</param>
    public static double Accuracy(Module network, NdArray items, IReadOnlyList<int> labels)
    {
        using var off = new NoGrad();
        var predicted = network.Forward(items).Array.ArgMax();
        return predicted.Zip(labels).Count(x => x.First == x.Second) / (double)labels.Count;
    }
}
