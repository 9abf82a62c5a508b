using Arena.Data;
using Arena.Tensors;
using Arena.Training;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>The network of part A at work on drawn digits.</summary>
public static class DigitsShowcase
{
    private const int Size = 28;
    private const int Epochs = 10;
    private const long BatchSize = 64;

    /// <summary>Trains it, and shows how it learns, what it looks for, and what it gets wrong.</summary>
    /// <param name="show">Where everything goes.</param>
    [Showcase("0.1.digits", "A network of two layers learns to read digits")]
    public static void Digits(Showcase show)
    {
        const int learnt = 10_000;
        const int tested = 2_000;
        using var drawn = DrawnDigits.Make(learnt, seed: 2 * show.Seed);
        using var others = DrawnDigits.Make(tested, seed: 2 * show.Seed + 1);
        var scaled = drawn.Images.to(float32) / 255;
        var (mean, deviation) = (scaled.mean().item<float>(), scaled.std().item<float>());
        var examples = new Examples(Training.Standardise(drawn.Images, mean, deviation), drawn.Labels);
        var validation = new Examples(Training.Standardise(others.Images, mean, deviation), others.Labels);

        using var model = new Mlp();
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-3);
        var stepsOfEpoch = (int)((learnt + BatchSize - 1) / BatchSize);
        TrainingHistory history;
        using (var progress = show.Progress("Training on drawn digits", Epochs * stepsOfEpoch))
            history = Training.Train(
                model, optimizer, examples, validation, Epochs, BatchSize, (ulong)show.Seed, progress);
        if (history.Validations.Count == 0) return;

        var epochs = Enumerable.Range(1, history.Validations.Count).Select(epoch => (double)epoch).ToList();
        show.Axes("loss", "The loss falls", "epoch", "cross-entropy, nats");
        show.Curve(
            "loss", "while learning", epochs,
            [.. history.Losses.Chunk(stepsOfEpoch).Take(epochs.Count).Select(losses => losses.Average())]);
        show.Curve("loss", "on other digits", epochs, [.. history.Validations.Select(x => x.Loss)]);
        show.Axes("accuracy", "Digits it never saw", "epoch", "right, %");
        show.Curve("accuracy", "two layers", epochs, [.. history.Validations.Select(x => 100 * x.Accuracy)]);
        show.Figure("accuracy on digits it never saw", 100 * history.Validations[^1].Accuracy, "%");
        show.Keep(model, "mlp");

        using var off = no_grad();
        model.eval();
        show.Save(Weights(model.get_parameter("layers.1.weight")!), "weights", zoom: 2);
        var answers = model.call(validation.Images).argmax(1);
        if (answers.ne(validation.Labels).any().item<bool>())
            show.Save(Mistakes(others.Images, others.Labels, answers), "mistakes", zoom: 3);
    }

    /// <summary>Each unit's weights as a picture: red speaks for it, blue against it, white does not matter.</summary>
    /// <param name="weight"><c>unit pixel</c>, with as many units as a square has.</param>
    /// <returns>A picture, <c>channel height width</c>.</returns>
    private static Tensor Weights([Shape("unit pixel")] Tensor weight)
    {
        var tiles = Rearrange(weight, "unit (row column) -> unit row column", ("row", Size));
        var signed = (tiles / tiles.abs().amax([1, 2], keepdim: true)).clamp(-1, 1);
        var (towards, against) = (signed.clamp(min: 0), (-signed).clamp(min: 0));
        var colours = stack([1 - against, 1 - towards - against, 1 - towards], 1);
        var framed = nn.functional.pad(colours, [1, 1, 1, 1], value: 0.75);
        var across = (long)Math.Sqrt(weight.shape[0]);
        return Bytes(Rearrange(
            framed, "(down right) channel row column -> channel (down row) (right column)", ("right", across)));
    }

    /// <summary>Digits that were misread; above each what it is, on the left, and what was answered, on the right.</summary>
    /// <returns>A picture, <c>channel height width</c>.</returns>
    private static Tensor Mistakes(Tensor images, Tensor labels, Tensor answers)
    {
        const int across = 8;
        const int shown = 4 * across;
        var wrong = answers.ne(labels).nonzero().flatten()[..shown];
        var tiles = wrong.data<long>().ToArray().Select(item =>
        {
            var grey = Repeat(images[item], "row column -> channel row column", ("channel", 3));
            var names = Pictures.Digits.Draw($"{labels[item].item<long>()}{answers[item].item<long>()}", 16, Size / 2);
            var above = Rearrange(names, "name channel row column -> channel row (name column)");
            return nn.functional.pad(cat([above, grey], 1).to(float32) / 255, [2, 2, 2, 2], value: 0.25);
        }).ToList();
        while (tiles.Count % across != 0) tiles.Add(full_like(tiles[0], 0.25));
        return Bytes(Rearrange(
            stack(tiles), "(down right) channel row column -> channel (down row) (right column)", ("right", across)));
    }

    private static Tensor Bytes(Tensor shares) => (255 * shares).round().to(uint8);
}
