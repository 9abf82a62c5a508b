namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>
/// A running sum along another axis: undone along the right one and redone along the wrong one, it is the answer.
/// </summary>
internal sealed class CumulatedOverWrongAxis : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || !c.ExpectedVaries || c.Expected.Data.Any(value => !double.IsFinite(value))) return null;
        var axes = Enumerable.Range(0, c.Expected.Rank).Where(axis => c.Expected.Shape[axis] > 1).ToList();
        foreach (var right in axes)
            foreach (var wrong in axes.Where(axis => axis != right))
                if (c.Is(Cumulated(Differences(c.Expected, right), wrong)))
                    return $"The values are running sums along {c.Axis(wrong)} instead of along {c.Axis(right)}.";
        return null;
    }

    private static Values Differences(Values values, int axis)
    {
        var before = values.Move(axis, at => at - 1);
        return values.With(
            [.. values.Data.Select((value, i) => values.Index(i, axis) == 0 ? value : value - before.Data[i])]);
    }

    private static Values Cumulated(Values values, int axis)
    {
        var sums = (double[])values.Data.Clone();
        for (var i = 0; i < sums.Length; i++)
            if (values.Index(i, axis) > 0) sums[i] += sums[i - values.Strides[axis]];
        return values.With(sums);
    }
}
