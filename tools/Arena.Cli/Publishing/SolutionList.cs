using System.Text.RegularExpressions;

namespace Arena.Cli.Publishing;

/// <summary>The list of projects in <c>Arena.Exercises.sln</c>.</summary>
internal static partial class SolutionList
{
    private const string FolderType = "{2150E333-8FDC-42A3-9474-1A3956D46DE8}";
    private const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>Takes out the projects below a folder, solution folders that are empty then, and every line about
    /// them.</summary>
    /// <param name="text">The file, with line feeds.</param>
    /// <param name="folder">The folder's name, such as <c>solutions</c>.</param>
    public static string Without(string text, string folder)
    {
        var lines = text.Split('\n');
        var projects = Projects(lines).ToList();
        var inFolder = lines.Select(x => Nesting().Match(x)).Where(x => x.Success)
            .ToLookup(x => x.Groups["folder"].Value, x => x.Groups["inner"].Value, StringComparer.OrdinalIgnoreCase);
        var gone = projects.Where(x => x.Path.StartsWith(folder + "/", AnyCase)).Select(x => x.Id)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        while (projects.Where(IsEmptied).Select(x => x.Id).ToList() is { Count: > 0 } emptied) gone.UnionWith(emptied);

        var dropped = projects.Where(x => gone.Contains(x.Id)).SelectMany(x => Enumerable.Range(x.First, x.Count));
        var left = lines.Index().ExceptBy(dropped, x => x.Index).Select(x => x.Item);
        return string.Join('\n', left.Where(line => !gone.Any(id => line.Contains(id, AnyCase))));

        bool IsEmptied(Project project) =>
            project is { IsFolder: true, HasItems: false } && !gone.Contains(project.Id)
            && inFolder.Contains(project.Id) && inFolder[project.Id].All(gone.Contains);
    }

    private static IEnumerable<Project> Projects(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (Head().Match(lines[i]) is not { Success: true } head) continue;
            var end = Array.FindIndex(lines, i, x => x.Trim() == "EndProject");
            if (end < 0) throw new InvalidDataException($"Line {i + 1} of the solution file has no EndProject.");
            var isFolder = head.Groups["type"].Value.Equals(FolderType, AnyCase);
            yield return new Project(
                head.Groups["id"].Value, isFolder ? "" : head.Groups["path"].Value.Replace('\\', '/'), isFolder,
                HasItems: end > i + 1, i, end - i + 1);
        }
    }

    [GeneratedRegex("""^Project\("(?<type>\{[^}]+\})"\) = "[^"]*", "(?<path>[^"]*)", "(?<id>\{[^}]+\})"$""")]
    private static partial Regex Head();

    // What a project depends on is written alike, and names no folder.
    [GeneratedRegex(@"^\t\t(?<inner>\{[^}]+\}) = (?<folder>\{[^}]+\})$")]
    private static partial Regex Nesting();

    private sealed record Project(string Id, string Path, bool IsFolder, bool HasItems, int First, int Count);
}
