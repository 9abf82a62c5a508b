namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>An axis is gone: a forgotten keepdim, or a reduction too many.</summary>
internal sealed class AxisMissing : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (c.Actual.Rank >= c.Expected.Rank) return null;
        if (c.Expected.Shape.Where(size => size != 1).SequenceEqual(c.Actual.Shape))
        {
            var ones = Enumerable.Range(0, c.Expected.Rank).Where(axis => c.Expected.Shape[axis] == 1).Select(c.Axis);
            return $"{string.Join(" and ", ones)}, of size 1, is missing: was keepdim: true forgotten?";
        }
        return Axes.Removed(c.Expected.Shape, c.Actual.Shape) is { } gone
            ? $"{c.Axis(gone)} is missing: it was reduced, or indexed, although it should stay."
            : null;
    }
}
