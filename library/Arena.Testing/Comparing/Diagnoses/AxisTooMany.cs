namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>An axis too many: a keepdim or unsqueeze that should not be, or a reduction that is missing.</summary>
internal sealed class AxisTooMany : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (c.Actual.Rank <= c.Expected.Rank) return null;
        if (c.Actual.Shape.Where(size => size != 1).SequenceEqual(c.Expected.Shape.Where(size => size != 1)))
            return "There is an axis of size 1 too many: leave keepdim out, or squeeze(dim) it away.";
        if (new OuterProduct().Of(c) is not null) return null;
        return Axes.Removed(c.Actual.Shape, c.Expected.Shape) is { } extra
            ? $"Axis {extra} of size {c.Actual.Shape[extra]} is too many: is a reduction over it missing?"
            : null;
    }
}
