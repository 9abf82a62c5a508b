using Arena.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>What else learners may write for the training of a head.</summary>
[SolutionOnly]
internal static class FeatureExtractionAnswers
{
    [WrongAnswer("0.1.45", Says = "gradients from earlier steps were added")]
    internal static IReadOnlyList<double> AddsUpGradients(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels, int epochs, int batchSize, double rate,
        TrainingProgress progress) =>
        Run(model, images, labels, epochs, batchSize, rate, progress, clears: false);

    [WrongAnswer("0.1.45", Says = "the last of each not left out")]
    internal static IReadOnlyList<double> LeavesOutTheRest(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels, int epochs, int batchSize, double rate,
        TrainingProgress progress) =>
        Run(model, images, labels, epochs, batchSize, rate, progress, keepsTheRest: false);

    [WrongAnswer("0.1.45", Says = "IsStopping became true")]
    internal static IReadOnlyList<double> NeverStops(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels, int epochs, int batchSize, double rate,
        TrainingProgress progress) =>
        Run(model, images, labels, epochs, batchSize, rate, progress, stops: false);

    [WrongAnswer("0.1.45", Says = "disposed of with the step")]
    internal static IReadOnlyList<double> KeepsAllTensors(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels, int epochs, int batchSize, double rate,
        TrainingProgress progress) =>
        Run(model, images, labels, epochs, batchSize, rate, progress, frees: false);

    [WrongAnswer("0.1.45", Says = "in training mode meanwhile")]
    internal static IReadOnlyList<double> TrainsInEvaluationMode(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels, int epochs, int batchSize, double rate,
        TrainingProgress progress)
    {
        var losses = Run(model, images, labels, epochs, batchSize, rate, progress);
        model.eval();
        return losses;
    }

    [RightAnswer("0.1.45")]
    internal static IReadOnlyList<double> StepsByHand(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels, int epochs, int batchSize, double rate,
        TrainingProgress progress) =>
        Run(model, images, labels, epochs, batchSize, rate, progress);

    private static List<double> Run(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels, int epochs, int batchSize, double rate,
        TrainingProgress progress, bool clears = true, bool keepsTheRest = true, bool stops = true, bool frees = true)
    {
        var losses = new List<double>();
        model.train();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            for (var start = 0L; start < images.shape[0]; start += batchSize)
            {
                if (stops && progress.IsStopping) return losses;
                using var step = frees ? NewDisposeScope() : null;
                var end = Math.Min(start + batchSize, images.shape[0]);
                if (!keepsTheRest && end - start < batchSize) break;
                var loss = nn.functional.cross_entropy(
                    model.call(images.slice(0, start, end, 1)), labels.slice(0, start, end, 1));
                loss.backward();
                using (no_grad())
                {
                    foreach (var parameter in model.parameters().Where(x => x.requires_grad))
                    {
                        parameter.sub_(rate * parameter.grad!);
                        if (clears) parameter.grad!.zero_();
                    }
                }
                losses.Add(loss.ToDouble());
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }
}
