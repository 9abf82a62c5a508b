namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>One over the right value.</summary>
internal sealed class Reciprocal : IDiagnosis
{
    public string? Of(Comparison c) =>
        c.SameShape && c.ExpectedVaries && c.Expected.Data.All(value => value != 0)
            && c.Is(c.Expected.Map(value => 1 / value))
            ? "Every value is 1 divided by what it should be: are numerator and denominator exchanged?"
            : null;
}
