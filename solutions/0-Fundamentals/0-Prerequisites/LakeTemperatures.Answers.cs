using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for the lake's temperatures.</summary>
[SolutionOnly]
internal static class LakeTemperaturesAnswers
{
    [WrongAnswer("0.0.11", Says = "it was reduced, or indexed, although it should stay")]
    internal static Tensor AveragesOverEverything(Tensor readings) => readings.mean();

    [WrongAnswer("0.0.11", Says = "the mean was taken over the whole year")]
    internal static Tensor RepeatsTheMeanOfTheYear(Tensor readings) => readings.mean().expand(readings.shape[0] / 7);

    [WrongAnswer("0.0.11", Says = "the mean was taken over each day of the week")]
    internal static Tensor AveragesOverTheWrongAxis(Tensor readings) => readings.reshape(-1, 7).mean([0]);

    [WrongAnswer("0.0.11", Says = "the readings were cut into 7 pieces")]
    internal static Tensor CutsIntoSevenPieces(Tensor readings) => Reduce(readings, "(7 week) -> week", Reduction.Mean);

    [WrongAnswer("0.0.11", Says = "the days of a week were added up")]
    internal static Tensor ForgetsToDivide(Tensor readings) => Reduce(readings, "(week 7) -> week", Reduction.Sum);

    [WrongAnswer("0.0.11", Says = "There is an axis of size 1 too many")]
    internal static Tensor KeepsTheAxis(Tensor readings) => readings.reshape(-1, 7).mean([1], keepdim: true);

    [WrongAnswer("0.0.11")]
    internal static Tensor SlidesTheWeekDayByDay(Tensor readings) => readings.unfold(0, 7, 1).mean([1]);

    [WrongAnswer("0.0.11", Says = "But for the dtype, the values are right")]
    internal static Tensor StaysInDouble(Tensor readings) => readings.to(float64).reshape(-1, 7).mean([1]);

    [RightAnswer("0.0.11")]
    internal static Tensor AveragesWeekByWeek(Tensor readings) =>
        stack([.. readings.split(7).Select(week => week.mean())]);

    [RightAnswer("0.0.11")]
    internal static Tensor MultipliesWithSevenths(Tensor readings) => readings.reshape(-1, 7).matmul(full(7, 1 / 7f));

    [RightAnswer("0.0.11")]
    internal static Tensor SubtractsRunningSums(Tensor readings)
    {
        var sums = cat([zeros(1, dtype: float64), readings.to(float64).cumsum(0)]);
        return (sums.slice(0, 0, sums.shape[0], 7).diff() / 7).to(readings.dtype);
    }

    [WrongAnswer("0.0.12", Says = "the mean of the whole year was subtracted")]
    internal static Tensor SubtractsTheMeanOfTheYear(Tensor readings) => readings - readings.mean();

    [WrongAnswer("0.0.12", Says = "the sign is the other way round")]
    internal static Tensor FlipsTheSign(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        return (weeks.mean([1], keepdim: true) - weeks).flatten();
    }

    [WrongAnswer("0.0.12", Says = "the mean of each day of the week")]
    internal static Tensor SubtractsTheMeanOfEachWeekday(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        return (weeks - weeks.mean([0])).flatten();
    }

    // With as many weeks as days it goes wrong silently, with one week it is even right.
    [WrongAnswer("0.0.12", Says = "days meet the mean of another week")]
    internal static Tensor ForgetsKeepdim(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        return (weeks - weeks.mean([1])).flatten();
    }

    [WrongAnswer("0.0.12", Says = "the means of the weeks were repeated as a block")]
    internal static Tensor RepeatsTheMeansAsABlock(Tensor readings) =>
        readings - Repeat(Reduce(readings, "(week 7) -> week", Reduction.Mean), "week -> (day week)", ("day", 7));

    [WrongAnswer("0.0.12", Says = "should be [day 14]")]
    internal static Tensor LeavesWeeksAndDaysApart(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        return weeks - weeks.mean([1], keepdim: true);
    }

    [WrongAnswer("0.0.12", Says = "The input was modified")]
    internal static Tensor SubtractsInPlace(Tensor readings)
    {
        var weeks = readings.view(-1, 7);
        return weeks.sub_(weeks.mean([1], keepdim: true)).flatten();
    }

