namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Off by one, or a few, along an axis.</summary>
internal sealed class Shifted : IDiagnosis
{
    private const int Farthest = 3;

    public string? Of(Comparison c)
    {
        if (!c.SameShape || !c.ExpectedVaries) return null;
        for (var steps = 1; steps <= Farthest; steps++)
            for (var axis = 0; axis < c.Expected.Rank; axis++)
                foreach (var shift in new[] { steps, -steps })
                    if (Along(c, axis, shift) is { } found)
                        return found;
        return null;
    }

    private static string? Along(Comparison c, int axis, int shift)
    {
        var size = c.Expected.Shape[axis];
        if (size < 3 || size < 2 * Math.Abs(shift) + 1) return null;
        var moved = c.Expected.Move(axis, at => at - shift);
        var inside = Enumerable.Range(0, c.Actual.Count).Where(i => Inside(c, i, axis, shift)).ToList();
        var values = inside.Select(i => c.Actual.Data[i]).Distinct().Count();
        if (values < 3 || !inside.All(i => c.Near(c.Actual.Data[i], moved.Data[i])) || !c.Wrong.Any(inside.Contains))
            return null;

        var wraps = c.Is(c.Expected.Move(axis, at => (at - shift + size) % size));
        var direction = shift > 0 ? "later" : "earlier";
        var end = wraps ? ", and wraps around at the end" : "";
        var steps = Math.Abs(shift);
        var by = steps == 1 ? "one" : $"{steps}";
        return $"Along {c.Axis(axis)}, everything is {steps} {direction} than it should be{end}: off by {by}.";
    }

    private static bool Inside(Comparison c, int flat, int axis, int shift)
    {
        var source = c.Actual.Index(flat, axis) - shift;
        return source >= 0 && source < c.Actual.Shape[axis];
    }
}
