namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>The logarithm of the right value, or its exponential.</summary>
internal sealed class Logarithm : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || !c.ExpectedVaries) return null;
        if (c.Expected.Data.All(value => value > 0) && c.Is(c.Expected.Map(Math.Log)))
            return "It is the logarithm of what it should be: are probabilities wanted, not log-probabilities?";
        return c.Is(c.Expected.Map(Math.Exp))
            ? "It is the exponential of what it should be: is the logarithm at the end missing?"
            : null;
    }
}
