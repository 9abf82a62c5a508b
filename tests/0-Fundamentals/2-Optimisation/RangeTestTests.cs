using Arena.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class RangeTestTests
{
    [ExerciseTheory("0.2.22")]
    [InlineData(0.01, 0.5, 8)]
    [InlineData(0.001, 1, 2)]
    [InlineData(0.1, 0.1, 4)]
    public void TheLearningRateGrowsByTheSameFactor(double lowest, double highest, int steps)
    {
        var record = Measure(3, lowest, highest, steps, out var left);
        // Of x² the gradient is 2x, so that each step multiplies x by 1 − 2η.
        double[] rates = [.. Enumerable.Range(0, steps)
            .Select(i => Math.Exp(Math.Log(lowest) + (Math.Log(highest) - Math.Log(lowest)) * i / (steps - 1)))];
        var (x, losses) = (3.0, new List<double>());
        foreach (var rate in rates)
        {
            losses.Add(x * x);
            x -= rate * 2 * x;
        }
        tensor(record.Select(y => y.LearningRate).ToArray()).Should().BeCloseTo(
            tensor(rates), tolerance: 1e-12, axes: "step", mistakes:
        [
            ("the learning rate grows by the same amount; it should grow by the same factor",
                linspace(lowest, highest, steps, dtype: float64)),
            ("the highest learning rate would come one step too late: there are steps − 1 from the first to the last",
                (tensor(rates).log() - Math.Log(lowest)).mul((steps - 1.0) / steps).add(Math.Log(lowest)).exp()),
        ]);
        tensor(record.Select(y => y.Loss).ToArray()).Should().BeCloseTo(
            tensor(losses.ToArray()), tolerance: 1e-10, axes: "step", mistakes:
        [
            ("these are the losses after each step; record the loss before it",
                tensor(losses.Skip(1).Append(x * x).ToArray())),
            ("no step was taken", full(steps, 9.0, dtype: float64)),
            ("gradients add up from step to step: clear them", Adding(rates)),
        ]);
        left.Should().BeApproximately(x, 1e-10, "the last learning rate takes a step as well");
    }

    // x² grows to 36 = 4 · 9 exactly with η = 1.5, and goes on to 144 with the next step of the same size.
    [ExerciseFact("0.2.22")]
    public void ItEndsWhenTheLossHasGrownFourfold()
    {
        var record = Measure(3, 1.5, 1.5, 9, out var left);
        record.Select(x => x.Loss).Should().Equal(
            [9, 36, 144], "36 is not more than 4 times 9, and 144 is: it is recorded, and the test ends there");
        left.Should().Be(12, "no step is taken with the loss that ends the test");
    }

    [ExerciseFact("0.2.22")]
    public void TheLowestLossIsWhatCounts()
    {
        // The last one is more than 4 times the lowest, and half of the first.
        double[] losses = [9, 5, 1, 2, 3, 4, 4.5, 9, 9];
        var (x, step) = (new Parameter(tensor(1.0)), 0);
        using var optimiser = new Plain([x], 1);
        RangeTest.Run(optimiser, () => x * 0 + losses[step++], 0.1, 0.2, losses.Length).Select(x => x.Loss)
            .Should().Equal([9, 5, 1, 2, 3, 4, 4.5], "4.5 is more than 4 times 1, the lowest loss so far");
        Assert.Equal(6, optimiser.Steps);
    }

    [ExerciseTheory("0.2.22")]
    [InlineData(double.NaN, 2)]
    [InlineData(double.PositiveInfinity, 2)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    public void ItEndsWhenTheLossIsNotFinite(double loss, int when)
    {
        var (x, step) = (new Parameter(tensor(1f)), 0);
        using var optimiser = new Plain([x], 1);
        var record = RangeTest.Run(optimiser, () => x * 0 + (step++ == when ? loss : 1), 0.001, 0.002, 9);
        double[] losses = [.. record.Select(y => y.Loss)];
        losses.Should().Equal(
            [.. Enumerable.Repeat(1.0, when), loss], "a loss that is not finite is recorded, and ends the test");
        Assert.Equal(when, optimiser.Steps);
    }

    [ExerciseFact("0.2.22")]
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
            Measure(1, 0.001, 0.01, steps, out _);
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
    }

    private static IReadOnlyList<(double LearningRate, double Loss)> Measure(
        double start, double lowest, double highest, int steps, out double left)
    {
        using var x = new Parameter(tensor(start));
        x.grad = tensor(1000.0);
        using var optimiser = new Plain([x], 123);
        var record = RangeTest.Run(optimiser, x.square, lowest, highest, steps);
        left = x.ToDouble();
        return record;
    }

    private static Tensor Adding(IEnumerable<double> rates)
    {
        var (x, slope, losses) = (3.0, 1000.0, new List<double>());
        foreach (var rate in rates)
        {
            losses.Add(x * x);
            slope += 2 * x;
            x -= rate * slope;
        }
        return tensor(losses.ToArray());
    }
}
