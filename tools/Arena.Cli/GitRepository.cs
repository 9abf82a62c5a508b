using System.ComponentModel;
using Arena.Cli.Checking;

namespace Arena.Cli;

/// <summary>A remote of a repository.</summary>
/// <param name="Name">Such as <c>origin</c>.</param>
/// <param name="PushUrl">Where a push goes.</param>
/// <param name="HasOwnCommits">Whether the user wrote any of the commits that are there.</param>
internal sealed record GitRemote(string Name, string PushUrl, bool HasOwnCommits);

/// <summary>Asks git about the repository in a folder; changes nothing.</summary>
internal sealed class GitRepository(string folder)
{
    /// <summary>The version of git; null when there is no git.</summary>
    public async Task<string?> VersionAsync() => (await LineAsync("--version"))?.Replace("git version ", "");

    /// <summary>Whether the folder lies in a repository.</summary>
    public async Task<bool> ExistsAsync() => await GitAsync("rev-parse", "--git-dir") is not null;

    /// <summary>A text of the repository's history by its blob id; null when the repository does not have it.</summary>
    public Task<string?> BlobAsync(string id) => GitAsync("cat-file", "blob", id);

    /// <summary>The remotes.</summary>
    public async Task<IReadOnlyList<GitRemote>> RemotesAsync()
    {
        var me = await LineAsync("config", "user.email");
        var remotes = new List<GitRemote>();
        foreach (var name in Lines(await GitAsync("remote")))
        {
            var url = await LineAsync("remote", "get-url", "--push", name) ?? "";
            var own = string.IsNullOrEmpty(me) ? null
                : await LineAsync("log", "-1", "--format=%H", "--fixed-strings", $"--author=<{me}>",
                    $"--remotes={name}");
            remotes.Add(new GitRemote(name, url, !string.IsNullOrEmpty(own)));
        }
        return remotes;
    }

    /// <summary>Files that differ from the last commit or are new, from the repository's root, with forward
    /// slashes.</summary>
    public async Task<IReadOnlyList<string>> EditsAsync()
    {
        var status = await GitAsync("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all");
        return [.. (status ?? "").Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(x => x[3..])];
    }

    private static IEnumerable<string> Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string?> LineAsync(params string[] arguments) => (await GitAsync(arguments))?.Trim();

    // Null when git is missing or says no.
    private async Task<string?> GitAsync(params string[] arguments)
    {
        try
        {
            var exit = await Child.RunAsync("git", arguments, folder);
            return exit.ExitCode == 0 ? exit.Output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
