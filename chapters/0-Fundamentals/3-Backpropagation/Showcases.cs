using Arena.Arrays;
using Arena.Data;
using Arena.Training;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>The framework at work: <c>./arena show 0.3.digits</c>.</summary>
public static class Showcases
{
    private const int Items = 20_000;
    private const int Epochs = 5;
    private const int BatchSize = 64;

    /// <summary>A network of linear layers learns to read digits, with nothing but arrays underneath.</summary>
    [Showcase("0.3.digits", "Your own framework reads digits")]
    public static void ReadDigits(Showcase show)
    {
        using var trainImages = DrawnDigits.Load(train: true);
        using var testImages = DrawnDigits.Load(train: false);
        var (train, test) = (Digits.Of(trainImages, Items), Digits.Of(testImages));
        var network = new Mlp(new Noise(show.Seed), 784, 128, 64, 10);
        var (losses, accuracies) = (new List<double>(), new List<double>());
        var steps = Epochs * ((train.Labels.Length + BatchSize - 1) / BatchSize);
        using (var progress = show.Progress("A multilayer perceptron", steps))
            for (var epoch = 0; epoch < Epochs && !progress.IsStopping; epoch++)
            {
                // Long steps first, and short ones to settle down. A new optimiser each epoch; it builds up its
                // velocity again within a few steps.
                var settings = new TrainingSettings(
                    1, BatchSize, 0.1 * Math.Pow(0.4, epoch), Seed: Epochs * show.Seed + epoch);
                losses.AddRange(Classifiers.Train(network, train.Items, train.Labels, settings, progress));
                accuracies.Add(100 * Classifiers.Accuracy(network, test.Items, test.Labels));
                progress.Say($"epoch {epoch + 1}: {accuracies[^1]:F1} % of the test images are read correctly");
            }

        const int window = 100;
        // The last window is hardly ever full; the mean of a few losses would jump.
        var means = losses.Chunk(window).Where(x => x.Length == window).Select(x => x.Average()).ToList();
        if (means.Count > 0)
        {
            show.Axes("loss", "Training loss", "step", "cross-entropy (nats)", logY: true);
            show.Curve("loss", "multilayer perceptron", [.. means.Select((_, i) => (double)(i + 1) * window)], means);
        }
        show.Axes("accuracy", "Reading digits that it never saw", "epoch", "accuracy (%)");
        show.Curve("accuracy", "multilayer perceptron",
            [.. accuracies.Select((_, epoch) => epoch + 1.0)], accuracies);
        show.Figure("accuracy, multilayer perceptron on plain arrays", accuracies[^1], "%");
    }

    /// <summary>A neuron's loss as the graph that backpropagation goes through.</summary>
    [Showcase("0.3.graph", "The graph behind a gradient")]
    public static void DrawGraph(Showcase show)
    {
        var picture = new GraphPicture();
        var weight1 = picture.Name("weight 1", new Variable(2, requiresGrad: true));
        var weight2 = picture.Name("weight 2", new Variable(-0.5, requiresGrad: true));
        var product1 = picture.Watch("product 1", weight1 * picture.Name("input 1", 1.5));
        var product2 = picture.Watch("product 2", weight2 * picture.Name("input 2", 4));
        var sum = picture.Watch("sum", product1 + product2);
        var odds = picture.Watch("odds", sum.Exp());
        var more = picture.Watch("odds + 1", odds + picture.Name("one", 1));
        var loss = picture.Watch("loss", more.Log());
        Autograd.Backprop(loss);
        Directory.CreateDirectory(show.Folder);
        var file = Path.Combine(show.Folder, "graph.svg");
        File.WriteAllText(file, picture.Svg(loss));
        show.Say($"A neuron, its loss, and all gradients: {file}");
    }
}
