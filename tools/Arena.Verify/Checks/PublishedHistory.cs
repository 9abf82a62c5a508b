using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Arena.Verify.Checks;

/// <summary>
/// No solution in the history of a branch that learners get: whoever has the branch has every version of its files.
/// </summary>
internal static partial class PublishedHistory
{
    private const string Kind = "leak";

    /// <summary>Looks at the branches that learners get, here and as far as remotes were fetched.</summary>
    /// <param name="root">The folder of a repository; any other has no history and no findings.</param>
    public static IReadOnlyList<Finding> Check(string root)
    {
        if (!Directory.Exists(Path.Combine(root, ".git")) && !File.Exists(Path.Combine(root, ".git"))) return [];
        var branches = Git(
            root, "for-each-ref", "--format=%(refname)", "refs/heads/skeleton", "refs/remotes/*/skeleton");
        return [.. Lines(branches).SelectMany(branch => Check(root, branch))];
    }

    /// <summary>
    /// Looks for solutions in everything that a ref leads to: files of <c>solutions/</c>, and the contents of any file
    /// that ever lay there in the history of HEAD, wherever they lie now.
    /// </summary>
    /// <param name="root">The folder of a repository.</param>
    /// <param name="reference">The ref: <c>skeleton</c>, <c>refs/remotes/origin/skeleton</c>.</param>
    /// <exception cref="InvalidOperationException">Git says no, as when there is no such ref.</exception>
    public static IReadOnlyList<Finding> Check(string root, string reference)
    {
        var secret = Blobs(root, "HEAD", "solutions").ToHashSet();
        var given = Blobs(root, "HEAD", "chapters", "tests", "library")
            .Where(secret.Contains).Distinct().Where(IsGiven);
        secret.ExceptWith(given.ToList());
        var findings = new List<Finding>();
        foreach (var line in Lines(Git(root, "rev-list", "--objects", reference)))
        {
            var (id, path) = line.Split(' ', 2) is [var first, var second] ? (first, second) : (line, "");
            if (secret.Contains(id) || path == "solutions" || path.StartsWith("solutions/", StringComparison.Ordinal))
                findings.Add(new(Kind, null, path, 1, $"{reference} holds a solution{Commit(id)}.",
                    "Make the branch again without it; whoever fetched it before keeps it."));
        }
        return findings;

        // A file without exercises is given as it is, and an empty one is any empty one.
        bool IsGiven(string id) => !Solution().IsMatch(Git(root, "cat-file", "blob", id));

        string Commit(string id) =>
            Lines(Git(root, "log", "--format=%h", $"--find-object={id}", reference)).LastOrDefault() is { } commit
                ? $", since commit {commit}"
                : "";
    }

    /// <summary>The contents that files in some folders had at any time.</summary>
    private static IEnumerable<string> Blobs(string root, string reference, params string[] folders)
    {
        var changes = Git(root, ["log", "--format=", "--raw", "--no-abbrev", "--no-renames", "-m", "--full-history",
            reference, "--", .. folders.Select(x => $":(top){x}/")]);
        return Lines(changes).Where(x => x[0] == ':')
            .SelectMany(x => x.Split([' ', '\t'], 6)[2..4])
            .Where(id => id.Trim('0').Length > 0);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Git(string root, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.quotePath=false", .. arguments])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result.Trim()}");
    }

    [GeneratedRegex(@"\[\s*(Exercise|PartOf)\s*\(|\bSolutionOnly\b|\b(Wrong|Right)Answer\b|<\s*solution\s*>")]
    private static partial Regex Solution();
}
