namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Every value is the right one times the same factor.</summary>
internal sealed class ConstantRatio : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || c.Expected.Data.All(value => value == 0)) return null;
        var largest = Enumerable.Range(0, c.Expected.Count)
            .MaxBy(i => double.IsFinite(c.Expected.Data[i]) ? Math.Abs(c.Expected.Data[i]) : -1);
        var ratio = c.Actual.Data[largest] / c.Expected.Data[largest];
        if (!double.IsFinite(ratio) || ratio == 0 || !c.Is(c.Expected.Map(value => value * ratio))) return null;

        if (Math.Abs(ratio + 1) < 1e-5)
            return c.Wrong.Count > 0 ? "The sign is flipped: every value is the negative of what it should be." : null;
        if (!c.ExpectedVaries) return null;
        var meaning = KnownFactor.Of(ratio, c);
        return meaning is null && c.Actual.Count < 3
            ? null
            : $"Every value is {Number.Text(ratio)} times what it should be{(meaning is null ? "" : $": {meaning}")}.";
    }
}
