using static TorchSharp.torch;

namespace Arena.Testing.Comparing;

/// <summary>Compares two tensors, and says how they differ.</summary>
internal static class Difference
{
    /// <summary>One screen, the most useful line first; null when they are close.</summary>
    public static string? Of(
        Tensor actual, Tensor expected, double tolerance, string[]? names,
        IEnumerable<(string Mistake, Tensor Value)> mistakes)
    {
        var comparison = new Comparison(Values.Of(actual), Values.Of(expected), tolerance, names);
        var dtype = Dtype.Difference(actual.dtype, expected.dtype);
        var shape = Shape.Difference(actual.shape, expected.shape, names);
        if (dtype is null && shape is null && comparison.Wrong.Count == 0) return null;

        var lines = new List<string?>();
        if (shape is not null || comparison.Wrong.Count > 0)
        {
            lines.AddRange(mistakes.Where(mistake => IsAnswer(comparison, mistake.Value)).Take(1)
                .Select(mistake => $"It looks as if {mistake.Mistake}."));
            // Beside what the exercise knows, a guess at what the pattern means would only mislead.
            if (lines.Count == 0) lines.AddRange(Doctor.Diagnose(comparison));
        }
        lines.AddRange([dtype, shape]);
        if (shape is null)
            lines.AddRange(comparison.Wrong.Count > 0
                ? Places(comparison, names)
                : ["But for the dtype, the values are right."]);
        if (shape is not null || comparison.Wrong.Count > 0)
            lines.Add(SideBySide.Of(comparison.Actual, comparison.Expected));
        return string.Join('\n', lines.OfType<string>());
    }

    private static bool IsAnswer(Comparison comparison, Tensor mistake) => comparison.Is(Values.Of(mistake));

    private static IEnumerable<string> Places(Comparison c, string[]? names)
    {
        var largest = c.Wrong.MaxBy(i => Distance(c, i));
        var first = c.Wrong[0];
        if (c.Actual.Rank == 0) return [$"It is {Both(c, first)}."];
        var differ = c.Wrong.Count == 1 ? "differs" : "differ";
        var limit = c.Tolerance > 0 ? $" by more than {Number.Text(c.Tolerance)}" : "";
        string[] shape = names is null
            ? []
            : [$"The shape {Shape.Text([.. c.Actual.Shape.Select(size => (long)size)], names)} is right."];
        return
        [
            $"{c.Place(first)} is {Both(c, first)}.",
            .. largest == first
                ? Array.Empty<string>()
                : [$"{c.Place(largest)} is {Both(c, largest)}, the largest difference."],
            $"{c.Wrong.Count} of {Number.Count(c.Actual.Count, "value")} {differ}{limit}.",
            .. shape,
        ];
    }

    private static string Both(Comparison c, int flat)
    {
        var (actual, expected) = (c.Actual.Data[flat], c.Expected.Data[flat]);
        var (short1, short2) = (Number.Text(actual), Number.Text(expected));
        return short1 == short2 ? $"{actual:R}, should be {expected:R}" : $"{short1}, should be {short2}";
    }

    private static double Distance(Comparison c, int flat)
    {
        var distance = Math.Abs(c.Actual.Data[flat] - c.Expected.Data[flat]);
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }
}
