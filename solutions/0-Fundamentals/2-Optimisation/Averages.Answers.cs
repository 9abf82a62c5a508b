namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for averages that forget.</summary>
[SolutionOnly]
internal static class AveragesAnswers
{
    [WrongAnswer("0.2.9", Says = "β and 1 − β have changed places")]
    internal static IReadOnlyList<(double Plain, double Corrected)> ExchangesTheShares(
        IEnumerable<double> values, double beta)
    {
        var (average, t) = (0.0, 0);
        return [.. values.Select(x =>
            (average = (1 - beta) * average + beta * x, average / (1 - Math.Pow(1 - beta, ++t))))];
    }

    [WrongAnswer("0.2.9", Says = "the average begins with the first value")]
    internal static IReadOnlyList<(double Plain, double Corrected)> BeginsWithTheFirstValue(
        IEnumerable<double> values, double beta)
    {
        var (average, t) = (double.NaN, 0);
        return [.. values.Select(x =>
            (average = t == 0 ? x : beta * average + (1 - beta) * x, average / (1 - Math.Pow(beta, ++t))))];
    }

    [WrongAnswer("0.2.9", Says = "the average is not corrected")]
    internal static IReadOnlyList<(double Plain, double Corrected)> CorrectsNothing(
        IEnumerable<double> values, double beta)
    {
        var average = 0.0;
        return [.. values.Select(x => (average = beta * average + (1 - beta) * x, average))];
    }

    [WrongAnswer("0.2.9", Says = "it was divided by 1 − β in every step")]
    internal static IReadOnlyList<(double Plain, double Corrected)> CorrectsAsInTheFirstStep(
        IEnumerable<double> values, double beta)
    {
        var average = 0.0;
        return [.. values.Select(x => (average = beta * average + (1 - beta) * x, average / (1 - beta)))];
    }

    [WrongAnswer("0.2.9", Says = "the corrected one is for looking at")]
    internal static IReadOnlyList<(double Plain, double Corrected)> CarriesTheCorrectedOneOn(
        IEnumerable<double> values, double beta)
    {
        var (average, t) = (0.0, 0);
        return [.. values.Select(x =>
        {
            var plain = beta * average + (1 - beta) * x;
            return (plain, average = plain / (1 - Math.Pow(beta, ++t)));
        })];
    }

    [RightAnswer("0.2.9")]
    internal static IReadOnlyList<(double Plain, double Corrected)> KeepsTwoSums(
        IEnumerable<double> values, double beta)
    {
        var (sum, weight) = (0.0, 0.0);
        return [.. values.Select(x =>
        {
            (sum, weight) = (beta * sum + x, beta * weight + 1);
            return ((1 - beta) * sum, sum / weight);
        })];
    }
}
