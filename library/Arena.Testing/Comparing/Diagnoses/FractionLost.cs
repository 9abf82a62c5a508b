namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Whole numbers where fractions should be.</summary>
internal sealed class FractionLost : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || c.Wrong.Count < 2) return null;
        foreach (var round in new Func<double, double>[] { Math.Truncate, Math.Floor, Math.Round })
            if (Enumerable.Range(0, c.Actual.Count).All(i => c.Actual.Data[i] == round(c.Expected.Data[i])))
                return "The fractions are lost: was it divided, or converted, as integers?";
        return null;
    }
}
