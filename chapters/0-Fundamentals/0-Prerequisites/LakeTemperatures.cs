using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>A lake's temperature, one reading a day, looked at week by week.</summary>
public static class LakeTemperatures
{
    /// <summary>The mean of every week.</summary>
    /// <param name="readings">Degrees, <c>week*7</c>: whole weeks, one after the other.</param>
    /// <returns>Degrees, <c>week</c>.</returns>
    [Exercise("0.0.11", "Weekly mean", Minutes = 5, Difficulty = 1, Importance = 4)]
    [return: Shape("week")]
    public static Tensor WeeklyMean([Shape("week*7")] Tensor readings)
    {
        throw new NotImplementedException("0.0.11 Weekly mean");
    }

    /// <summary>How far each day is from the mean of its week.</summary>
    /// <param name="readings">Degrees, <c>week*7</c>.</param>
    /// <returns>Degrees, <c>week*7</c>; positive on days that are warmer than their week.</returns>
    [Exercise("0.0.12", "Warmer than its week", Minutes = 10, Difficulty = 2, Importance = 4)]
    [return: Shape("week*7")]
    public static Tensor DifferenceFromWeek([Shape("week*7")] Tensor readings)
    {
        throw new NotImplementedException("0.0.12 Warmer than its week");
    }

    /// <summary>
    /// Each day's difference from the mean of its week, in standard deviations of that week (divided by 7, the number
    /// of days, as layer normalisation does; not by 6).
    /// </summary>
    /// <param name="readings">Degrees, <c>week*7</c>; no week is the same temperature throughout.</param>
    /// <returns>Standard deviations, <c>week*7</c>.</returns>
    [Exercise("0.0.13", "Standardised by week", Minutes = 10, Difficulty = 2, Importance = 4)]
    [return: Shape("week*7")]
    public static Tensor StandardiseByWeek([Shape("week*7")] Tensor readings)
    {
        throw new NotImplementedException("0.0.13 Standardised by week");
    }
}
