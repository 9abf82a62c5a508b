using Arena.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class DescentTests
{
    [ExerciseTheory("0.2.5")]
    [InlineData(0.03, 6)]
    [InlineData(0.07, 3)]
    [InlineData(0.05, 1)]
    public void PathThroughTheValley(double learningRate, int steps)
    {
        // The gradient of x² / 2 + 25 y² / 2 is (x, 25 y): in each step, x is multiplied by 1 − η and y by 1 − 25 η.
        var wanted = Walk((-4, 1.5), steps, (x, y) => (x, 25 * y), learningRate);
        Descent.Path(Surface.NarrowValley, (-4, 1.5), x => new Plain(x, learningRate), steps).Should().BeCloseTo(
            wanted, tolerance: 1e-12, axes: "place xy", mistakes:
        [
            ("every place is where the walk ended: copy the numbers of each step, for the parameter goes on changing",
                wanted[steps].expand(steps + 1, 2)),
            ("gradients add up from step to step: clear them", Walk(
                (-4, 1.5), steps, (x, y) => (x, 25 * y), learningRate, adds: true)),
            ("x and y have changed places", wanted.flip(1)),
        ]);
    }

    [ExerciseFact("0.2.5")]
    public void PathDownTheBanana()
    {
        var wanted = Walk((-1.5, 1), 20, (x, y) => (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)), 0.001);
        Descent.Path(Surface.Banana, (-1.5, 1), x => new Plain(x, 0.001), 20).Should().BeCloseTo(
            wanted, tolerance: 1e-9, axes: "place xy");
    }

    [ExerciseFact("0.2.5")]
    public void StartAloneIsAPath() =>
        Descent.Path(Surface.Saddle, (1, 2), x => new Plain(x, 0.1), 0).Should().BeCloseTo(
            tensor(new double[,] { { 1, 2 } }), tolerance: 0, axes: "place xy");

    [ExerciseFact("0.2.5")]
    public void ThePathBelongsToNoGraph()
    {
        Plain? optimiser = null;
        var path = Descent.Path(Surface.Plateau, (-2, 1), Make, 3);
        path.requires_grad.Should().BeFalse("a drawn path should not keep the graphs of all its steps alive");
        Assert.Equal(3, optimiser!.Steps);

        Plain Make(IReadOnlyList<Parameter> parameters)
        {
            parameters.Should().ContainSingle("x and y are one parameter").Which.Should().HaveShape("xy", 2);
            return optimiser = new Plain(parameters, 0.1);
        }
    }

    [ExerciseFact("0.2.5")]
    public void WhatAStepMakesIsFreed()
    {
        var (few, many) = (LeftAfter(3), LeftAfter(40));
        Assert.True(
            many <= few,
            $"37 steps more leave {many - few} tensors more behind: open a dispose scope in each step "
                + "(`NewDisposeScope`).");

        static long LeftAfter(int steps)
        {
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            using var path = Descent.Path(Surface.ManyPits, (1, 2), x => new Plain(x, 0.01), steps);
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
    }

    // One or two tensors a step may be copies of the place; what a step computes is more.
    [ExerciseFact("0.2.5")]
    public void WhatAStepMakesIsFreedBeforeTheNext()
    {
        const int Steps = 20;
        Counting? optimiser = null;
        using var path = Descent.Path(Surface.ManyPits, (1, 2), x => optimiser = new Counting(x), Steps);
        var grown = optimiser!.Live[^1] - optimiser.Live[0];
        Assert.True(
            grown <= 2 * Steps,
            "Each step leaves tensors behind until the end of the walk: open a dispose scope in each step.");
    }

    private static Tensor Walk(
        (double X, double Y) place, int steps, Func<double, double, (double X, double Y)> gradient, double learningRate,
        bool adds = false)
    {
        var path = new double[steps + 1, 2];
        (path[0, 0], path[0, 1]) = place;
        var (ofX, ofY) = (0.0, 0.0);
        for (var step = 1; step <= steps; step++)
        {
            var (nowX, nowY) = gradient(place.X, place.Y);
            (ofX, ofY) = adds ? (ofX + nowX, ofY + nowY) : (nowX, nowY);
            place = (place.X - learningRate * ofX, place.Y - learningRate * ofY);
            (path[step, 0], path[step, 1]) = place;
        }
        return tensor(path);
    }

    // Looks in each step at how many tensors there are.
    private sealed class Counting(IEnumerable<Parameter> parameters) : Optimiser(parameters, 0.01)
    {
        public List<long> Live { get; } = [];

        public override void Step() => Live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
