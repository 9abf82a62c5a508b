using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for a loss, its gradient and a step.</summary>
[SolutionOnly]
internal static class FittingAnswers
{
    [WrongAnswer("0.2.1", Says = "may broadcast, but do not belong together")]
    internal static Tensor TrustsInBroadcasting(Tensor predictions, Tensor targets) =>
        (predictions - targets).square().mean();

    [WrongAnswer("0.2.1", Says = "divide by how many there are")]
    internal static Tensor AddsUp(Tensor predictions, Tensor targets) =>
        Same(predictions, targets).square().sum();

    [WrongAnswer("0.2.1", Says = "this is the root of the mean squared error")]
    internal static Tensor TakesTheRoot(Tensor predictions, Tensor targets) =>
        Same(predictions, targets).square().mean().sqrt();

    [WrongAnswer("0.2.1", Says = "not by the number of all differences")]
    internal static Tensor DividesByTheItems(Tensor predictions, Tensor targets) =>
        Same(predictions, targets).square().sum() / predictions.shape[0];

    [WrongAnswer("0.2.1", Says = "No gradient reached the tensor")]
    internal static Tensor CutsTheGraph(Tensor predictions, Tensor targets) =>
        Same(predictions.detach(), targets).square().mean().requires_grad_();

    [WrongAnswer("0.2.1", Says = "asks whether two arrays are the same object")]
    internal static Tensor ComparesArraysAsObjects(Tensor predictions, Tensor targets) =>
        ReferenceEquals(predictions.shape, targets.shape)
            ? (predictions - targets).square().mean()
            : throw new ArgumentException("The shapes differ.");

    [WrongAnswer("0.2.1")]
    internal static Tensor ComparesTheNumberOfElements(Tensor predictions, Tensor targets) =>
        predictions.numel() == targets.numel()
            ? (predictions - targets.reshape(predictions.shape)).square().mean()
            : throw new ArgumentException("Not as many targets as predictions.");

    [RightAnswer("0.2.1")]
    internal static Tensor AsksLibtorch(Tensor predictions, Tensor targets) =>
        predictions.shape.SequenceEqual(targets.shape)
            ? nn.functional.mse_loss(predictions, targets)
            : throw new ArgumentException("The shapes differ.");

    [RightAnswer("0.2.1")]
    internal static Tensor MultipliesOut(Tensor predictions, Tensor targets)
    {
        var differences = Same(predictions, targets).flatten();
        return differences.dot(differences) / differences.numel();
    }

    [WrongAnswer("0.2.2", Says = "the factor 2, from the square, is missing")]
    internal static (Tensor, Tensor) ForgetsTheTwo(Tensor x, Tensor targets, double weight, double bias)
    {
        var errors = weight * x + bias - targets;
        return ((errors * x).mean(), errors.mean());
    }

    [WrongAnswer("0.2.2", Says = "the sign is the other way round")]
    internal static (Tensor, Tensor) SubtractsThePrediction(Tensor x, Tensor targets, double weight, double bias)
    {
        var errors = targets - (weight * x + bias);
        return (2 * (errors * x).mean(), 2 * errors.mean());
    }

    [WrongAnswer("0.2.2", Says = "x times as fast as the weight")]
    internal static (Tensor, Tensor) ForgetsX(Tensor x, Tensor targets, double weight, double bias)
    {
        var slope = 2 * (weight * x + bias - targets).mean();
        return (slope, slope);
    }

    [WrongAnswer("0.2.2", Says = "multiply item by item, then average")]
    internal static (Tensor, Tensor) MultipliesMeans(Tensor x, Tensor targets, double weight, double bias)
    {
        var slope = 2 * (weight * x + bias - targets).mean();
        return (slope * x.mean(), slope);
    }

    [RightAnswer("0.2.2")]
    internal static (Tensor, Tensor) AsksAutograd(Tensor x, Tensor targets, double weight, double bias)
    {
        var (w, b) = (tensor(weight, x.dtype, requires_grad: true), tensor(bias, x.dtype, requires_grad: true));
        (w * x + b - targets).square().mean().backward();
        return (w.grad!, b.grad!);
    }

    [RightAnswer("0.2.2")]
    internal static (Tensor, Tensor) MultipliesMatrices(Tensor x, Tensor targets, double weight, double bias)
    {
        var design = stack([x, ones_like(x)], 1);
        var slopes = 2 * design.t().matmul(design.matmul(tensor([weight, bias], x.dtype)) - targets) / x.shape[0];
        return (slopes[0], slopes[1]);
    }

    [WrongAnswer("0.2.3", Says = "it moves to one side only")]
    internal static Tensor LooksAheadOnly(Func<Tensor, Tensor> function, Tensor x, double distance) =>
        Tried(x, i => (function(Moved(x, i, distance)) - function(x)) / distance);

    [WrongAnswer("0.2.3", Says = "the two places are twice that far apart")]
    internal static Tensor DividesByOneDistance(Func<Tensor, Tensor> function, Tensor x, double distance) =>
        Tried(x, i => (function(Moved(x, i, distance)) - function(Moved(x, i, -distance))) / distance);

    [WrongAnswer("0.2.3", Says = "it moves by half of the distance")]
    internal static Tensor MovesByHalf(Func<Tensor, Tensor> function, Tensor x, double distance) =>
        Tried(x, i => (function(Moved(x, i, distance / 2)) - function(Moved(x, i, -distance / 2))) / distance);

