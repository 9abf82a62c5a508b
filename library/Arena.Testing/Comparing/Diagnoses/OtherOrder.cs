namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>The right values, each at another place.</summary>
internal sealed class OtherOrder : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (c.Actual.Count != c.Expected.Count || c.Expected.Data.Distinct().Count() < 3) return null;
        if (c.SameShape)
            for (var axis = 0; axis < c.Expected.Rank; axis++)
                if (c.Expected.Rank > 1
                    && c.Actual.Lines(axis).Zip(c.Expected.Lines(axis))
                        .All(lines => SameWhenSorted(c, lines.First, lines.Second)))
                    return $"The values are right, but in another order along {c.Axis(axis)}.";
        return SameWhenSorted(c, c.Actual.Data, c.Expected.Data) ? "The values are right, but in another order." : null;
    }

    private static bool SameWhenSorted(Comparison c, double[] actual, double[] expected) =>
        actual.Order().Zip(expected.Order()).All(pair => c.Near(pair.First, pair.Second));
}
