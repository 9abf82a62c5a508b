namespace Arena.TestLogger;

/// <summary>Who killed the test process: the test that the journal last saw running.</summary>
internal static class Killer
{
    /// <summary>A sentence, or null when the journal does not know.</summary>
    /// <param name="source">The test assembly's path.</param>
    public static string? Of(string source)
    {
        var path = Environment.GetEnvironmentVariable(ResultJournal.PathVariable) is { Length: > 0 } chosen ? chosen
            : Workspace.Find(Path.GetDirectoryName(source)!) is { } kit
                ? ResultJournal.DefaultPath(kit, Path.GetFileNameWithoutExtension(source))
            : null;
        return path is null ? null : Sentence(new ResultJournal(path).Read());
    }

    public static string? Sentence(IReadOnlyList<TestResult> journal) =>
        journal.LastOrDefault(result => result.State == TestState.Running) is { } running
            ? $"Native code ended the process during {running.Exercise}, in {running.Test}: look for a matmul, " +
                "cummax or cummin of shapes that do not fit. ./arena check runs the others."
            : null;
}
