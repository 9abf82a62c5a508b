namespace Arena.Cli.Publishing;

/// <summary>Pushes what was built.</summary>
/// <param name="session">Makes command lines.</param>
/// <param name="git">The repository.</param>
/// <param name="remote">Where to.</param>
internal sealed class Pushing(Session session, GitPlumbing git, string remote)
{
    /// <summary>The git command, word by word: all branches are pushed, or none.</summary>
    public string[] Command(IEnumerable<Publication> news) =>
        ["push", "--atomic", remote, .. news.Select(x => x.Refspec)];

    /// <summary>Why a push would be refused before it is tried; null when nothing is known against it.</summary>
    public async Task<CommandException?> ObstacleAsync(SourceCommit source)
    {
        if (await git.TryAsync("remote", "get-url", remote) is { ExitCode: not 0 })
            return CommandException.Wrong($"There is no remote '{remote}'.",
                (await git.RunAsync("remote")).Split('\n') is [{ Length: > 0 } other, ..]
                    ? session.Command($"publish --push --remote {other}")
                    : $"git remote add {remote} <address>");
        return await git.FindAsync($"refs/remotes/{remote}/main") is { } main && main != source.Id
            ? CommandException.Wrong(
                $"The last commit here, {source.ShortId}, is not that of main on '{remote}', {main[..7]}: what is "
                    + "published is what everybody has on main.",
                $"git switch main && git pull {remote} main, or first git push {remote} main")
            : null;
    }

    /// <summary>Pushes.</summary>
    /// <exception cref="CommandException">It was refused; nothing was published.</exception>
    public async Task PushAsync(IReadOnlyList<Publication> news)
    {
        var exit = await git.TryAsync(Command(news));
        if (exit.ExitCode == 0) return;
        var said = exit.Error.Trim();
        var isBehind = said.Contains("fetch first", StringComparison.Ordinal)
            || said.Contains("non-fast-forward", StringComparison.Ordinal);
        throw CommandException.Wrong(
            $"Nothing was published: git push to '{remote}' failed. It says: {said.ReplaceLineEndings(" ")}",
            isBehind
                // Also in a clone that follows one branch only.
                ? $"git fetch {remote} \"+refs/heads/*:refs/remotes/{remote}/*\", then "
                    + session.Command("publish --push")
                : $"ask who may push to '{remote}', then {session.Command("publish --push")}");
    }
}
