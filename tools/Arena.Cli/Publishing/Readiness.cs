using System.ComponentModel;
using Arena.Skeleton;
using Arena.Verify;

namespace Arena.Cli.Publishing;

/// <summary>Whether a kit may be published: each reason against it has its own words.</summary>
/// <param name="session">Makes command lines.</param>
/// <param name="workspace">The kit.</param>
/// <param name="git">Its repository.</param>
internal sealed class Readiness(Session session, Workspace workspace, GitPlumbing git)
{
    private const int MostNamed = 5;

    /// <summary>The commit to publish: everything is in it, and its history is whole.</summary>
    /// <exception cref="CommandException">It is not so.</exception>
    public async Task<SourceCommit> SourceAsync()
    {
        await RequireRepositoryAsync();
        if (!Directory.Exists(workspace.Solutions))
            throw CommandException.Wrong(
                "There is no solutions/ here: this is a learner's clone, and branches are published from main.",
                "git clone --branch main <the address of the kit's repository>");
        if (await git.LineAsync("rev-parse", "--is-shallow-repository") == "true")
            throw CommandException.Wrong(
                "This clone has only the end of the history, so nobody can say that no solution of an older commit "
                    + "would be published.",
                "git fetch --unshallow");
        if (await git.FindAsync("HEAD") is null)
            throw CommandException.Wrong("There is no commit yet.", "git add . && git commit");
        var dirty = GitPlumbing.Pieces(await git.RunAsync(
            "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"));
        if (dirty.Length > 0)
            throw CommandException.Wrong(
                $"The last commit is what is published, and {dirty.Length} file(s) differ from it or are not in it: "
                    + $"{Some(dirty.Select(x => x[3..]))}. Commit them or put them away.",
                "git stash push --include-untracked");
        var about = (await git.LineAsync("show", "--no-patch", "--format=%H%n%h%n%cd%n%s", "--date=raw", "HEAD"))
            .Split('\n');
        return new SourceCommit(about[0], about[1], about[3], about[2]);
    }

    /// <summary>Refuses stubs that are not those of the solutions.</summary>
    /// <exception cref="CommandException">They are not.</exception>
    public void RequireSkeleton()
    {
        var outcome = SkeletonGenerator.Generate(workspace);
        if (outcome.Problems is [var problem, ..])
            throw CommandException.Wrong(
                $"solutions/ has {outcome.Problems.Count} problem(s), the first in {problem}",
                session.Command("skeleton --check"));
        var differences = SkeletonCheck.Compare(workspace, outcome);
        if (differences.Count > 0)
            throw CommandException.Wrong(
                $"{differences.Count} file(s) are out of step with solutions/: "
                    + $"{Some(differences.Select(x => x.Path))}.",
                session.Command("skeleton"));
    }

    /// <summary>Refuses a kit that verifying finds something in.</summary>
    /// <param name="findings">What was found.</param>
    /// <exception cref="CommandException">Something was.</exception>
    public void Require(IReadOnlyList<Finding> findings)
    {
        if (findings is [var first, ..])
            throw CommandException.Wrong(
                $"'arena verify' has {findings.Count} finding(s), so nothing is published. The first is in "
                    + $"{first.File}:{first.Line}: {first.Message}",
                session.Command("verify"));
    }

    private async Task RequireRepositoryAsync()
    {
        try
        {
            if (await git.TryAsync("rev-parse", "--show-prefix") is { ExitCode: 0 } exit && exit.Output.Trim() == "")
                return;
        }
        catch (Win32Exception)
        {
            throw CommandException.Wrong("There is no git.", "install git from https://git-scm.com/downloads");
        }
        throw CommandException.Wrong(
            $"{workspace.Root} is not the top folder of a git repository, so there is nothing to publish from.",
            "git clone <the address of the kit's repository>");
    }

    private static string Some(IEnumerable<string> files)
    {
        List<string> all = [.. files];
        return string.Join(", ", all.Take(MostNamed))
            + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "");
    }
}
