namespace Arena.Cli;

/// <summary>
/// Whether the running program was built from the sources that lie there now. <c>arena.cmd</c> asks this, since batch
/// files cannot compare times; the <c>arena</c> script asks <c>find</c> instead.
/// </summary>
internal static class Freshness
{
    /// <summary>The environment variable by which the question is asked.</summary>
    public const string Question = "ARENA_ASK_FRESHNESS";

    /// <summary>The exit code that asks for a build.</summary>
    public const int OutOfDate = 86;

    private static readonly (string Folder, string Assembly)[] Parts =
    [
        ("tools/Arena.Cli", "arena.dll"),
        ("tools/Arena.Skeleton", "Arena.Skeleton.dll"),
        ("tools/Arena.Verify", "Arena.Verify.dll"),
        ("tools/Arena.Verify.Worker", "Arena.Verify.Worker.dll"),
        ("library/Arena.Arrays", "Arena.Arrays.dll"),
        ("library/Arena.Course", "Arena.Course.dll"),
        ("library/Arena.Data", "Arena.Data.dll"),
        ("library/Arena.Patterns", "Arena.Patterns.dll"),
        ("library/Arena.Pictures", "Arena.Pictures.dll"),
        ("library/Arena.Plots", "Arena.Plots.dll"),
        ("library/Arena.Safetensors", "Arena.Safetensors.dll"),
        ("library/Arena.Tensors", "Arena.Tensors.dll"),
        ("library/Arena.Training", "Arena.Training.dll"),
    ];

    /// <summary>Whether a source is newer than what was built from it.</summary>
    /// <param name="root">The kit.</param>
    /// <param name="output">Where the assemblies lie.</param>
    public static bool IsOutOfDate(string root, string output) =>
        Parts.Any(x => Sources(root, x.Folder).Any(source =>
            File.GetLastWriteTimeUtc(source) > File.GetLastWriteTimeUtc(Path.Combine(output, x.Assembly))));

    private static IEnumerable<string> Sources(string root, string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
            .Where(x => !IsBuilt(Path.GetRelativePath(Path.Combine(root, folder), x)))
            .Concat(Directory.EnumerateFiles(root, "Directory.*.props"));

    private static bool IsBuilt(string path) => path.Split('/', '\\') is ["bin" or "obj", ..];
}
