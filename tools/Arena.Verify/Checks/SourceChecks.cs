using Arena.Verify.Mutation;
using Arena.Verify.Sources;

namespace Arena.Verify.Checks;

/// <summary>The checks that read sources and run nothing.</summary>
internal static class SourceChecks
{
    /// <summary>Runs all of them.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="chapters">Its chapters.</param>
    /// <param name="chosen">The exercises that are looked at.</param>
    /// <param name="equivalents">The mutants declared to be no mistakes.</param>
    public static IReadOnlyList<Finding> Run(
        Workspace workspace, IReadOnlyList<ChapterSource> chapters, IReadOnlySet<string> chosen,
        EquivalentMutants equivalents)
    {
        var tests = TestSources.ReadAll(workspace, chapters);
        return
        [
            .. equivalents.Problems,
            .. equivalents.WithoutMutant(chapters, chosen),
            .. AnswerCheck.Check(chapters),
            .. Leaks.Check(workspace, chapters, chosen.Contains),
            .. PublishedHistory.Check(workspace.Root),
            .. Snapshots.Check(workspace, tests).Where(IsChosen),
            .. TestQuality.Check(chapters, tests).Where(IsChosen),
        ];

        bool IsChosen(Finding finding) => finding.Exercise is not { } exercise || chosen.Contains(exercise);
    }
}
