namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Nothing but zeros.</summary>
internal sealed class AllZero : IDiagnosis
{
    public string? Of(Comparison c) =>
        c.SameShape && c.Actual.Count > 1 && c.Actual.Data.All(value => value == 0)
            ? "All values are 0: was the result never written, or written to a copy?"
            : null;
}
