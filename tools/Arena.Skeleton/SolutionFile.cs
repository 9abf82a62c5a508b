namespace Arena.Skeleton;

/// <summary>One file of <c>solutions/</c>.</summary>
/// <param name="Path">The path below <c>solutions/</c>, with forward slashes.</param>
/// <param name="Text">The text, whatever its line endings.</param>
public sealed record SolutionFile(string Path, string Text)
{
    /// <summary>The sources and projects of a kit's solutions, in the order of their paths.</summary>
    /// <param name="workspace">The kit.</param>
    /// <exception cref="DirectoryNotFoundException">
    /// The kit has no <c>solutions/</c>, as on a learner's branch.
    /// </exception>
    public static IReadOnlyList<SolutionFile> ReadAll(Workspace workspace)
    {
        var paths = Directory.EnumerateFiles(workspace.Solutions, "*.cs*", SearchOption.AllDirectories)
            .Where(path => System.IO.Path.GetExtension(path) is ".cs" or ".csproj")
            .Select(path => System.IO.Path.GetRelativePath(workspace.Solutions, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
        return [.. paths.Select(path => new SolutionFile(path, ReadText(path)))];

        string ReadText(string path) => File.ReadAllText(System.IO.Path.Combine(workspace.Solutions, path));
    }

    /// <summary>Whether it is C#; else it is a project.</summary>
    internal bool IsSource => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>The first folder, which is the chapter; null for a file that lies in none.</summary>
    internal string? Chapter => Path.IndexOf('/') is var end and >= 0 ? Path[..end] : null;

    /// <summary>The section's folder below <c>solutions/</c>; null for a file that lies in none.</summary>
    internal string? Section =>
        Chapter is { } chapter && Path.IndexOf('/', chapter.Length + 1) is var end and >= 0 ? Path[..end] : null;
}
