using Arena.Training;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for toy models.</summary>
[SolutionOnly]
internal static class ToyModelAnswers
{
    [WrongAnswer("1.3.2", Says = "the ReLU is missing")]
    internal static Tensor ForgetsTheRelu(ToyModel model, Tensor x) => Up(model, Down(model, x)) + model.b.unsqueeze(1);

    [WrongAnswer("1.3.2", Says = "the bias is missing")]
    internal static Tensor ForgetsTheBias(ToyModel model, Tensor x) => Up(model, Down(model, x)).relu();

    [WrongAnswer("1.3.2", Says = "a ReLU in the hidden dimensions")]
    internal static Tensor CutsTheHiddenDimensions(ToyModel model, Tensor x) =>
        (Up(model, Down(model, x).relu()) + model.b.unsqueeze(1)).relu();

    [WrongAnswer("1.3.2", Says = "the bias was added after the ReLU")]
    internal static Tensor AddsTheBiasLast(ToyModel model, Tensor x) =>
        Up(model, Down(model, x)).relu() + model.b.unsqueeze(1);

    [WrongAnswer("1.3.2", Says = "each item got the bias of an instance")]
    internal static Tensor LinesTheBiasUpWithItems(ToyModel model, Tensor x) =>
        (Up(model, Down(model, x)) + model.b).relu();

    [RightAnswer("1.3.2")]
    internal static Tensor MultipliesMatrices(ToyModel model, Tensor x) =>
        x.matmul(model.W.transpose(1, 2)).matmul(model.W).add(model.b.unsqueeze(1)).relu();

    [RightAnswer("1.3.2")]
    internal static Tensor MakesOneMatrixFirst(ToyModel model, Tensor x)
    {
        var both = Einsum("instance hidden feature, instance hidden other -> instance feature other", model.W, model.W);
        return (Einsum("instance item feature, instance feature other -> instance item other", x, both)
            + model.b.unsqueeze(1)).relu();
    }

    [WrongAnswer("1.3.3", Says = "the features were averaged")]
    internal static Tensor AveragesEverything(Tensor x, Tensor output, Tensor importances) =>
        (importances.unsqueeze(1) * (x - output).square()).mean([1, 2]);

    [WrongAnswer("1.3.3", Says = "the items were added up")]
    internal static Tensor AddsUpTheItems(Tensor x, Tensor output, Tensor importances) =>
        (importances.unsqueeze(1) * (x - output).square()).sum([1, 2]);

    [WrongAnswer("1.3.3", Says = "the importance was squared")]
    internal static Tensor SquaresTheImportance(Tensor x, Tensor output, Tensor importances) =>
        (importances.unsqueeze(1) * (x - output)).square().sum(dim: 2).mean([1]);

    [WrongAnswer("1.3.3", Says = "all instances were put together")]
    internal static Tensor PutsAllInstancesTogether(Tensor x, Tensor output, Tensor importances) =>
        (importances.unsqueeze(1) * (x - output).square()).sum(dim: 2).mean([1]).sum();

    [WrongAnswer("1.3.3", Says = "each item got the importances of an instance")]
    internal static Tensor LinesImportancesUpWithItems(Tensor x, Tensor output, Tensor importances) =>
        (importances * (x - output).square()).sum(dim: 2).mean([1]);

    [RightAnswer("1.3.3")]
    internal static Tensor MultipliesByTheImportances(Tensor x, Tensor output, Tensor importances) =>
        Einsum("instance item feature, instance feature -> instance", (x - output).square(), importances) / x.shape[1];

    [WrongAnswer("1.3.6", Says = "gradients add up from step to step")]
    internal static IReadOnlyList<double> NeverClears(
        ToyModel model, Func<Tensor> batch, Tensor importances, int steps, double learningRate,
        TrainingProgress progress) =>
        Loop(model, batch, importances, steps, learningRate, progress, clears: false);

    [WrongAnswer("1.3.6", Says = "the losses of the instances were averaged")]
    internal static IReadOnlyList<double> AveragesTheInstances(
        ToyModel model, Func<Tensor> batch, Tensor importances, int steps, double learningRate,
        TrainingProgress progress) =>
        Loop(model, batch, importances, steps, learningRate, progress, scale: 1.0 / model.W.shape[0]);

    [WrongAnswer("1.3.6", Says = "no further step is made")]
    internal static IReadOnlyList<double> NeverStops(
        ToyModel model, Func<Tensor> batch, Tensor importances, int steps, double learningRate,
        TrainingProgress progress) =>
        Loop(model, batch, importances, steps, learningRate, progress, stops: false);

    [WrongAnswer("1.3.6", Says = "each step has inputs of its own")]
    internal static IReadOnlyList<double> LearnsFromOneBatch(
        ToyModel model, Func<Tensor> batch, Tensor importances, int steps, double learningRate,
        TrainingProgress progress)
    {
        var x = batch();
        return Loop(model, () => x.clone(), importances, steps, learningRate, progress);
    }

    [WrongAnswer("1.3.6", Says = "leave no more tensors behind")]
    internal static IReadOnlyList<double> FreesNothing(
        ToyModel model, Func<Tensor> batch, Tensor importances, int steps, double learningRate,
        TrainingProgress progress) =>
        Loop(model, batch, importances, steps, learningRate, progress, frees: false);

    [RightAnswer("1.3.6")]
    internal static IReadOnlyList<double> LoopsWithFor(
        ToyModel model, Func<Tensor> batch, Tensor importances, int steps, double learningRate,
        TrainingProgress progress) =>
        Loop(model, batch, importances, steps, learningRate, progress);

    private static Tensor Down(ToyModel model, Tensor x) => x.matmul(model.W.transpose(1, 2));

    private static Tensor Up(ToyModel model, Tensor hidden) => hidden.matmul(model.W);

    private static List<double> Loop(
        ToyModel model, Func<Tensor> batch, Tensor importances, int steps, double learningRate,
        TrainingProgress progress, bool clears = true, bool stops = true, bool frees = true, double scale = 1)
    {
        using var optimizer = optim.Adam(model.parameters(), learningRate);
        var losses = new List<double>();
        for (var step = 0; step < steps; step++)
        {
            if (stops && progress.IsStopping) break;
            using var scope = frees ? NewDisposeScope() : null;
            var x = batch();
            if (clears) optimizer.zero_grad();
            var loss = scale * ToyModel.Loss(x, model.call(x), importances).sum();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
            progress.Step(losses[^1]);
        }
        return losses;
    }
}
