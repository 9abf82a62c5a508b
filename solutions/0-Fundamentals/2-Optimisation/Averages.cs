namespace Arena.Fundamentals.Optimisation;

/// <summary>Averages that forget.</summary>
public static class Averages
{
    /// <summary>
    /// The exponential moving average after each value: <c>m ← β m + (1 − β) value</c>, beginning with 0; and that
    /// average without the pull of the 0 that it began with, <c>m / (1 − βᵗ)</c> after t values (Kingma and Ba 2015).
    /// </summary>
    /// <param name="values">What comes in, one after the other.</param>
    /// <param name="beta">β, from 0 to below 1: how much of the old average is kept.</param>
    /// <returns>For each value both averages, the plain one and the corrected one.</returns>
    [Exercise("0.2.9", "An average that forgets",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<(double Plain, double Corrected)> Exponential(
        IEnumerable<double> values, double beta)
    {
        var averages = new List<(double Plain, double Corrected)>();
        var (average, kept) = (0.0, 1.0);
        foreach (var value in values)
        {
            average = beta * average + (1 - beta) * value;
            kept *= beta;
            averages.Add((average, average / (1 - kept)));
        }
        return averages;
    }
}
