namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>One minus the right value: a mask or a probability of the opposite.</summary>
internal sealed class Inverted : IDiagnosis
{
    public string? Of(Comparison c) =>
        c.SameShape && c.ExpectedVaries && c.Expected.Data.All(value => value is >= 0 and <= 1)
            && c.Is(c.Expected.Map(value => 1 - value))
            ? "Every value is 1 minus what it should be: is the mask, or the condition, the wrong way round?"
            : null;
}
