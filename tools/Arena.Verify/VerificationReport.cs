namespace Arena.Verify;

/// <summary>What a verification found.</summary>
/// <param name="Sections">The figures.</param>
/// <param name="Findings">What is wrong; empty when all is well.</param>
/// <param name="Survivors">The mutants that no test noticed and nobody declared, as findings.</param>
internal sealed record VerificationReport(
    IReadOnlyList<SectionReport> Sections, IReadOnlyList<Finding> Findings, IReadOnlyList<Finding> Survivors)
{
    /// <summary>Several reports as one, with what the sources showed.</summary>
    public static VerificationReport Of(
        IReadOnlyCollection<VerificationReport> reports, IReadOnlyCollection<Finding> ofSources) =>
        new(
            [.. reports.SelectMany(x => x.Sections).Select(x => x with
            {
                Leaks = ofSources.Count(y => y.Check == "leak" && y.Exercise is { } id && IsIn(id, x.Section)),
            })],
            [.. reports.SelectMany(x => x.Findings).Concat(ofSources)],
            [.. reports.SelectMany(x => x.Survivors)]);

    private static bool IsIn(string exercise, string section) =>
        exercise.StartsWith(section + ".", StringComparison.Ordinal);
}