    [WrongAnswer("0.2.3", Says = "The input was modified")]
    internal static Tensor LeavesXMoved(Func<Tensor, Tensor> function, Tensor x, double distance) => Tried(x, i =>
    {
        var flat = x.view(-1);
        flat[i] += distance;
        var up = function(x);
        flat[i] -= 2 * distance;
        return (up - function(x)) / (2 * distance);
    });

    // flatten() without clone(): the very memory of x.
    [WrongAnswer("0.2.3", Says = "The input was modified")]
    internal static Tensor MovesXAndBack(Func<Tensor, Tensor> function, Tensor x, double distance)
    {
        return Tried(x, i => (Moved(i, distance) - Moved(i, -distance)) / (2 * distance));

        Tensor Moved(int element, double by)
        {
            var flat = x.flatten();
            var before = flat[element].clone();
            flat[element] += by;
            var result = function(flat.reshape(x.shape)).clone();
            flat[element] = before;
            return result;
        }
    }

    [WrongAnswer("0.2.3", Says = "x was moved to one side only")]
    internal static Tensor LooksBackOnly(Func<Tensor, Tensor> function, Tensor x, double distance) =>
        Tried(x, i => (function(x) - function(Moved(x, i, -distance))) / distance);

    [WrongAnswer("0.2.3")]
    internal static Tensor MovesAllAtOnce(Func<Tensor, Tensor> function, Tensor x, double distance) =>
        Tried(x, _ => (function(x + distance) - function(x - distance)) / (2 * distance));

    [WrongAnswer("0.2.3", Says = "the distance that was passed plays no part")]
    internal static Tensor AsksAutogradInstead(Func<Tensor, Tensor> function, Tensor x, double distance)
    {
        var leaf = x.detach().clone().requires_grad_();
        function(leaf).backward();
        return leaf.grad!;
    }

    [RightAnswer("0.2.3")]
    internal static Tensor MovesAlongTheUnitVectors(Func<Tensor, Tensor> function, Tensor x, double distance) =>
        stack([.. eye(x.numel(), dtype: float64).unbind(0).Select(unit => distance * unit.reshape(x.shape))
            .Select(move => (function(x + move) - function(x - move)) / (2 * distance))]).reshape(x.shape).detach();

    [WrongAnswer("0.2.4", Says = "it climbs")]
    internal static double Climbs(Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate) =>
        Step(loss, parameters, -learningRate);

    [WrongAnswer("0.2.4", Says = "backward() adds to what is there")]
    internal static double AddsToOldGradients(Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate)
    {
        using var scope = NewDisposeScope();
        var value = loss();
        value.backward();
        using var off = no_grad();
        foreach (var parameter in parameters)
        {
            parameter.sub_(learningRate * parameter.grad!);
            parameter.grad = null;
        }
        return value.ToDouble();
    }

    [WrongAnswer("0.2.4", Says = "A gradient is left over")]
    internal static double LeavesItsGradients(Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in parameters) parameter.grad = null;
        var value = loss();
        value.backward();
        using var off = no_grad();
        foreach (var parameter in parameters) parameter.sub_(learningRate * parameter.grad!);
        return value.ToDouble();
    }

    [WrongAnswer("0.2.4", Says = "it returns the loss before the step")]
    internal static double ReturnsTheLossAfter(Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate)
    {
        Step(loss, parameters, learningRate);
        using var value = loss();
        return value.ToDouble();
    }

    [WrongAnswer("0.2.4", Says = "a step should free what it made")]
    internal static double FreesNothing(Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate)
    {
        foreach (var parameter in parameters) parameter.grad = null;
        var value = loss();
        value.backward();
        using var off = no_grad();
        foreach (var parameter in parameters)
        {
            parameter.sub_(learningRate * parameter.grad!);
            parameter.grad = null;
        }
        return value.ToDouble();
    }

    [WrongAnswer("0.2.4", Says = "leaf Variable that requires grad")]
    internal static double StepsInsideOfTheGraph(
        Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate)
    {
        using var scope = NewDisposeScope();
        var value = loss();
        value.backward();
        foreach (var parameter in parameters) parameter.sub_(learningRate * parameter.grad!);
        return value.ToDouble();
    }

    [RightAnswer("0.2.4")]
    internal static double AsksForTheGradients(
        Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in parameters) parameter.grad?.zero_();
        var value = loss();
        var gradients = autograd.grad([value], [.. parameters]);
        foreach (var (parameter, gradient) in parameters.Zip(gradients))
            parameter.detach().add_(gradient, alpha: -learningRate);
        return value.ToDouble();
    }

    private static double Step(Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in parameters) parameter.grad = null;
        var value = loss();
        value.backward();
        using var off = no_grad();
        foreach (var parameter in parameters)
        {
            parameter.add_(parameter.grad!, alpha: -learningRate);
            parameter.grad = null;
        }
        return value.ToDouble();
    }

    private static Tensor Same(Tensor predictions, Tensor targets) =>
        predictions.shape.SequenceEqual(targets.shape)
            ? predictions - targets
            : throw new ArgumentException("The shapes differ.");

    private static Tensor Tried(Tensor x, Func<int, Tensor> slope) =>
        stack([.. Enumerable.Range(0, (int)x.numel()).Select(slope)]).reshape(x.shape);

    private static Tensor Moved(Tensor x, int element, double by)
    {
        var flat = x.detach().clone().flatten();
        flat[element] += by;
        return flat.reshape(x.shape);
    }
}
