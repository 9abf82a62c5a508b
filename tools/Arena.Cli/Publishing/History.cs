namespace Arena.Cli.Publishing;

/// <summary>What can be reached from a commit, through all of its history.</summary>
internal static class History
{
    private const string Solutions = "solutions/";
    private const string Chapters = "chapters/";

    /// <summary>The files of a commit's history that ever lay in <c>solutions/</c> in that of the source.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="commit">What learners would get.</param>
    /// <param name="source">The commit that it was made from.</param>
    /// <returns>The files' paths in what learners would get.</returns>
    public static async Task<IReadOnlyList<string>> SolutionsAsync(GitPlumbing git, string commit, string source)
    {
        var secret = Objects(await git.RunAsync("rev-list", "--objects", "--full-history", source, "--", Solutions))
            .Where(x => x.Path.StartsWith(Solutions, StringComparison.Ordinal))
            .ToLookup(x => x.Id, x => x.Path[Solutions.Length..]);
        return [.. Objects(await git.RunAsync("rev-list", "--objects", commit))
            .Where(x => x.Path.StartsWith(Solutions, StringComparison.Ordinal)
                || (secret.Contains(x.Id) && !IsGiven(x.Path, secret[x.Id])))
            .Select(x => x.Path)];
    }

    // A file without an exercise is its own stub.
    private static bool IsGiven(string path, IEnumerable<string> files) =>
        path.StartsWith(Chapters, StringComparison.Ordinal) && files.Contains(path[Chapters.Length..]);

    // "id path"; the line of a commit has no path, and that of its top folder an empty one.
    private static IEnumerable<(string Id, string Path)> Objects(string output) =>
        output.Split('\n').Select(x => x.Split(' ', 2)).Where(x => x is [_, not ""]).Select(x => (x[0], x[1]));
}
