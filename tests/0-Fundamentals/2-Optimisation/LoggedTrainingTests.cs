using System.Globalization;
using Arena.Testing;
using Arena.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class LoggedTrainingTests
{
    private const double Start = 3;
    private const double Rate = 0.1;

    [ExerciseTheory("0.2.23")]
    [InlineData(7, 3, new[] { 0, 3, 6, 7 })]
    [InlineData(6, 3, new[] { 0, 3, 6 })]
    [InlineData(2, 5, new[] { 0, 2 })]
    [InlineData(3, 1, new[] { 0, 1, 2, 3 })]
    public void EverythingIsLoggedAtItsStep(int steps, int every, int[] measured)
    {
        var run = Run(steps, every, TrainingProgress.None);
        // Of x² the gradient is 2x, so that each step multiplies x by 1 − 2η.
        double[] rates = [.. Enumerable.Range(0, steps).Select(i => Rate * Factor(i))];
        var places = new double[steps + 1];
        places[0] = Start;
        for (var i = 0; i < steps; i++) places[i + 1] = places[i] * (1 - 2 * rates[i]);

        run.Keys.Should().BeEquivalentTo(
            ["loss/train", "learning rate", "accuracy/validation"], "these names were agreed on");
        run["learning rate"].Select(x => x.Step).Should().Equal(
            Enumerable.Range(0, steps), "steps are counted from 0, and each is logged once");
        run["loss/train"].Select(x => x.Step).Should().Equal(
            Enumerable.Range(0, steps), "steps are counted from 0, and each is logged once");
        Values(run["learning rate"]).Should().BeCloseTo(tensor(rates), tolerance: 1e-12, axes: "step", mistakes:
        [
            ("the factors were multiplied with each other: multiply the learning rate of the beginning",
                Rate * tensor(rates.Select((_, i) => Factor(i)).ToArray()).cumprod(0)),
            ("these are the factors alone", tensor(rates) / Rate),
            ("the schedule plays no part", full(steps, Rate, dtype: float64)),
        ]);
        Values(run["loss/train"]).Should().BeCloseTo(
            tensor(places).square()[..^1], tolerance: 1e-9, axes: "step", mistakes:
        [
            ("these are the losses after each step; log the loss that the gradient is of",
                tensor(places).square()[1..]),
        ]);
        run["accuracy/validation"].Select(x => x.Step).Should().Equal(
            measured, "the accuracy is measured before the first step, after every {0} and after the last, once each",
            every);
        Values(run["accuracy/validation"]).Should().BeCloseTo(
            tensor(measured.Select(x => places[x]).ToArray()), tolerance: 1e-9, axes: "measurement");
    }

    [ExerciseFact("0.2.23")]
    public void ItStopsWhenAsked()
    {
        using var progress = new StopsAfter(4);
        var run = Run(100, 3, progress);
        run["loss/train"].Should().HaveCount(4, "the fourth loss was followed by the wish to stop");
        run["accuracy/validation"].Select(x => x.Step).Should().Equal([0, 3, 4], "the last step was the fourth then");
        // The factors are 1, 1/2, 1/3 and 1/4 of a tenth.
        var places = tensor([3, 3 * 0.8, 3 * 0.8 * 0.9, 3 * 0.8 * 0.9 * (1 - 0.2 / 3)]);
        tensor(progress.Losses.ToArray()).Should().BeCloseTo(places.square(), tolerance: 1e-9, axes: "step");
    }

    [ExerciseFact("0.2.23")]
    public void WhatAStepMakesIsFreed()
    {
        var (few, many) = (LeftAfter(6), LeftAfter(42));
        Assert.True(
            many <= few,
            $"36 steps more leave {many - few} tensors more behind: open a dispose scope in each step "
                + "(`NewDisposeScope`).");

        static long LeftAfter(int steps)
        {
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            Run(steps, 2, TrainingProgress.None);
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Factor(int step) => 1.0 / (1 + step % 4);

    private static Dictionary<string, List<(int Step, double Value)>> Run(
        int steps, int every, TrainingProgress progress)
    {
        var folder = Directory.CreateTempSubdirectory("arena-");
        try
        {
            using (var log = new RunLog(folder.FullName))
            {
                using var x = new Parameter(tensor(Start));
                x.grad = tensor(1000.0);
                using var optimiser = new Plain([x], Rate);
                LoggedTraining.Train(
                    optimiser, step => Loss(x, step), () => Accuracy(x), Factor, steps, every, log, progress);
            }
            return File.ReadLines(Path.Combine(folder.FullName, "metrics.csv")).Skip(1)
                .Select(line => line.Split(','))
                .GroupBy(x => x[1])
                .ToDictionary(x => x.Key, x => x.Select(y => ((int)Number(y[0]), Number(y[2]))).ToList());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Tensor Loss(Tensor x, int step)
    {
        Assert.True(step >= 0, "Steps are counted from 0.");
        Assert.True(is_grad_enabled(), "The loss needs gradients: leave no_grad() before the next step.");
        return x.square();
    }

    // Where x is, so that the log tells when it was measured.
    private static double Accuracy(Tensor x)
    {
        Assert.False(
            is_grad_enabled(), "The accuracy is measured inside of no_grad(), or graphs are made for nothing.");
        return x.clone().ToDouble();
    }

    private static Tensor Values(IEnumerable<(int Step, double Value)> entries) =>
        tensor(entries.Select(x => x.Value).ToArray());

    private sealed class StopsAfter(int steps) : TrainingProgress
    {
        public List<double> Losses { get; } = [];

        public override bool IsStopping => Losses.Count >= steps;

        public override void Step(double loss) => Losses.Add(loss);

        public override void Say(string line)
        {
        }
    }
}
