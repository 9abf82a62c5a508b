using Arena.Arrays;
using Arena.Training;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write for a training loop.</summary>
[SolutionOnly]
internal static class ClassifiersAnswers
{
    [WrongAnswer("0.3.28", Says = "call ZeroGrad before every backward pass")]
    internal static IReadOnlyList<double> ForgetsZeroGrad(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        var noise = new Noise(settings.Seed);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(i => labels[i])]);
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    [WrongAnswer("0.3.28")]
    internal static IReadOnlyList<double> ZeroesTooLate(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        var noise = new Noise(settings.Seed);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(i => labels[i])]);
                Autograd.Backprop(loss);
                optimiser.ZeroGrad();
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    [WrongAnswer("0.3.28", Says = "the last may be smaller")]
    internal static IReadOnlyList<double> DropsTheLastBatch(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        var noise = new Noise(settings.Seed);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize)
                .Where(batch => batch.Length == settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(i => labels[i])]);
                optimiser.ZeroGrad();
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    [WrongAnswer("0.3.28", Says = "the order is that of the seed")]
    internal static IReadOnlyList<double> NeverShuffles(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in Enumerable.Range(0, labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(i => labels[i])]);
                optimiser.ZeroGrad();
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    [WrongAnswer("0.3.28", Says = "the second epoch goes on with the same noise")]
    internal static IReadOnlyList<double> ShufflesTheSameWay(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in new Noise(settings.Seed).Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(i => labels[i])]);
                optimiser.ZeroGrad();
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    [WrongAnswer("0.3.28", Says = "the labels of a batch have to be those of its items")]
    internal static IReadOnlyList<double> LeavesTheLabelsBehind(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        var noise = new Noise(settings.Seed);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select((_, i) => labels[i])]);
                optimiser.ZeroGrad();
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    [WrongAnswer("0.3.28")]
    internal static IReadOnlyList<double> ForgetsMomentum(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        var noise = new Noise(settings.Seed);
        optimiser = new Sgd(network.NamedParameters().Select(x => x.Parameter), settings.LearningRate);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(i => labels[i])]);
                optimiser.ZeroGrad();
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    [WrongAnswer("0.3.28")]
    internal static IReadOnlyList<double> MakesANewOptimiserEveryEpoch(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        var noise = new Noise(settings.Seed);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            optimiser = Optimiser(network, settings);
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(i => labels[i])]);
                optimiser.ZeroGrad();
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }

    [WrongAnswer("0.3.28", Says = "the progress is told the loss of every step")]
    internal static IReadOnlyList<double> TellsNobody(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        var noise = new Noise(settings.Seed);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, [.. batch.Select(i => labels[i])]);
                optimiser.ZeroGrad();
                Autograd.Backprop(loss);
                optimiser.Step();
                losses.Add(loss.Array.Number);
            }
        }
        return losses;
    }

    [RightAnswer("0.3.28")]
    internal static IReadOnlyList<double> ClearsGradientsAtTheEnd(
        Module network, NdArray items, IReadOnlyList<int> labels, TrainingSettings settings, TrainingProgress progress)
    {
        var (optimiser, losses) = (Optimiser(network, settings), new List<double>());
        var noise = new Noise(settings.Seed);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var batch in noise.Order(labels.Count).Chunk(settings.BatchSize))
            {
                if (progress.IsStopping) return losses;
                var scores = network.Forward(items.Take(batch));
                var loss = Functions.CrossEntropy(scores, Array.ConvertAll(batch, i => labels[i]));
                Autograd.Backprop(loss);
                optimiser.Step();
                optimiser.ZeroGrad();
                progress.Step(loss.Array.Number);
                losses.Add(loss.Array.Number);
            }
        }
        return losses;
    }

    private static Sgd Optimiser(Module network, TrainingSettings settings) => new(
        network.NamedParameters().Select(x => x.Parameter), settings.LearningRate, settings.Momentum);
}
