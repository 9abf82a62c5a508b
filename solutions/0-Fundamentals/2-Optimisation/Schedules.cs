namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// By what factor the learning rate is multiplied in each step. Steps are counted from 0.
/// </summary>
public static class Schedules
{
    /// <summary>A staircase: after every so many steps the factor falls to a fraction of what it was.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="every">How many steps long a stair is.</param>
    /// <param name="fraction">What the factor is multiplied by at the end of a stair.</param>
    /// <returns>1 on the first stair.</returns>
    [Exercise("0.2.15", "A staircase",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static double Staircase(int step, int every, double fraction) => Math.Pow(fraction, step / every);

    /// <summary>Falls by the same percentage in every step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">How many steps there are, 2 or more.</param>
    /// <param name="last">The factor in the last step, <paramref name="steps"/> − 1; above 0.</param>
    /// <returns>1 in step 0.</returns>
    [Exercise("0.2.16", "By the same percentage",
        Minutes = 5, Difficulty = 2, Importance = 2, Model = MentalModel.FunctionApproximators)]
    public static double Exponential(int step, int steps, double last) => Math.Pow(last, step / (steps - 1.0));

    /// <summary>
    /// Rises in a straight line, then falls along half a wave of the cosine (Loshchilov and Hutter 2017).
    /// </summary>
    /// <param name="step">The step, from 0; after the last one the factor stays what it was there.</param>
    /// <param name="warmUp">
    /// How many steps it rises: the factor is 1 / <paramref name="warmUp"/> in step 0, and 1 in the last of them. 0 for
    /// none.
    /// </param>
    /// <param name="steps">
    /// How many steps there are, warm-up included, at least 2 more than it: from 1 in step <paramref name="warmUp"/>,
    /// the factor falls to <paramref name="last"/> in step <paramref name="steps"/> − 1.
    /// </param>
    /// <param name="last">The factor in the last step.</param>
    /// <returns>From 0 to 1.</returns>
    [Exercise("0.2.17", "Warm-up and cosine",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static double WarmUpCosine(int step, int warmUp, int steps, double last = 0)
    {
        if (step < warmUp) return (step + 1.0) / warmUp;
        var progress = Math.Min(1, (step - warmUp) / (steps - 1.0 - warmUp));
        return last + (1 - last) * (1 + Math.Cos(Math.PI * progress)) / 2;
    }
}
