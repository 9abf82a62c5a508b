namespace Arena.Testing.Comparing;

/// <summary>One thing that often goes wrong, and how to see it in the values.</summary>
internal interface IDiagnosis
{
    /// <summary>
    /// A sentence for the learner, when this explains the whole difference; null when it does not, or when the values
    /// are too few or too uniform to tell.
    /// </summary>
    string? Of(Comparison comparison);
}
