namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>The square of the right value, or its root.</summary>
internal sealed class Squared : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || !c.ExpectedVaries || !c.Varies(c.Actual)) return null;
        if (c.Is(c.Expected.Map(value => value * value)))
            return "Every value is the square of what it should be: is a square root missing?";
        return c.Expected.Data.All(value => value >= 0) && c.Is(c.Expected.Map(Math.Sqrt))
            ? "Every value is the square root of what it should be: is a square missing, or a root too many?"
            : null;
    }
}
