using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for a learning-rate range test.</summary>
[SolutionOnly]
internal static class RangeTestAnswers
{
    [WrongAnswer("0.2.22", Says = "it should grow by the same factor")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> GrowsByTheSameAmount(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps) =>
        Measure(optimiser, loss, step => lowest + (highest - lowest) * step / (steps - 1), steps);

    [WrongAnswer("0.2.22", Says = "one step too late")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> ArrivesLate(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps) =>
        Measure(optimiser, loss, step => lowest * Math.Pow(highest / lowest, (double)step / steps), steps);

    [WrongAnswer("0.2.22", Says = "gradients add up from step to step")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> NeverClears(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps) =>
        Measure(optimiser, loss, Rate(lowest, highest, steps), steps, clears: false);

    [WrongAnswer("0.2.22", Says = "no step is taken with the loss that ends the test")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> StepsBeforeItLooks(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps) =>
        Measure(optimiser, loss, Rate(lowest, highest, steps), steps, looksFirst: false);

    [WrongAnswer("0.2.22")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> ComparesWithTheFirstLoss(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps) =>
        Measure(optimiser, loss, Rate(lowest, highest, steps), steps, isEnd: x => !(x[^1].Loss <= 4 * x[0].Loss));

    // Every comparison with NaN is false.
    [WrongAnswer("0.2.22")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> GoesOnAfterNaN(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps) =>
        Measure(optimiser, loss, Rate(lowest, highest, steps), steps, isEnd: x => x[^1].Loss > 4 * x.Min(y => y.Loss));

    // If the very first loss is infinite, so is the lowest one.
    [WrongAnswer("0.2.22", Says = "a loss that is not finite is recorded, and ends the test")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> GoesOnAfterInfinity(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps) =>
        Measure(
            optimiser, loss, Rate(lowest, highest, steps), steps, isEnd: x => !(x[^1].Loss <= 4 * x.Min(y => y.Loss)));

    [WrongAnswer("0.2.22", Says = "open a dispose scope in each step")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> FreesNothing(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps)
    {
        var record = new List<(double LearningRate, double Loss)>();
        for (var step = 0; step < steps && !IsEnd(record); step++)
            Take(optimiser, loss, Rate(lowest, highest, steps)(step), record, true, true, IsEnd);
        return record;
    }

    [RightAnswer("0.2.22")]
    internal static IReadOnlyList<(double LearningRate, double Loss)> MultipliesTheRate(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps)
    {
        var (record, best) = (new List<(double LearningRate, double Loss)>(), double.MaxValue);
        optimiser.LearningRate = lowest;
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimiser.ZeroGrad();
            var value = loss();
            var now = value.ToDouble();
            record.Add((optimiser.LearningRate, now));
            if (!double.IsFinite(now) || now > 4 * (best = Math.Min(best, now))) break;
            value.backward();
            optimiser.Step();
            optimiser.LearningRate *= Math.Pow(highest / lowest, 1.0 / (steps - 1));
        }
        return record;
    }

    private static Func<int, double> Rate(double lowest, double highest, int steps) =>
        step => lowest * Math.Pow(highest / lowest, step / (steps - 1.0));

    private static bool IsEnd(List<(double LearningRate, double Loss)> record) =>
        record.Count > 0 && (!double.IsFinite(record[^1].Loss) || record[^1].Loss > 4 * record.Min(x => x.Loss));

    private static List<(double LearningRate, double Loss)> Measure(
        Optimiser optimiser, Func<Tensor> loss, Func<int, double> rate, int steps, bool clears = true,
        bool looksFirst = true, Func<List<(double LearningRate, double Loss)>, bool>? isEnd = null)
    {
        var record = new List<(double LearningRate, double Loss)>();
        isEnd ??= IsEnd;
        for (var step = 0; step < steps && !(record.Count > 0 && isEnd(record)); step++)
        {
            using var scope = NewDisposeScope();
            Take(optimiser, loss, rate(step), record, clears, looksFirst, isEnd);
        }
        return record;
    }

    private static void Take(
        Optimiser optimiser, Func<Tensor> loss, double rate, List<(double LearningRate, double Loss)> record,
        bool clears, bool looksFirst, Func<List<(double LearningRate, double Loss)>, bool> isEnd)
    {
        optimiser.LearningRate = rate;
        if (clears) optimiser.ZeroGrad();
        var value = loss();
        record.Add((rate, value.ToDouble()));
        if (looksFirst && isEnd(record)) return;
        value.backward();
        optimiser.Step();
    }
}
