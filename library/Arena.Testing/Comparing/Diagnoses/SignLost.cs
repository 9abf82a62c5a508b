namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>The absolute value, or nothing, where a negative number should be.</summary>
internal sealed class SignLost : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || !c.Expected.Data.Any(value => value < 0) || !c.Expected.Data.Any(value => value > 0))
            return null;
        if (c.Is(c.Expected.Map(Math.Abs))) return "The negative values have lost their sign.";
        return c.Is(c.Expected.Map(value => Math.Max(value, 0))) ? "The negative values have become 0." : null;
    }
}
