using Arena.Data;
using Arena.Plots;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>The network of part C on real pictures.</summary>
public static class ClothesShowcase
{
    private const string Set = "fashion-mnist";
    private const int Learnt = 12_800;
    private const int Epochs = 4;
    private const long BatchSize = 64;

    /// <summary>Trains it with the loop of part A on photographs of clothes, and shows what it takes for what.</summary>
    /// <param name="show">Where everything goes.</param>
    [Showcase("0.1.clothes", "The same network on photographs of clothes")]
    public static void Clothes(Showcase show)
    {
        using var all = ImageSets.Load(Set, train: true);
        using var learnt = all.Batches(Learnt, show.Seed).First();
        using var others = ImageSets.Load(Set, train: false);
        var scaled = learnt.Images.to(float32) / 255;
        var (mean, deviation) = (scaled.mean().item<float>(), scaled.std().item<float>());
        var examples = new Examples(Training.Standardise(learnt.Images, mean, deviation), learnt.Labels);
        var validation = new Examples(Training.Standardise(others.Images, mean, deviation), others.Labels);

        using var model = new DigitNet();
        using var optimizer = optim.Adam(model.parameters(), lr: 2e-3);
        TrainingHistory history;
        using (var progress = show.Progress(
            "DigitNet on photographs of clothes", Epochs * ((Learnt + BatchSize - 1) / BatchSize)))
            history = Training.Train(
                model, optimizer, examples, validation, Epochs, BatchSize, (ulong)show.Seed, progress);
        if (history.Validations.Count == 0) return;

        var epochs = Enumerable.Range(1, history.Validations.Count).Select(epoch => (double)epoch).ToList();
        show.Axes("accuracy", "Photographs it never saw", "epoch", "right, %");
        show.Curve("accuracy", "DigitNet", epochs, [.. history.Validations.Select(x => 100 * x.Accuracy)]);
        show.Figure("accuracy on photographs it never saw", 100 * history.Validations[^1].Accuracy, "%");
        show.Keep(model, "clothes");

        var names = ImageSets.Published.Single(x => x.Name == Set).Classes;
        var answers = Answers(model, validation, names.Count);
        show.Figure("shirts recognised as such", answers[6, 6], "%");
        show.Save(
            new Plot("What it takes for what, in % of each kind", "its answer", "what it is").Heatmap(answers, names, names),
            "answers");
    }

    // Of each class, to how many per cent of its pictures each answer was given.
    private static double[,] Answers(nn.Module<Tensor, Tensor> model, Examples examples, int classes)
    {
        using var off = no_grad();
        model.eval();
        var shares = new double[classes, classes];
        var answers = model.call(examples.Images).argmax(1);
        foreach (var (label, answer) in examples.Labels.data<long>().Zip(answers.data<long>()))
            shares[label, answer] += 100.0;
        var counts = examples.Labels.bincount(weights: null, minlength: classes).data<long>().ToArray();
        for (var label = 0; label < classes; label++)
            for (var answer = 0; answer < classes; answer++)
                shares[label, answer] = Math.Round(shares[label, answer] / counts[label]);
        return shares;
    }
}
