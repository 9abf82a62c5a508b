namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Factors that a learner meets, and where they come from.</summary>
internal static class KnownFactor
{
    private const int LargestSize = 1024;
    private const int LargestSample = 32;

    /// <summary>What a factor is, preferring sizes that the tensor has; null when it is nothing known.</summary>
    public static string? Of(double factor, Comparison c)
    {
        foreach (var axis in Enumerable.Range(0, c.Expected.Rank).Where(axis => c.Expected.Shape[axis] > 1))
            if (OfAxis(factor, c.Expected.Shape[axis], c.Axis(axis)) is { } known)
                return known;
        if (Same(factor, Math.Log(2)) || Same(factor, 1 / Math.Log(2)))
            return "the logarithm has another base (the factor is ln 2 or 1/ln 2)";
        if (Same(factor, 180 / Math.PI) || Same(factor, Math.PI / 180)) return "degrees and radians are exchanged";
        for (var n = 2; n <= LargestSize; n++)
            if (OfSize(factor, n) is { } known)
                return known;
        return OfSample(factor);
    }

    private static string? OfAxis(double factor, int n, string axis)
    {
        if (Same(factor, n)) return $"a sum instead of a mean over {axis}, which has size {n}";
        if (Same(factor, 1.0 / n)) return $"a mean instead of a sum over {axis}, which has size {n}";
        if (Same(factor, Math.Sqrt(n))) return $"the division by √{n} is missing ({axis} has size {n})";
        return Same(factor, 1 / Math.Sqrt(n)) ? $"it was divided by √{n} once too often ({axis} has size {n})" : null;
    }

    private static string? OfSize(double factor, int n)
    {
        if (Same(factor, n)) return $"a sum instead of a mean over {n} values, or a missing division by √{n * n}";
        if (Same(factor, 1.0 / n))
            return $"a mean instead of a sum over {n} values, or a division by √{n * n} too many";
        if (Same(factor, Math.Sqrt(n))) return $"the division by √{n} is missing";
        return Same(factor, 1 / Math.Sqrt(n)) ? $"it was divided by √{n} once too often" : null;
    }

    private static string? OfSample(double factor)
    {
        for (var n = 3; n <= LargestSample; n++)
        {
            var correction = n / (n - 1.0);
            if (Same(factor, correction) || Same(factor, 1 / correction))
                return $"the biased and the unbiased variance over {n} values differ by that (var divides by n - 1 " +
                    "unless told otherwise)";
            if (Same(factor, Math.Sqrt(correction)) || Same(factor, 1 / Math.Sqrt(correction)))
                return $"the biased and the unbiased deviation over {n} values differ by that (std divides by n - 1 " +
                    "unless told otherwise)";
        }
        return null;
    }

    private static bool Same(double factor, double known) => Math.Abs(factor / known - 1) < 1e-5;
}
