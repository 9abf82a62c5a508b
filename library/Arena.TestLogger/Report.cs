namespace Arena.TestLogger;

/// <summary>The words for a run's results.</summary>
internal static class Report
{
    /// <summary>The failed tests, by exercise.</summary>
    public static IEnumerable<ReportedTest> Failures(IEnumerable<ReportedTest> tests) =>
        tests.Where(test => test.State == TestState.Failed).OrderBy(test => test.Exercise, ExerciseOrder.Instance);

    /// <summary>
    /// "Arena.Fundamentals: 3 of 42 exercises passed, 1 failed, 38 to do. Next: 0.0.4 …". An exercise counts once,
    /// however many tests it has: failed when one failed, to do when one is to do.
    /// </summary>
    public static string Summary(string assembly, IReadOnlyCollection<ReportedTest> tests)
    {
        var exercises = tests.Where(test => test is { Exercise: not null, State: not null })
            .GroupBy(test => test.Exercise!)
            .Select(group => (Id: group.Key, State: StateOf(group), Tests: group))
            .OrderBy(exercise => exercise.Id, ExerciseOrder.Instance).ToList();
        var others = tests.Where(test => test is { Exercise: null, State: not null }).ToList();

        var parts = new List<string>();
        if (exercises.Count > 0)
            parts.Add(Counts("exercise", [.. exercises.Select(exercise => exercise.State)]));
        if (others.Count > 0)
            parts.Add(Counts(exercises.Count > 0 ? "other test" : "test", [.. others.Select(t => t.State!.Value)]));
        if (tests.Count(test => test.State is null) is > 0 and var skipped) parts.Add($"{skipped} skipped");
        var next = exercises.FirstOrDefault(e => e.State == TestState.Todo) is { Tests: not null } todo
            ? $" Next: {NameOf(todo.Tests)}."
            : "";
        var name = assembly.EndsWith(".Tests", StringComparison.Ordinal) && exercises.Count > 0
            ? assembly[..^".Tests".Length]
            : assembly;
        return parts.Count == 0 ? $"{name}: no test ran." : $"{name}: {string.Join("; ", parts)}.{next}";
    }

    /// <summary>What tests could not try although they passed.</summary>
    public static IEnumerable<string> OpenParts(IEnumerable<ReportedTest> tests) =>
        OpenPart.Sentences(tests.Where(test => test.State == TestState.Passed)
            .OrderBy(test => test.Exercise, ExerciseOrder.Instance)
            .Select(test => (test.Exercise ?? test.Name, test.Message)));

    private static string Counts(string noun, IReadOnlyCollection<TestState> states)
    {
        var passed = states.Count(state => state == TestState.Passed);
        var failed = states.Count(state => state == TestState.Failed);
        var todo = states.Count(state => state == TestState.Todo);
        var nouns = states.Count == 1 ? noun : noun + "s";
        var counts = passed == states.Count ? $"{passed} {nouns} passed" : $"{passed} of {states.Count} {nouns} passed";
        if (failed > 0) counts += $", {failed} failed";
        return todo > 0 ? $"{counts}, {todo} to do" : counts;
    }

    private static TestState StateOf(IEnumerable<ReportedTest> tests) =>
        tests.Any(test => test.State == TestState.Failed) ? TestState.Failed
        : tests.Any(test => test.State == TestState.Todo) ? TestState.Todo
        : TestState.Passed;

    // "0.0.4 Title. It stands on …" begins with the exercise's own name.
    private static string NameOf(IEnumerable<ReportedTest> tests) =>
        tests.First(test => test.State == TestState.Todo).Message.Split(". It stands on ")[0].TrimEnd('.');
}
