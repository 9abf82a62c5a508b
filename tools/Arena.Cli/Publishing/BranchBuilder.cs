using System.Text;

namespace Arena.Cli.Publishing;

/// <summary>
/// Makes the commits of the published branches from the last commit. Each continues what was published of its branch
/// before, never <c>main</c> itself, whose history holds the solutions.
/// </summary>
/// <param name="git">The repository.</param>
/// <param name="remote">The remote whose branches are continued; one that does not exist is as good.</param>
internal sealed class BranchBuilder(GitPlumbing git, string remote)
{
    private const string Readme = "README.md";
    private const string SolutionFile = "Arena.Exercises.sln";
    private const string PlainFile = "100644";

    /// <summary>Makes a branch's commit. No branch points to it.</summary>
    /// <exception cref="CommandException">A page lacks its marks, or git says no.</exception>
    public async Task<Publication> BuildAsync(Branch branch, SourceCommit source)
    {
        var tree = await TreeAsync(branch, source);
        var parent = await git.FindAsync($"refs/remotes/{remote}/{branch.Name}")
            ?? await git.FindAsync($"refs/heads/{branch.Name}");
        var files = GitPlumbing.Pieces(await git.RunAsync("ls-tree", "-r", "-z", "--name-only", tree));
        if (parent is null)
            return new Publication(branch.Name, await CommitAsync(branch, source, tree, null), null, files.Length,
                [.. files.Select(x => new PublishedChange('A', x))]);
        var changes = GitPlumbing.Pieces(
            await git.RunAsync("diff-tree", "-r", "-z", "--no-renames", "--name-status", parent, tree));
        var commit = changes.Length == 0 ? parent : await CommitAsync(branch, source, tree, parent);
        return new Publication(branch.Name, commit, parent, files.Length,
            [.. changes.Chunk(2).Select(x => new PublishedChange(x[0] is "A" or "D" ? x[0][0] : 'M', x[1]))]);
    }

    private async Task<string> TreeAsync(Branch branch, SourceCommit source)
    {
        var scratch = Directory.CreateTempSubdirectory("arena-publish-");
        try
        {
            var staged = git.WithIndex(Path.Combine(scratch.FullName, "index"));
            await staged.RunAsync("read-tree", source.Id);
            await staged.RunAsync(
                ["rm", "--cached", "-r", "--force", "--quiet", "--ignore-unmatch", "--", .. branch.LeavesOut]);
            var address = CloneAddress.Of(await AddressAsync());
            await ReplaceAsync(Readme, new UTF8Encoding(false), x => branch.Readme(x, address));
            foreach (var folder in branch.LeavesOut)
                await ReplaceAsync(SolutionFile, new UTF8Encoding(true), x => SolutionList.Without(x, folder));
            return await staged.LineAsync("write-tree");

            async Task ReplaceAsync(string path, Encoding encoding, Func<string, string> edit)
            {
                var text = await staged.RunAsync("cat-file", "blob", $":{path}");
                var edited = Edited(path, text, edit);
                if (edited == text) return;
                var file = Path.Combine(scratch.FullName, path);
                await File.WriteAllTextAsync(file, edited, encoding);
                var blob = await staged.LineAsync("hash-object", "-w", "--no-filters", file);
                await staged.RunAsync("update-index", "--cacheinfo", $"{PlainFile},{blob},{path}");
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string Edited(string path, string text, Func<string, string> edit)
    {
        try
        {
            return edit(text);
        }
        catch (InvalidDataException e)
        {
            throw CommandException.Wrong($"{path} cannot be made for the branch: {e.Message}",
                "docs/publishing.md says what is marked");
        }
    }

    private async Task<string?> AddressAsync() =>
        await git.TryAsync("remote", "get-url", remote) is { ExitCode: 0 } exit ? exit.Output.Trim() : null;

    // With the time of the source, the same source gives the same commit: what a dry run names is what is pushed.
    private Task<string> CommitAsync(Branch branch, SourceCommit source, string tree, string? parent)
    {
        string[] parents = parent is null ? [] : ["-p", parent];
        return git.At(source.Time).LineAsync(
        [
            "commit-tree", tree, .. parents,
            "-m", $"Publish {branch.Name} from main {source.ShortId}", "-m", $"{source.Id} {source.Subject}",
        ]);
    }
}
