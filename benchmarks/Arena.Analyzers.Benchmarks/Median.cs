namespace Arena.Analyzers.Benchmarks;

internal static class Median
{
    /// <summary>The value that a share of all values does not exceed; half of them for the median.</summary>
    public static double Of(IEnumerable<double> values, double share = 0.5)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Min(share * sorted.Count, sorted.Count - 1)];
    }
}
