using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class LakeTemperaturesTests
{
    // Readings around 12 degrees have float32 steps of 1e-6; a mean of seven and a division stay far below 1e-4.
    private const double Tolerance = 1e-4;

    [ExerciseFact("0.0.11")]
    public void WeeklyMeanOfTheExampleOnThePage()
    {
        var readings = tensor(new float[] { 10, 11, 12, 13, 14, 15, 16, 20, 20, 20, 20, 20, 20, 27 });
        LakeTemperatures.WeeklyMean(readings).Should().BeCloseTo(
            tensor(new float[] { 13, 21 }), axes: "week", tolerance: Tolerance, mistakes: MeanMistakes(readings));
    }

    [ExerciseTheory("0.0.11")]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(7, true)]
    public void WeeklyMeanIsTheMeanOfEachWeek(long weeks, bool view)
    {
        var readings = Readings(weeks, view);
        using var unchanged = Inputs.MustStayUnchanged(readings);
        LakeTemperatures.WeeklyMean(readings).Should().BeCloseTo(
            ByWeek(readings, week => week.mean().unsqueeze(0)), axes: "week", tolerance: Tolerance,
            mistakes: MeanMistakes(readings));
    }

    [ExerciseFact("0.0.12")]
    public void DifferenceOfTheExampleOnThePage()
    {
        var readings = tensor(new float[] { 10, 11, 12, 13, 14, 15, 16, 20, 20, 20, 20, 20, 20, 27 });
        LakeTemperatures.DifferenceFromWeek(readings).Should().BeCloseTo(
            tensor(new float[] { -3, -2, -1, 0, 1, 2, 3, -1, -1, -1, -1, -1, -1, 6 }), axes: "day", tolerance: Tolerance,
            mistakes: DifferenceMistakes(readings));
    }

    [ExerciseTheory("0.0.12")]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(7, true)]
    public void DifferenceIsFromTheMeanOfTheSameWeek(long weeks, bool view)
    {
        var readings = Readings(weeks, view);
        using var unchanged = Inputs.MustStayUnchanged(readings);
        LakeTemperatures.DifferenceFromWeek(readings).Should().BeCloseTo(
            ByWeek(readings, week => week - week.mean()), axes: "day", tolerance: Tolerance,
            mistakes: DifferenceMistakes(readings));
    }

    [ExerciseTheory("0.0.13")]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(7, true)]
    public void StandardisedByTheDeviationOfTheSameWeek(long weeks, bool view)
    {
        var readings = Readings(weeks, view);
        using var unchanged = Inputs.MustStayUnchanged(readings);
        LakeTemperatures.StandardiseByWeek(readings).Should().BeCloseTo(
            ByWeek(readings, week => (week - week.mean()) / week.std(unbiased: false)), axes: "day", tolerance: Tolerance,
            mistakes: StandardiseMistakes(readings));
    }

    [ExerciseFact("0.0.13")]
    public void StandardisedWeekOfTheExampleOnThePage()
    {
        // The squares of -3 … 3 add up to 28, so the deviation is √(28 / 7) = 2.
        var readings = tensor(new float[] { 10, 11, 12, 13, 14, 15, 16 });
        LakeTemperatures.StandardiseByWeek(readings).Should().BeCloseTo(
            tensor(new float[] { -1.5f, -1, -0.5f, 0, 0.5f, 1, 1.5f }), axes: "day", tolerance: Tolerance,
            mistakes: StandardiseMistakes(readings));
    }

    private static IEnumerable<(string, Tensor)> MeanMistakes(Tensor readings)
    {
        var weeks = readings.shape[0] / 7;
        return
        [
            ("the mean was taken over the whole year instead of each week", readings.mean().expand(weeks)),
            ("the mean was taken over each day of the week (all Mondays, all Tuesdays, …)",
                readings.reshape(weeks, 7).mean([0])),
            ("the readings were cut into 7 pieces instead of pieces of 7", readings.reshape(7, weeks).mean([0])),
            ("the days of a week were added up, but not divided by 7", readings.reshape(weeks, 7).sum(dim: 1)),
        ];
    }

    private static IEnumerable<(string, Tensor)> DifferenceMistakes(Tensor readings)
    {
        var weeks = readings.shape[0] / 7;
        var byDay = readings.reshape(weeks, 7);
        return
        [
            ("the mean of the whole year was subtracted instead of each week's", readings - readings.mean()),
            ("the sign is the other way round: a warm day is positive", ByWeek(readings, week => week.mean() - week)),
            ("the mean of each day of the week (all Mondays, all Tuesdays, …) was subtracted",
                (byDay - byDay.mean([0], keepdim: true)).flatten()),
            ("the means of the weeks were repeated as a block, so that days meet the mean of another week",
                readings - byDay.mean([1]).repeat(7)),
        ];
    }

    private static IEnumerable<(string, Tensor)> StandardiseMistakes(Tensor readings) =>
    [
        ("the squares were divided by 6, the sample's standard deviation; here it is by 7 (`unbiased: false`)",
            ByWeek(readings, week => (week - week.mean()) / week.std(unbiased: true))),
        ("the differences were divided by the variance; take its square root",
            ByWeek(readings, week => (week - week.mean()) / week.std(unbiased: false).square())),
        ("the readings themselves were divided by the deviation; subtract the mean of their week first",
            ByWeek(readings, week => week / week.std(unbiased: false))),
        ("mean and deviation are of the whole year instead of each week",
            (readings - readings.mean()) / readings.std(unbiased: false)),
        ("the deviation is of the whole year instead of each week",
            ByWeek(readings, week => week - week.mean()) / readings.std(unbiased: false)),
        ("the deviations of the weeks were repeated as a block, so that days meet the deviation of another week",
            ByWeek(readings, week => week - week.mean())
                / ByWeek(readings, week => week.std(unbiased: false).unsqueeze(0)).repeat(7)),
        ("the squares are of the readings themselves; subtract the mean of their week before you square",
            ByWeek(readings, week => (week - week.mean()) / week.square().mean().sqrt())),
        ("the differences were divided by their mean size (`abs`); take the root of their mean square",
            ByWeek(readings, week => (week - week.mean()) / (week - week.mean()).abs().mean())),
    ];

    private static Tensor Readings(long weeks, bool view) => view
        ? Some.AsView(Some.Numbers(false, weeks * 7) * 3 + 12)
        : Some.Numbers(false, weeks * 7) * 3 + 12;

    private static Tensor ByWeek(Tensor readings, Func<Tensor, Tensor> ofWeek) =>
        cat([.. Enumerable.Range(0, (int)readings.shape[0] / 7).Select(week => ofWeek(readings.narrow(0, 7 * week, 7)))], 0);
}
