namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>
/// Everything is right but the places that should be infinite: a mask was not applied, or with another number.
/// </summary>
internal sealed class InfinityMissing : IDiagnosis
{
    public string? Of(Comparison c) =>
        c.SameShape && c.Wrong.Count > 0
            && c.Wrong.All(i => double.IsInfinity(c.Expected.Data[i]) && double.IsFinite(c.Actual.Data[i]))
            ? $"Only what should be {Number.Text(c.Expected.Data[c.Wrong[0]])} is wrong, first at " +
                $"{c.Place(c.Wrong[0])}: is the mask missing there, or filled with another number?"
            : null;
}
