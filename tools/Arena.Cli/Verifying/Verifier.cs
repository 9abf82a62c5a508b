using Arena.Cli.Checking;
using Arena.Cli.Course;
using Arena.Cli.Output;
using Arena.Skeleton;
using Arena.Verify;
using Arena.Verify.Checks;
using Arena.Verify.Mutation;
using Arena.Verify.Sources;

namespace Arena.Cli.Verifying;

/// <summary>Verifies exercises: builds their tests, runs them against every version, looks at the sources.</summary>
/// <param name="session">Where the user is.</param>
/// <param name="screen">Where it is shown how far it is.</param>
/// <param name="json">Whether nothing but the result may be shown.</param>
internal sealed class Verifier(Session session, Screen screen, bool json)
{
    private readonly Workspace workspace = session.FindWorkspace();

    /// <summary>Verifies exercises, and what is not about single exercises.</summary>
    /// <param name="choose">Chooses among the exercises of the kit.</param>
    /// <param name="allSources">Whether the sources of all exercises are looked at, whichever are chosen.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">There are no solutions, or something does not compile.</exception>
    public async Task<Verified> RunAsync(
        Func<Kit, IReadOnlyList<ExerciseEntry>> choose, bool allSources, CancellationToken cancellation)
    {
        var chapters = ReadSolutions();
        var exercises = chapters.SelectMany(x => x.Exercises).Select(x => x.Entry);
        var kit = new Kit(workspace, new ExerciseIndex([.. exercises], new Dictionary<string, string>()));
        var chosen = choose(kit).Select(x => x.Id).ToHashSet();
        var equivalents = EquivalentMutants.Read(workspace);
        var reports = new List<VerificationReport>();
        foreach (var chapter in chapters)
        {
            IReadOnlyList<ExerciseSource> ofChapter = [.. chapter.Exercises.Where(x => chosen.Contains(x.Id))];
            if (ofChapter.Count == 0) continue;
            var tests = await BuildAsync(TestProject.Of(kit, ofChapter[0].Entry, "solutions"), cancellation);
            reports.Add(await screen.WhileAsync($"Verifying {chapter.Name}", json, say =>
            {
                var progress = new VerifyProgress((section, done, all) =>
                    say($"Verifying {section}: {done} of {all} versions tried"));
                return new Verification(workspace, DotNet.Host, progress)
                    .RunAsync(chapter, ofChapter, tests, equivalents, cancellation);
            }));
        }
        var lookedAt = allSources ? kit.Index.Exercises.Select(x => x.Id).ToHashSet() : chosen;
        var ofSources = SourceChecks.Run(workspace, chapters, lookedAt, equivalents);
        return new Verified(kit, chosen, VerificationReport.Of(reports, ofSources));
    }

    /// <summary>The exercises of sections whose files are not those that the record is of.</summary>
    public static IReadOnlyList<ExerciseEntry> Changed(Kit kit)
    {
        var record = VerificationRecord.Read(kit.Workspace);
        return [.. kit.Index.Exercises.GroupBy(x => x.Section)
            .Where(x => !record.IsCurrent(x.Key, FilesOf(kit, x.First())))
            .SelectMany(x => x)];
    }

    /// <summary>Writes the figures of the sections, each of which was verified whole, to the record.</summary>
    public static void Record(Verified verified)
    {
        var exercises = verified.Kit.Index.Exercises.ToLookup(x => x.Section);
        var record = VerificationRecord.Read(verified.Kit.Workspace).Only([.. exercises.Select(x => x.Key)]);
        foreach (var report in verified.Report.Sections)
            record = record.With(report, FilesOf(verified.Kit, exercises[report.Section].First()));
        AtomicFile.Write(Path.Combine(verified.Kit.Workspace.Root, VerificationRecord.Page), record.ToString());
    }

    private static string FilesOf(Kit kit, ExerciseEntry exercise) =>
        VerificationRecord.FilesOf(kit.Workspace, exercise.Section, string.Join('/', exercise.File.Split('/')[..^1]));

    private IReadOnlyList<ChapterSource> ReadSolutions()
    {
        if (!Directory.Exists(workspace.Solutions))
            throw CommandException.Wrong(
                "There are no solutions here: this is a learner's branch, and verifying is for authors.",
                session.Command("check"));
        try
        {
            return ChapterSource.ReadAll(workspace);
        }
        catch (InvalidDataException e)
        {
            throw CommandException.Wrong(
                $"The solutions have problems. {e.Message}", session.Command("skeleton --check"));
        }
    }

    private async Task<string> BuildAsync(TestProject project, CancellationToken cancellation)
    {
        var build = new ProjectBuild(workspace);
        var errors = await screen.WhileAsync("Building", json, () => build.RunAsync(project, cancellation));
        return errors is [var first, ..]
            ? throw CommandException.Wrong(
                $"{project.Name} does not compile. {first.File}:{first.Line}: {first.Message}",
                session.Command("check --all --against solutions"))
            : project.Assembly;
    }
}

/// <summary>What was verified, and what came out.</summary>
/// <param name="Kit">The kit, with its exercises as the solutions have them.</param>
/// <param name="Chosen">The ids of the exercises.</param>
/// <param name="Report">What came out.</param>
internal sealed record Verified(Kit Kit, IReadOnlySet<string> Chosen, VerificationReport Report)
{
    /// <summary>With a finding for each section whose recorded figures are of other files.</summary>
    /// <param name="fix">The command that records them.</param>
    public Verified WithStaleRecord(string fix)
    {
        var stale = Verifier.Changed(Kit).Select(x => x.Section).Distinct().Select(x => new Finding(
            "record", null, VerificationRecord.Page, 1, $"The figures of section {x} are of other files.", fix));
        return this with { Report = Report with { Findings = [.. Report.Findings, .. stale] } };
    }
}