    [RightAnswer("0.0.12")]
    internal static Tensor CentresWeekByWeek(Tensor readings) =>
        cat([.. readings.split(7).Select(week => week - week.mean())]);

    [RightAnswer("0.0.12")]
    internal static Tensor StretchesTheMeans(Tensor readings) =>
        readings - Repeat(Reduce(readings, "(week 7) -> week", Reduction.Mean), "week -> (week day)", ("day", 7));

    [RightAnswer("0.0.12")]
    internal static Tensor MultipliesWithACentringMatrix(Tensor readings)
    {
        var centring = eye(7, dtype: float64) - 1 / 7.0;
        return readings.to(float64).reshape(-1, 7).matmul(centring).flatten().to(readings.dtype);
    }

    [WrongAnswer("0.0.13", Says = "the squares were divided by 6")]
    internal static Tensor DividesBySix(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        return ((weeks - weeks.mean([1], keepdim: true)) / weeks.std([1], keepdim: true)).flatten();
    }

    [WrongAnswer("0.0.13", Says = "the differences were divided by the variance")]
    internal static Tensor ForgetsTheRoot(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        var differences = weeks - weeks.mean([1], keepdim: true);
        return (differences / differences.square().mean([1], keepdim: true)).flatten();
    }

    [WrongAnswer("0.0.13", Says = "subtract the mean of their week first")]
    internal static Tensor ForgetsTheMean(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        return (weeks / weeks.std([1], unbiased: false, keepdim: true)).flatten();
    }

    [WrongAnswer("0.0.13", Says = "mean and deviation are of the whole year")]
    internal static Tensor StandardisesTheWholeYear(Tensor readings) =>
        (readings - readings.mean()) / readings.std(unbiased: false);

    [WrongAnswer("0.0.13", Says = "the deviation is of the whole year")]
    internal static Tensor DividesByTheDeviationOfTheYear(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        return ((weeks - weeks.mean([1], keepdim: true)) / readings.std(unbiased: false)).flatten();
    }

    [WrongAnswer("0.0.13", Says = "days meet the deviation of another week")]
    internal static Tensor ForgetsKeepdimOfTheDeviation(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        return ((weeks - weeks.mean([1], keepdim: true)) / weeks.std([1], unbiased: false)).flatten();
    }

    [WrongAnswer("0.0.13", Says = "the differences were divided by their mean size")]
    internal static Tensor DividesByTheMeanDistance(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        var differences = weeks - weeks.mean([1], keepdim: true);
        return (differences / differences.abs().mean([1], keepdim: true)).flatten();
    }

    [WrongAnswer("0.0.13", Says = "the squares are of the readings themselves")]
    internal static Tensor SquaresTheReadingsThemselves(Tensor readings)
    {
        var weeks = readings.reshape(-1, 7);
        var deviation = weeks.square().mean([1], keepdim: true).sqrt();
        return ((weeks - weeks.mean([1], keepdim: true)) / deviation).flatten();
    }

    [WrongAnswer("0.0.13", Says = "The input was modified")]
    internal static Tensor StandardisesInPlace(Tensor readings)
    {
        var weeks = readings.view(-1, 7);
        weeks.sub_(weeks.mean([1], keepdim: true));
        return weeks.div_(weeks.square().mean([1], keepdim: true).sqrt()).flatten();
    }

    [RightAnswer("0.0.13")]
    internal static Tensor StandardisesWeekByWeek(Tensor readings) =>
        cat([.. readings.split(7).Select(week => (week - week.mean()) / (week - week.mean()).square().mean().sqrt())]);

    [RightAnswer("0.0.13")]
    internal static Tensor UsesLayerNorm(Tensor readings) =>
        nn.functional.layer_norm(readings.reshape(-1, 7), [7]).flatten();

    [RightAnswer("0.0.13")]
    internal static Tensor SubtractsTheSquareOfTheMean(Tensor readings)
    {
        var weeks = readings.to(float64).reshape(-1, 7);
        var mean = weeks.mean([1], keepdim: true);
        var variance = weeks.square().mean([1], keepdim: true) - mean.square();
        return ((weeks - mean) / variance.sqrt()).flatten().to(readings.dtype);
    }
}
