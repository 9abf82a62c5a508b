namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>
/// What should add up to 1 (a softmax), or to 0 (centred values), along one axis does so along another.
/// </summary>
internal sealed class NormalisedOverWrongAxis : IDiagnosis
{
    private static readonly (string Property, double Value, Func<double[], double> Statistic)[] Properties =
    [
        ("add up to 1", 1, line => line.Sum()),
        ("average 0", 0, line => line.Average()),
        ("have length 1", 1, line => Math.Sqrt(line.Sum(value => value * value))),
    ];

    public string? Of(Comparison c)
    {
        if (!c.SameShape || c.Actual.Rank < 2 || !c.ExpectedVaries || !c.Varies(c.Actual)) return null;
        foreach (var (property, value, statistic) in Properties)
        {
            var should = Where(c, c.Expected, value, statistic);
            var does = Where(c, c.Actual, value, statistic);
            if (should is [var right] && does is [var wrong] && right != wrong)
                return $"The values {property} along {c.Axis(wrong)}, but should along {c.Axis(right)}: the wrong dim.";
        }
        return null;
    }

    private static List<int> Where(Comparison c, Values values, double value, Func<double[], double> statistic) =>
        [.. Enumerable.Range(0, values.Rank).Where(axis => values.Shape[axis] > 1
            && values.Lines(axis).All(line => Math.Abs(statistic(line) - value) <= Slack(c, values)))];

    private static double Slack(Comparison c, Values values) =>
        Math.Min(1, values.Data.Max(Math.Abs)) * 1e-4 + Math.Min(c.Tolerance, 1e-4);
}
