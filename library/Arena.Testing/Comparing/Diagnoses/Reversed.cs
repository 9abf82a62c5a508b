namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Back to front along an axis.</summary>
internal sealed class Reversed : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || !c.ExpectedVaries) return null;
        for (var axis = 0; axis < c.Expected.Rank; axis++)
        {
            var size = c.Expected.Shape[axis];
            if (size > 1 && c.Expected.Count > 2 && c.Is(c.Expected.Move(axis, at => size - 1 - at)))
                return size == 2
                    ? $"The two values of {c.Axis(axis)} have changed places."
                    : $"The values are in reverse order along {c.Axis(axis)}.";
        }
        return null;
    }
}
