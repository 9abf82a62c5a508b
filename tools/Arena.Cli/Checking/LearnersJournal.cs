namespace Arena.Cli.Checking;

/// <summary>Takes the results of a check over into the learner's own journal.</summary>
internal static class LearnersJournal
{
    /// <summary>Replaces what was known of the checked exercises' tests; a test that is gone is forgotten.</summary>
    public static void Merge(
        Workspace workspace, string assembly, IReadOnlyCollection<string> checkedExercises,
        IEnumerable<TestResult> results)
    {
        var path = ResultJournal.DefaultPath(workspace, assembly);
        var kept = new ResultJournal(path).Read().Where(x => !checkedExercises.Contains(x.Exercise));
        var beside = path + ".new";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(beside, "");
        var journal = new ResultJournal(beside);
        foreach (var result in kept.Concat(results)) journal.Append(result);
        // In one step: whoever interrupts it finds the old journal or the new one.
        File.Move(beside, path, overwrite: true);
    }
}
