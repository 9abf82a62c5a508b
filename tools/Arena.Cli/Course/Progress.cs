namespace Arena.Cli.Course;

/// <summary>How an exercise stands.</summary>
internal enum ExerciseState
{
    /// <summary>Not tried, or a stub is left.</summary>
    Todo,

    /// <summary>At least one of its tests failed.</summary>
    Failed,

    /// <summary>All of its tests passed.</summary>
    Passed,
}

/// <summary>An exercise and how it stands.</summary>
/// <param name="Exercise">The exercise.</param>
/// <param name="State">How it stands.</param>
/// <param name="Message">
/// The first failure's message, what is to do, or what a test could not try although it passed; else empty.
/// </param>
/// <param name="Test">The first failure's test; else empty.</param>
internal sealed record ExerciseStanding(ExerciseEntry Exercise, ExerciseState State, string Message, string Test = "");

/// <summary>How every exercise stands, by the latest result of each of its tests.</summary>
internal sealed class Progress
{
    private Progress(IReadOnlyList<ExerciseStanding> standings, DateTimeOffset? lastRun)
    {
        Standings = standings;
        LastRun = lastRun;
    }

    /// <summary>The exercises in the order in which they are met.</summary>
    public IReadOnlyList<ExerciseStanding> Standings { get; }

    /// <summary>When a result was last written; null when nothing ever ran.</summary>
    public DateTimeOffset? LastRun { get; }

    /// <summary>The first exercise that is not solved; null when all are.</summary>
    public ExerciseStanding? Next => Standings.FirstOrDefault(x => x.State != ExerciseState.Passed);

    /// <summary>
    /// The first exercise behind another that is not solved, for whoever skipped what comes before; when all behind it
    /// are solved, the first of all.
    /// </summary>
    public ExerciseStanding? NextAfter(ExerciseEntry exercise) =>
        Standings.SkipWhile(x => x.Exercise.Id != exercise.Id)
            .FirstOrDefault(x => x.State != ExerciseState.Passed) ?? Next;

    /// <summary>Reads the learner's journals.</summary>
    public static Progress Read(Kit kit)
    {
        var folder = Path.Combine(kit.Workspace.State, "results");
        string[] journals = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal)]
            : [];
        return new Progress(
            Of(kit.Index.Exercises, journals.SelectMany(x => new ResultJournal(x).Read())),
            journals.Length == 0 ? null : journals.Max(x => new DateTimeOffset(File.GetLastWriteTimeUtc(x))));
    }

    /// <summary>How exercises stand by given results.</summary>
    public static IReadOnlyList<ExerciseStanding> Of(
        IEnumerable<ExerciseEntry> exercises, IEnumerable<TestResult> results)
    {
        var tests = results.ToLookup(x => x.Exercise);
        return [.. exercises.Select(x => Of(x, [.. tests[x.Id]]))];
    }

    private static ExerciseStanding Of(ExerciseEntry exercise, IReadOnlyList<TestResult> tests)
    {
        if (tests.FirstOrDefault(x => x.State == TestState.Failed) is { } failed)
            return new(exercise, ExerciseState.Failed, failed.Message, failed.Test);
        return tests.Count > 0 && tests.All(x => x.State == TestState.Passed)
            ? new(exercise, ExerciseState.Passed, tests.FirstOrDefault(x => x.Message.Length > 0)?.Message ?? "")
            : new(exercise, ExerciseState.Todo, tests.FirstOrDefault(x => x.State == TestState.Todo)?.Message ?? "");
    }
}
