using Arena.Data;
using static TorchSharp.torch;

namespace Arena.Benchmarks;

/// <summary>Trains a model on images as one would who wants the best of it without tuning.</summary>
internal static class DigitTraining
{
    private const int BatchSize = 128;
    private const double LearningRate = 2e-3;

    /// <summary>Adam, with a learning rate that falls to zero along half a cosine.</summary>
    public static void Fit(nn.Module<Tensor, Tensor> model, LabelledImages images, int epochs, int seed)
    {
        using var optimiser = optim.Adam(model.parameters(), LearningRate);
        var (count, step) = ((int)images.Labels.shape[0], 0);
        var steps = epochs * ((count + BatchSize - 1) / BatchSize);
        model.train();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            using var generator = new Generator((ulong)(1000 * seed + epoch));
            using var order = randperm(count, generator: generator);
            for (var from = 0; from < count; from += BatchSize)
            {
                using var scope = NewDisposeScope();
                foreach (var group in optimiser.ParamGroups)
                    group.LearningRate = LearningRate * 0.5 * (1 + Math.Cos(Math.PI * step / steps));
                var chosen = order[from..Math.Min(from + BatchSize, count)];
                var loss = nn.functional.cross_entropy(
                    model.call(Inputs(images.Images.index_select(0, chosen))), images.Labels.index_select(0, chosen));
                optimiser.zero_grad();
                loss.backward();
                optimiser.step();
                step++;
            }
        }
    }

    /// <summary>How many of a hundred images are recognised.</summary>
    public static double Accuracy(nn.Module<Tensor, Tensor> model, LabelledImages images)
    {
        const int part = 1000;
        using var _ = no_grad();
        model.eval();
        var (count, right) = ((int)images.Labels.shape[0], 0L);
        for (var from = 0; from < count; from += part)
        {
            using var scope = NewDisposeScope();
            var range = from..Math.Min(from + part, count);
            right += model.call(Inputs(images.Images[range])).argmax(1).eq(images.Labels[range]).sum().item<long>();
        }
        return 100.0 * right / count;
    }

    private static Tensor Inputs(Tensor images) => images.unsqueeze(1).to(float32).div(255);
}
