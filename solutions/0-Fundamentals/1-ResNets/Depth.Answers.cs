using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>What else learners may write for what depth does.</summary>
[SolutionOnly]
internal static class DepthAnswers
{
    [WrongAnswer("0.1.46", Says = "bn1 was zeroed")]
    internal static void ZeroesTheFirstNormalisation(ResNet model)
    {
        using var off = no_grad();
        foreach (var block in model.Blocks()) block.bn1.weight.zero_();
    }

    [WrongAnswer("0.1.46")]
    internal static void ZeroesTheConvolution(ResNet model)
    {
        using var off = no_grad();
        foreach (var block in model.Blocks()) block.conv2.weight.zero_();
    }

    [WrongAnswer("0.1.46")]
    internal static void ZeroesTheLastBlockOnly(ResNet model)
    {
        using var off = no_grad();
        model.Blocks().Last().bn2.weight.zero_();
    }

    [WrongAnswer("0.1.46", Says = "must still be trained")]
    internal static void FreezesTheWeight(ResNet model)
    {
        foreach (var block in model.Blocks()) block.bn2.weight.requires_grad_(false).zero_();
    }

    [RightAnswer("0.1.46")]
    internal static void CopiesZeros(ResNet model)
    {
        using (no_grad())
            foreach (var block in model.Blocks()) block.bn2.weight.copy_(zeros_like(block.bn2.weight));
    }

    [WrongAnswer("0.1.48", Says = "gradients from before were added")]
    internal static IReadOnlyList<double> KeepsOldGradients(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        nn.functional.cross_entropy(model.call(images), labels).backward();
        return [.. model.parameters().Where(x => x.ndim > 1).Select(x => x.grad!.norm().ToDouble())];
    }

    [WrongAnswer("0.1.48")]
    internal static IReadOnlyList<double> ClearsAfterwards(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        var norms = KeepsOldGradients(model, images, labels);
        model.zero_grad();
        return norms;
    }

    [WrongAnswer("0.1.48", Says = "weights, were counted too")]
    internal static IReadOnlyList<double> CountsTheBiases(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        model.zero_grad();
        nn.functional.cross_entropy(model.call(images), labels).backward();
        return [.. model.parameters().Select(x => x.grad!.norm().ToDouble())];
    }

    [WrongAnswer("0.1.48", Says = "these are the norms of the weights themselves")]
    internal static IReadOnlyList<double> MeasuresTheWeights(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        model.zero_grad();
        nn.functional.cross_entropy(model.call(images), labels).backward();
        return [.. model.parameters().Where(x => x.ndim > 1).Select(x => x.norm().ToDouble())];
    }

    [WrongAnswer("0.1.48", Says = "these are squared norms")]
    internal static IReadOnlyList<double> ForgetsTheRoot(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        model.zero_grad();
        nn.functional.cross_entropy(model.call(images), labels).backward();
        return [.. model.parameters().Where(x => x.ndim > 1).Select(x => x.grad!.square().sum().ToDouble())];
    }

    [RightAnswer("0.1.48")]
    internal static IReadOnlyList<double> AsksForTheGradientsAlone(
        nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        var weights = model.parameters().Where(x => x.ndim > 1).ToList();
        var gradients = autograd.grad([nn.functional.cross_entropy(model.call(images), labels)], [.. weights]);
        return [.. gradients.Select(x => Math.Sqrt(x.square().sum().ToDouble()))];
    }

    [WrongAnswer("0.1.49", Says = "were added up over the pictures")]
    internal static IReadOnlyList<double> DividesTheSums(ResNet model, Tensor images) =>
        Measured(model, images, (added, kept) => added.norm(1).sum() / kept.norm(1).sum());

    [WrongAnswer("0.1.49", Says = "one norm was taken over all pictures")]
    internal static IReadOnlyList<double> TakesOneNorm(ResNet model, Tensor images) =>
        Measured(model, images, (added, kept) => added.norm() / kept.norm());

    [WrongAnswer("0.1.49", Says = "it is upside down")]
    internal static IReadOnlyList<double> DividesTheWrongWay(ResNet model, Tensor images) =>
        Measured(model, images, (added, kept) => (kept.norm(1) / added.norm(1)).mean());

    [WrongAnswer("0.1.49", Says = "the block's output was compared")]
    internal static IReadOnlyList<double> MeasuresTheOutput(ResNet model, Tensor images) =>
        Measured(model, images, (added, kept) => ((added + kept).relu().norm(1) / kept.norm(1)).mean());

    [WrongAnswer("0.1.49", Says = "running statistics moved")]
    internal static IReadOnlyList<double> StaysInTraining(ResNet model, Tensor images)
    {
        using var off = no_grad();
        return Ratios(model, images, (added, kept) => (added.norm(1) / kept.norm(1)).mean());
    }

    [WrongAnswer("0.1.49", Says = "call the model under no_grad()")]
    internal static IReadOnlyList<double> KeepsTheGraph(ResNet model, Tensor images)
    {
        var wasTraining = model.training;
        model.eval();
        var ratios = Ratios(model, images, (added, kept) => (added.norm(1) / kept.norm(1)).mean().detach());
        model.train(wasTraining);
        return ratios;
    }

    [RightAnswer("0.1.49")]
    internal static IReadOnlyList<double> SumsTheSquares(ResNet model, Tensor images) =>
        Measured(model, images, (added, kept) => (added.square().sum(dim: 1) / kept.square().sum(dim: 1)).sqrt().mean());

    private static List<double> Measured(ResNet model, Tensor images, Func<Tensor, Tensor, Tensor> ratio)
    {
        using var off = no_grad();
        var wasTraining = model.training;
        model.eval();
        var ratios = Ratios(model, images, ratio);
        model.train(wasTraining);
        return ratios;
    }

    private static List<double> Ratios(ResNet model, Tensor images, Func<Tensor, Tensor, Tensor> ratio)
    {
        var ratios = new List<double>();
        var stream = model.Stem(images);
        foreach (var block in model.Blocks())
        {
            ratios.Add(ratio(block.Branch(stream).flatten(1), block.Shortcut(stream).flatten(1)).ToDouble());
            stream = block.call(stream);
        }
        return ratios;
    }
}
