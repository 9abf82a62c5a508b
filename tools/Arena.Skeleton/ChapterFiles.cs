using System.Text;
using System.Text.Json;

namespace Arena.Skeleton;

/// <summary>The files below <c>chapters/</c> as they are, and what the generator last made of them.</summary>
internal sealed class ChapterFiles
{
    private readonly string root;
    private readonly IReadOnlyDictionary<string, string> known;

    public ChapterFiles(Workspace workspace)
    {
        root = Path.GetFullPath(workspace.Chapters);
        known = KnownFiles(workspace);
    }

    public string FullPath(string path) => Path.Combine(root, path);

    public string? Read(string path) => File.Exists(FullPath(path)) ? File.ReadAllText(FullPath(path)) : null;

    /// <summary>Whether a file is byte for byte a text.</summary>
    public bool Is(string path, string text) =>
        File.ReadAllBytes(FullPath(path)).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Whether a file is as it was generated. Line endings alone are not an edit: editors and git change them.
    /// </summary>
    public bool IsUntouched(string path, string text) =>
        known.TryGetValue(path, out var id) && id == GitBlob.Id(LineEndings.Normalise(text));

    /// <summary>Files that an earlier run made, that are still there, and that nothing makes any more.</summary>
    public IEnumerable<string> Stale(SkeletonOutcome outcome)
    {
        var made = outcome.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return known.Keys
            .Where(path => !made.Contains(path) && IsInside(path) && File.Exists(FullPath(path)))
            .Order(StringComparer.Ordinal);
    }

    // The index is a text that anyone can edit; what it names is deleted only inside of chapters/.
    private bool IsInside(string path) =>
        Path.GetFullPath(FullPath(path)).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Without an index, or with one that a merge left in pieces, every file counts as edited: nothing can be lost.
    private static IReadOnlyDictionary<string, string> KnownFiles(Workspace workspace)
    {
        try
        {
            return ExerciseIndex.Read(workspace).Files;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new Dictionary<string, string>();
        }
    }
}
