using Arena.Data;
using Arena.Tensors;
using Arena.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Your layers and networks at work on drawn digits.</summary>
public static class ResNetShowcases
{
    private const int BatchSize = 32;

    /// <summary>The small network of 0.1.32 learns to read digits.</summary>
    /// <param name="show">Takes the figures, curves and pictures.</param>
    [Showcase("0.1.cnn", "A small network learns to read digits")]
    public static void Cnn(Showcase show)
    {
        const int Rounds = 6;
        const int PerRound = 5_000;
        var (images, labels) = Digits(20_000, 2 * show.Seed);
        var (testImages, testLabels) = Digits(2_000, 2 * show.Seed + 1);
        using var model = new DigitNet();
        var (seen, accuracies) = (new List<double>(), new List<double>());
        using (var progress = show.Progress("DigitNet", Rounds * (PerRound + BatchSize - 1) / BatchSize))
        {
            for (var round = 0; round < Rounds && !progress.IsStopping; round++)
            {
                using var scope = NewDisposeScope();
                var start = round * PerRound % images.shape[0];
                FeatureExtraction.Train(model, images.slice(0, start, start + PerRound, 1),
                    labels.slice(0, start, start + PerRound, 1), 1, BatchSize, round < Rounds - 2 ? 0.1 : 0.02, progress);
                seen.Add((round + 1) * PerRound);
                accuracies.Add(Accuracy(model, testImages, testLabels));
                progress.Say($"{seen[^1]:N0} pictures: {accuracies[^1]:P1}");
            }
        }
        show.Axes("accuracy", "DigitNet on digits that it has not seen", "pictures learned from", "accuracy in %");
        show.Curve("accuracy", "DigitNet", seen, [.. accuracies.Select(x => 100 * x)]);
        show.Figure("accuracy, DigitNet", 100 * accuracies[^1], "%");
        show.Keep(model, "digits");
    }

    /// <summary>A deep plain network and a deep residual one of the same layers.</summary>
    /// <param name="show">Takes the figures, curves and pictures.</param>
    [Showcase("0.1.depth", "A deep plain network and a deep residual one")]
    public static void DeepNetworks(Showcase show)
    {
        const int Layers = 24;
        const int Epochs = 2;
        var (images, labels) = Digits(12_800, 2 * show.Seed);
        var (testImages, testLabels) = Digits(1_000, 2 * show.Seed + 1);
        show.Axes("gradients", $"Gradients of {Layers} layers before training", "layer", "norm of the gradient", logY: true);
        show.Axes("loss", $"{Layers} layers, plain and residual", "step", "loss in nats");
        foreach (var isResidual in new[] { false, true })
        {
            var name = isResidual ? "residual" : "plain";
            manual_seed(show.Seed);
            using var model = new DeepStack(Layers, channels: 8, DrawnDigits.Classes, isResidual);
            var norms = Depth.GradientNorms(model, images.slice(0, 0, 128, 1), labels.slice(0, 0, 128, 1));
            // Without the stem and the head.
            var ofLayers = norms.Skip(1).SkipLast(1).ToList();
            show.Curve("gradients", name, [.. Enumerable.Range(1, Layers).Select(x => (double)x)], ofLayers);
            show.Figure($"gradient of layer 1 / layer {Layers}, {name}", ofLayers[0] / ofLayers[^1]);
            using var optimizer = optim.Adam(model.parameters(), lr: 3e-3);
            using var progress = show.Progress(name, Epochs * images.shape[0] / BatchSize);
            var (losses, evaluations) = Training.Train(
                model, optimizer, new Examples(images, labels), new Examples(testImages, testLabels), Epochs, BatchSize,
                (ulong)show.Seed, progress);
            if (evaluations.Count == 0) return;
            var smooth = losses.Chunk(20).Select(x => x.Average()).ToList();
            show.Curve("loss", name, [.. smooth.Select((_, i) => 20.0 * i + 10)], smooth);
            show.Figure($"loss at the end, {name}", losses.TakeLast(50).Average(), "nats");
            show.Figure($"accuracy on digits it never saw, {name}", 100 * evaluations[^1].Accuracy, "%");
        }
    }

    /// <summary>What each block adds: nothing at first, and something after training.</summary>
    /// <param name="show">Takes the figures, curves and pictures.</param>
    [Showcase("0.1.do-nothing", "What each block adds, before training and after")]
    public static void DoNothing(Showcase show)
    {
        var (images, labels) = Digits(6_400, 2 * show.Seed);
        var (testImages, testLabels) = Digits(1_000, 2 * show.Seed + 1);
        using var model = new ResNet([3, 3, 3], [8, 16, 32], DrawnDigits.Classes, inChannels: 1);
        Depth.ZeroBranches(model);
        show.Axes("contributions", "What each block adds to the stream", "block", "norm of the branch / of the shortcut");
        var fresh = Measure("before training");
        using (var progress = show.Progress("ResNet with 9 blocks", 2 * images.shape[0] / BatchSize))
        {
            FeatureExtraction.Train(model, images, labels, 1, BatchSize, 0.1, progress);
            Measure("after 200 steps");
            FeatureExtraction.Train(model, images, labels, 1, BatchSize, 0.02, progress);
        }
        var trained = Measure("after 400 steps");
        show.Figure("largest contribution before training", fresh.Max());
        show.Figure("smallest contribution after training", trained.Min());
        show.Figure("largest contribution after training", trained.Max());
        show.Figure("accuracy, ResNet", 100 * Accuracy(model, testImages, testLabels), "%");

        IReadOnlyList<double> Measure(string when)
        {
            using var scope = NewDisposeScope();
            var contributions = Depth.Contributions(model, testImages.slice(0, 0, 200, 1));
            show.Curve("contributions", when,
                [.. contributions.Select((_, i) => i + 1.0)], contributions);
            return contributions;
        }
    }

    // Numbers around 0, of size 1 or so.
    private static (Tensor Images, Tensor Labels) Digits(int count, int seed)
    {
        using var digits = DrawnDigits.Make(count, seed);
        var images = (digits.Images.unsqueeze(1).to(float32) / 255 - 0.15) / 0.3;
        return (images, digits.Labels.clone());
    }

    private static double Accuracy(
        nn.Module<Tensor, Tensor> model, [Shape("item 1 height width")] Tensor images, [Shape("item")] Tensor labels)
    {
        using var scope = NewDisposeScope();
        var (classes, _) = Pretrained.Predict(model, images);
        return classes.eq(labels).to(float32).mean().ToDouble();
    }
}
