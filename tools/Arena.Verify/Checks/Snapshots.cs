namespace Arena.Verify.Checks;

/// <summary>Each accepted snapshot is read by one test, and a wrong answer would not match it.</summary>
internal static class Snapshots
{
    private const string Kind = "snapshot";
    private const string OfTexts = ".verified.txt";
    private const string OfTensors = ".verified.safetensors";

    /// <summary>Looks at all snapshots below <c>tests/</c>.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="projects">Its tests.</param>
    public static IReadOnlyList<Finding> Check(Workspace workspace, IReadOnlyList<TestSources> projects)
    {
        var tests = Path.Combine(workspace.Root, "tests");
        if (!Directory.Exists(tests)) return [];
        var readers = projects.SelectMany(SnapshotReader.In).ToList();
        return [.. Directory.EnumerateFiles(tests, "*.verified.*", SearchOption.AllDirectories)
            .Select(x => Path.GetRelativePath(workspace.Root, x).Replace('\\', '/'))
            .Where(x => !x.Split('/').Any(folder => folder is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .SelectMany(Check)];

        IEnumerable<Finding> Check(string file)
        {
            var isTensor = file.EndsWith(OfTensors, StringComparison.Ordinal);
            if (!isTensor && !file.EndsWith(OfTexts, StringComparison.Ordinal))
            {
                yield return new(Kind, null, file, 1,
                    "This is neither a text nor a tensor: no test reads it.", "Delete it.");
                yield break;
            }

            var name = Path.GetFileName(file)[..^(isTensor ? OfTensors : OfTexts).Length];
            var folder = file[..file.LastIndexOf('/')];
            var own = readers.Where(x => x.IsOfTensors == isTensor && x.Reads(workspace, folder, name))
                .DistinctBy(x => (x.Class, x.File, x.Line))
                .ToList();
            if (own.Count == 0)
                yield return new(Kind, null, file, 1, "No test reads this snapshot.",
                    "Delete it, or name it after its test: TestClass.TestMethod.");
            if (own.Count > 1)
                yield return new(Kind, null, file, 1,
                    $"{own.Count} tests read this snapshot: {string.Join(", ", own)}.",
                    "Give each test a snapshot of its own.");
            if (isTensor && Weakness(workspace, file) is { } weakness)
                yield return new(Kind, own.FirstOrDefault()?.Exercise, file, 1, weakness,
                    "Take other inputs or a smaller tolerance, and accept it again with ARENA_ACCEPT=1.");
        }
    }

    private static string? Weakness(Workspace workspace, string file)
    {
        try
        {
            var tensor = RecordedTensor.Parse(File.ReadAllBytes(Path.Combine(workspace.Root, file)));
            return tensor.Accepts() is { } other ? $"A mistake would go unnoticed: {other} would pass too." : null;
        }
        catch (InvalidDataException problem)
        {
            return $"It cannot be read: {problem.Message}.";
        }
    }
}
