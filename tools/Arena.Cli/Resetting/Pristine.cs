using Arena.Cli.Course;
using Arena.Skeleton;

namespace Arena.Cli.Resetting;

/// <summary>Finds a chapter file's text as it was generated.</summary>
internal static class Pristine
{
    /// <summary>From the repository's history, which every clone has; else generated anew where the solutions
    /// are.</summary>
    /// <param name="kit">The kit.</param>
    /// <param name="file">The file below <c>chapters/</c>.</param>
    /// <exception cref="CommandException">It is in neither.</exception>
    public static async Task<string> TextOfAsync(Kit kit, string file)
    {
        if (kit.Index.Files.TryGetValue(file, out var id)
            && await new GitRepository(kit.Workspace.Root).BlobAsync(id) is { } text)
            return text;
        if (Directory.Exists(kit.Workspace.Solutions)
            && SkeletonGenerator.Generate(kit.Workspace).Files.FirstOrDefault(x => x.Path == file) is { } generated)
            return generated.Text;
        throw CommandException.Wrong(
            $"The untouched text of chapters/{file} is not in this repository's history. Nothing was changed.",
            "git fetch origin");
    }
}
