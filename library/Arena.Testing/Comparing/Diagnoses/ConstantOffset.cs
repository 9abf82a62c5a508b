namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Every value is the right one plus the same number.</summary>
internal sealed class ConstantOffset : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || c.Actual.Count < 3 || !c.ExpectedVaries) return null;
        var finite = Enumerable.Range(0, c.Actual.Count).FirstOrDefault(i => double.IsFinite(c.Expected.Data[i]), -1);
        if (finite < 0) return null;
        var offset = c.Actual.Data[finite] - c.Expected.Data[finite];
        return double.IsFinite(offset) && c.Is(c.Expected.Map(value => value + offset))
            ? $"Every value is {Number.Text(Math.Abs(offset))} too {(offset > 0 ? "large" : "small")}."
            : null;
    }
}
