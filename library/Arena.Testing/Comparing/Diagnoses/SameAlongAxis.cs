namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>The values do not change along an axis along which they should: something reduced was broadcast.</summary>
internal sealed class SameAlongAxis : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || c.Actual.Data.Any(value => !double.IsFinite(value))) return null;
        var same = Enumerable.Range(0, c.Actual.Rank).Where(axis => Constant(c, c.Actual, axis)).ToList();
        var wrongly = same.Where(axis => !Constant(c, c.Expected, axis)).ToList();
        if (wrongly.Count == 0 || c.Actual.Data.All(value => value == 0)) return null;
        return c.Varies(c.Actual)
            ? $"The values are the same all along {string.Join(" and ", wrongly.Select(c.Axis))}: was something " +
                "reduced, or taken from one place, and then broadcast?"
            : $"All values are {Number.Text(c.Actual.Data[0])}.";
    }

    private static bool Constant(Comparison c, Values values, int axis) =>
        values.Shape[axis] > 1
            && values.Lines(axis).All(line => line.All(value => Values.Close(value, line[0], c.Tolerance)));
}
