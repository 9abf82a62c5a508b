using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class SchedulesTests
{
    [ExerciseTheory("0.2.15")]
    [InlineData(10, 0.1, 35)]
    [InlineData(3, 0.5, 10)]
    [InlineData(1, 0.9, 4)]
    public void StaircaseIsLibtorchs(int every, double fraction, int steps)
    {
        var wanted = Libtorchs(steps, x => optim.lr_scheduler.StepLR(x, every, fraction));
        Factors(steps, step => Schedules.Staircase(step, every, fraction)).Should().BeCloseTo(
            wanted, tolerance: 1e-12, axes: "step", mistakes:
        [
            ("this is a slope, not a staircase: divide whole numbers",
                Factors(steps, step => Math.Pow(fraction, (double)step / every))),
            ("each stair begins a step too early: steps are counted from 0",
                Factors(steps, step => Math.Pow(fraction, Math.Floor((step + 1.0) / every)))),
            ("the factor falls in every step, not only at the end of a stair",
                Factors(steps, step => Math.Pow(fraction, step))),
            ("it falls once only", Factors(steps, step => step < every ? 1 : fraction)),
            ("the first stair is not 1",
                Factors(steps, step => Math.Pow(fraction, 1 + Math.Floor((double)step / every)))),
        ]);
    }

    [ExerciseTheory("0.2.16")]
    [InlineData(11, 0.01)]
    [InlineData(2, 0.5)]
    [InlineData(100, 0.1)]
    public void EveryStepTakesTheSamePercentage(int steps, double last)
    {
        // Known at both ends, and in between each is the geometric mean of its neighbours.
        var wanted = linspace(0, Math.Log(last), steps, dtype: float64).exp();
        Factors(steps, step => Schedules.Exponential(step, steps, last)).Should().BeCloseTo(
            wanted, tolerance: 1e-12, axes: "step", mistakes:
        [
            ("the last factor comes one step too late: from the first step to the last there are steps − 1",
                linspace(0, Math.Log(last) * (steps - 1) / steps, steps, dtype: float64).exp()),
            ("this is a straight line: the factor should fall by the same percentage, not by the same amount",
                linspace(1, last, steps, dtype: float64)),
            ("whole numbers were divided, so that the factor stands still up to the last step",
                cat([ones(steps - 1, dtype: float64), full(1, last, dtype: float64)])),
            ("this is the last factor to the power of the step", (arange(steps) * Math.Log(last)).exp()),
        ]);
    }

    [ExerciseTheory("0.2.17")]
    [InlineData(5, 21, 0)]
    [InlineData(0, 9, 0.1)]
    [InlineData(1, 8, 0)]
    [InlineData(4, 6, 0.25)]
    public void UpInALineThenDownAWave(int warmUp, int steps, double last)
    {
        // Half a wave is a sine too, and the warm-up a straight line that ends at 1.
        double[] up = [.. Enumerable.Range(1, warmUp).Select(x => (double)x / warmUp)];
        var falls = steps - warmUp;
        double[] down = [.. Enumerable.Range(0, falls)
            .Select(x => 1 - (1 - last) * Math.Pow(Math.Sin(Math.PI / 2 * x / (falls - 1)), 2))];
        var wanted = tensor([.. up, .. down, last, last]);
        Factors(steps + 2, step => Schedules.WarmUpCosine(step, warmUp, steps, last)).Should().BeCloseTo(
            wanted, tolerance: 1e-12, axes: "step", mistakes:
        [
            ("after the last step the wave goes up again; the factor should stay", tensor(
                [.. up, .. Enumerable.Range(0, falls + 2)
                    .Select(x => 1 - (1 - last) * Math.Pow(Math.Sin(Math.PI / 2 * x / (falls - 1)), 2))])),
            ("the warm-up begins with 0, and its first step is wasted", tensor(
                [.. up.Select((_, x) => (double)x / warmUp), .. down, last, last])),
            ("the wave arrives one step too late: from its first step to its last there are steps − 1 − warmUp",
                tensor([.. up, .. Enumerable.Range(0, falls + 2).Select(x =>
                    1 - (1 - last) * Math.Pow(Math.Sin(Math.PI / 2 * Math.Min(1, (double)x / falls)), 2))])),
            ("the wave runs over all steps, the warm-up included", tensor([.. up, .. Enumerable.Range(warmUp, falls)
                .Select(x => 1 - (1 - last) * Math.Pow(Math.Sin(Math.PI / 2 * x / (steps - 1)), 2)), last, last])),
            ("whole numbers were divided, so that the factor stays 1",
                tensor([.. up, .. Enumerable.Repeat(1.0, falls - 1), last, last, last])),
            ("the fall is a straight line", tensor(
                [.. up, .. down.Select((_, x) => 1 - (1 - last) * x / (falls - 1)), last, last])),
            ("it falls to 0, not to the last factor",
                tensor([.. up, .. down.Select(x => (x - last) / (1 - last)), 0, 0])),
        ]);
    }

    [ExerciseFact("0.2.17")]
    public void ItFallsToNothingUnlessSaid() =>
        Schedules.WarmUpCosine(9, 2, 10).Should().BeApproximately(0, 1e-12);

    private static Tensor Factors(int steps, Func<int, double> factor) =>
        tensor(Enumerable.Range(0, steps).Select(factor).ToArray());

    private static Tensor Libtorchs(int steps, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make)
    {
        using var optimiser = optim.SGD([nn.Parameter(ones(1))], 1);
        var scheduler = make(optimiser);
        var factors = new double[steps];
        for (var step = 0; step < steps; step++)
        {
            factors[step] = optimiser.ParamGroups.Single().LearningRate;
            optimiser.step();
            scheduler.step();
        }
        return tensor(factors);
    }
}
