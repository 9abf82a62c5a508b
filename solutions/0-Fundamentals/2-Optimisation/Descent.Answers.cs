using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for a walk downhill.</summary>
[SolutionOnly]
internal static class DescentAnswers
{
    // The parameter goes on changing, and everything that was recorded with it.
    [WrongAnswer("0.2.5", Says = "every place is where the walk ended")]
    internal static Tensor RecordsTheParameterItself(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        var place = new Parameter(tensor([start.X, start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = new List<Tensor> { place.detach() };
        for (var step = 0; step < steps; step++)
        {
            Take(surface, place, optimiser);
            path.Add(place.detach());
        }
        return stack(path);
    }

    [WrongAnswer("0.2.5", Says = "gradients add up from step to step")]
    internal static Tensor NeverClears(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        var place = new Parameter(tensor([start.X, start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = new List<Tensor> { place.detach().clone() };
        for (var step = 0; step < steps; step++)
        {
            surface.Height(place[0], place[1]).backward();
            optimiser.Step();
            path.Add(place.detach().clone());
        }
        return stack(path);
    }

    [WrongAnswer("0.2.5")]
    internal static Tensor LeavesOutTheStart(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        var place = new Parameter(tensor([start.X, start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = new List<Tensor>();
        for (var step = 0; step < steps; step++)
        {
            Take(surface, place, optimiser);
            path.Add(place.detach().clone());
        }
        return stack(path);
    }

    [WrongAnswer("0.2.5", Says = "should not keep the graphs of all its steps alive")]
    internal static Tensor KeepsTheGraph(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        var place = new Parameter(tensor([start.X, start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = new List<Tensor> { place.clone() };
        for (var step = 0; step < steps; step++)
        {
            Take(surface, place, optimiser);
            path.Add(place.clone());
        }
        return stack(path);
    }

    [WrongAnswer("0.2.5", Says = "open a dispose scope in each step")]
    internal static Tensor FreesNothing(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        var place = new Parameter(tensor([start.X, start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = new double[steps + 1, 2];
        for (var step = 0; step <= steps; step++)
        {
            if (step > 0) Take(surface, place, optimiser);
            (path[step, 0], path[step, 1]) = (place[0].item<double>(), place[1].item<double>());
        }
        return tensor(path);
    }

    [WrongAnswer("0.2.5", Says = "leaves tensors behind until the end of the walk")]
    internal static Tensor FreesEverythingAtTheEnd(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        using var scope = NewDisposeScope();
        var place = new Parameter(tensor([start.X, start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = zeros(steps + 1, 2, dtype: float64);
        path[0] = place.detach();
        for (var step = 1; step <= steps; step++)
        {
            Take(surface, place, optimiser);
            path[step] = place.detach();
        }
        return path.MoveToOuterDisposeScope();
    }

    [WrongAnswer("0.2.5", Says = "The dtype is Float32, should be Float64")]
    internal static Tensor WalksInSinglePrecision(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        var place = new Parameter(tensor([(float)start.X, (float)start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = new List<Tensor> { place.detach().clone() };
        for (var step = 0; step < steps; step++)
        {
            Take(surface, place, optimiser);
            path.Add(place.detach().clone());
        }
        return stack(path);
    }

    [RightAnswer("0.2.5")]
    internal static Tensor WritesDownNumbers(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        using var scope = NewDisposeScope();
        var place = new Parameter(tensor([start.X, start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = new double[steps + 1, 2];
        for (var step = 0; step <= steps; step++)
        {
            using var ofThisStep = NewDisposeScope();
            if (step > 0) Take(surface, place, optimiser);
            (path[step, 0], path[step, 1]) = (place[0].item<double>(), place[1].item<double>());
        }
        return tensor(path).MoveToOuterDisposeScope();
    }

    [RightAnswer("0.2.5")]
    internal static Tensor StacksCopies(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        using var scope = NewDisposeScope();
        var place = new Parameter(tensor([start.X, start.Y]));
        using var optimiser = makeOptimiser([place]);
        var path = new List<Tensor> { place.detach().clone() };
        for (var step = 0; step < steps; step++)
        {
            using var ofThisStep = NewDisposeScope();
            Take(surface, place, optimiser);
            path.Add(place.detach().clone().MoveToOuterDisposeScope());
        }
        return stack(path).MoveToOuterDisposeScope();
    }

    private static void Take(Surface surface, Parameter place, Optimiser optimiser)
    {
        optimiser.ZeroGrad();
        surface.Height(place[0], place[1]).backward();
        optimiser.Step();
    }
}
