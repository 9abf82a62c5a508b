using Arena.Verify.Mutation;
using Arena.Verify.Running;
using Arena.Verify.Sources;

namespace Arena.Verify;

/// <summary>Verifies the exercises of a chapter by running its tests.</summary>
/// <param name="workspace">The kit.</param>
/// <param name="host">The <c>dotnet</c> program.</param>
/// <param name="progress">Is told of every version that was tried.</param>
internal sealed class Verification(Workspace workspace, string host, VerifyProgress progress)
{
    /// <summary>Verifies exercises of one chapter.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="exercises">The exercises.</param>
    /// <param name="tests">The chapter's test assembly, built against solutions.</param>
    /// <param name="equivalents">The mutants declared to be no mistakes.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<VerificationReport> RunAsync(
        ChapterSource chapter, IReadOnlyList<ExerciseSource> exercises, string tests, EquivalentMutants equivalents,
        CancellationToken cancellation)
    {
        var sections = exercises.GroupBy(x => x.Entry.Section).ToList();
        var reference = await ReferenceAsync(chapter, [.. sections.Select(x => x.Key)], tests, cancellation);
        if (reference.Outcome.Died is { } died)
        {
            var running = reference.Outcome.Results.FirstOrDefault(x => x.State == TestState.Running);
            var finding = new Finding("solution", running?.Exercise, $"solutions/{chapter.Name}", 1,
                $"With the solutions, {died}, in {running?.Test ?? "no test"}.",
                "Find out why: ./arena check --all --against solutions.");
            return new VerificationReport([], [finding], []);
        }
        var locations = new TestLocations(workspace, chapter.Name);
        var reports = new List<VerificationReport>();
        using var workers = new TestWorkers(new TestProgramOptions(host, tests));
        foreach (var section in sections)
            reports.Add(await new SectionVerification(
                chapter, [.. section], reference, equivalents, locations, workers, progress).RunAsync(cancellation));
        return new VerificationReport(
            [.. reports.SelectMany(x => x.Sections)],
            [.. reports.SelectMany(x => x.Findings)],
            [.. reports.SelectMany(x => x.Survivors)]);
    }

    // All tests of the sections, because others than an exercise's own may come to its code.
    private async Task<Reference> ReferenceAsync(
        ChapterSource chapter, IReadOnlyCollection<string> sections, string tests, CancellationToken cancellation)
    {
        var version = new ChapterVersions(chapter).Reporting();
        if (version.Assembly is null) throw new InvalidDataException($"{chapter.Name}: {version.Error}");
        var all = chapter.Exercises.Where(x => sections.Contains(x.Entry.Section)).Select(x => x.Id).ToList();
        using var worker = new TestWorker(new TestProgramOptions(host, tests));
        return new Reference(await worker.RunAsync(version.Assembly, all, [], cancellation));
    }
}
