using Arena.Cli.Checking;

namespace Arena.Cli.Publishing;

/// <summary>
/// Git's plumbing in a repository. It writes objects, and touches neither the working tree nor the index nor a branch.
/// </summary>
internal sealed class GitPlumbing
{
    private readonly string folder;
    private readonly Dictionary<string, string> environment;

    /// <summary>The plumbing of a repository.</summary>
    /// <param name="folder">Its top folder.</param>
    // Else a look at the status refreshes the index.
    public GitPlumbing(string folder) : this(folder, new() { ["GIT_OPTIONAL_LOCKS"] = "0" })
    {
    }

    private GitPlumbing(string folder, Dictionary<string, string> environment) =>
        (this.folder, this.environment) = (folder, environment);

    /// <summary>The same repository with a file of its own for the index.</summary>
    public GitPlumbing WithIndex(string file) => new(folder, new(environment) { ["GIT_INDEX_FILE"] = file });

    /// <summary>The same repository at a time, in git's own form.</summary>
    public GitPlumbing At(string time) =>
        new(folder, new(environment) { ["GIT_AUTHOR_DATE"] = time, ["GIT_COMMITTER_DATE"] = time });

    /// <summary>Runs a git command that has to work.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="CommandException">Git said no; the message has its words.</exception>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var exit = await TryAsync(arguments);
        return exit.ExitCode == 0
            ? exit.Output
            : throw CommandException.Wrong($"git {arguments[0]} failed: {exit.Error.Trim()}", "");
    }

    /// <summary>The output of a command without the line's end.</summary>
    public async Task<string> LineAsync(params string[] arguments) => (await RunAsync(arguments)).TrimEnd('\n', '\r');

    /// <summary>The id that a name such as <c>refs/heads/main</c> stands for; null when there is none.</summary>
    public async Task<string?> FindAsync(string name) =>
        await TryAsync("rev-parse", "--verify", "--quiet", name) is { ExitCode: 0 } exit ? exit.Output.Trim() : null;

    /// <summary>Runs a git command that may say no.</summary>
    public Task<ChildExit> TryAsync(params string[] arguments) =>
        Child.RunAsync("git", arguments, folder, environment);

    /// <summary>The pieces of an output that was asked for with <c>-z</c>.</summary>
    public static string[] Pieces(string output) => output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
