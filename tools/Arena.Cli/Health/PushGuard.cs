using Arena.Cli.Checking;

namespace Arena.Cli.Health;

/// <summary>
/// Keeps a learner's answers from the kit's own repository: its remote becomes <c>upstream</c>, from which new
/// exercises still come, and a push to it fails.
/// </summary>
/// <param name="Remote">The remote as it is.</param>
/// <param name="NewName">What it is called afterwards.</param>
internal sealed record PushGuard(GitRemote Remote, string NewName)
{
    private const string Origin = "origin";
    private const string Upstream = "upstream";

    // Git shows it when a push fails.
    private const string NoPush = "no-push-use-your-own-repository";

    private static readonly string[] KnownAsNoPush = [NoPush, "no_push", "no-push", "disabled", "none"];

    /// <summary>The guards that are missing: one for each remote that a push reaches and that is not the
    /// learner's.</summary>
    public static IReadOnlyList<PushGuard> Missing(IReadOnlyList<GitRemote> remotes)
    {
        var isFree = remotes.All(x => x.Name != Upstream);
        return [.. remotes
            .Where(x => !x.HasOwnCommits && !KnownAsNoPush.Contains(x.PushUrl, StringComparer.OrdinalIgnoreCase))
            .Select(x => new PushGuard(x, isFree && x.Name == Origin ? Upstream : x.Name))];
    }

    /// <summary>The git commands that set it up, to copy.</summary>
    public IReadOnlyList<string> Commands => [.. Steps.Select(Shown)];

    /// <summary>The git commands that take it back, to copy.</summary>
    public IReadOnlyList<string> Undo =>
    [
        .. IsRenamed ? [$"git remote rename {NewName} {Remote.Name}"] : Array.Empty<string>(),
        Shown(["remote", "set-url", "--push", Remote.Name, Remote.PushUrl]),
    ];

    /// <summary>What is left to do by hand, as it needs a repository of one's own.</summary>
    public IReadOnlyList<string> OwnRepository
    {
        get
        {
            var own = IsRenamed ? Origin : "mine";
            return
            [
                $"git remote add {own} <address of your own private repository>",
                $"git config remote.pushDefault {own}",
                "git push",
                // Else gh opens pull requests at the repository from which a fork was made.
                .. Remote.PushUrl.Contains("github.com", StringComparison.OrdinalIgnoreCase)
                    ? ["gh repo set-default <you>/<your repository>"]
                    : Array.Empty<string>(),
            ];
        }
    }

    private bool IsRenamed => NewName != Remote.Name;

    private IReadOnlyList<string[]> Steps =>
    [
        .. IsRenamed ? [["remote", "rename", Remote.Name, NewName]] : Array.Empty<string[]>(),
        ["remote", "set-url", "--push", NewName, NoPush],
    ];

    /// <summary>Sets it up.</summary>
    /// <param name="folder">The repository.</param>
    /// <exception cref="CommandException">Git said no.</exception>
    public async Task ApplyAsync(string folder)
    {
        foreach (var step in Steps)
        {
            var exit = await Child.RunAsync("git", step, folder);
            if (exit.ExitCode != 0)
                throw CommandException.Wrong($"git says: {exit.Error.Trim().ReplaceLineEndings(" ")}", Shown(step));
        }
    }

    private static string Shown(string[] words) =>
        "git " + string.Join(' ', words.Select(x => x.Contains(' ') ? $"\"{x}\"" : x));
}
