using Arena.Cli;
using Arena.Skeleton;

namespace Arena.Tools.Tests.CommandLine;

public sealed class GitRepositoryTests : IDisposable
{
    private readonly TemporaryKit upstream = new();
    private readonly TemporaryKit kit = new();

    public GitRepositoryTests()
    {
        upstream.Commit();
        upstream.Git("config", "receive.denyCurrentBranch", "ignore");
        kit.Commit();
        kit.Git("remote", "add", "origin", upstream.Root);
    }

    public void Dispose()
    {
        kit.Dispose();
        upstream.Dispose();
    }

    [Fact]
    public async Task A_remote_is_ones_own_when_one_of_its_commits_is()
    {
        kit.Git("fetch", "--quiet", "origin");
        kit.Git("config", "user.email", "somebody@example.org");
        (await new GitRepository(kit.Root).RemotesAsync()).Should()
            .Equal(new GitRemote("origin", upstream.Root, HasOwnCommits: false));

        kit.Git("config", "user.email", "learner@example.org");
        (await new GitRepository(kit.Root).RemotesAsync()).Should()
            .Equal(new GitRemote("origin", upstream.Root, HasOwnCommits: true));
    }

    [Fact]
    public async Task A_commit_that_was_not_pushed_makes_no_remote_ones_own()
    {
        upstream.Git("config", "user.email", "somebody@example.org");
        upstream.Git("commit", "--quiet", "--amend", "--no-edit", "--reset-author");
        kit.Git("fetch", "--quiet", "origin");
        kit.Git("config", "user.email", "learner@example.org");

        (await new GitRepository(kit.Root).RemotesAsync()).Should()
            .Equal(new GitRemote("origin", upstream.Root, HasOwnCommits: false));
    }

    [Fact]
    public async Task The_push_address_counts()
    {
        kit.Git("remote", "set-url", "--push", "origin", "no_push");

        (await new GitRepository(kit.Root).RemotesAsync())[0].PushUrl.Should().Be("no_push");
    }

    [Fact]
    public async Task Edits_are_changed_and_new_files()
    {
        kit.Write("library/A new.cs", "");
        kit.Write($"chapters/{TemporaryKit.Topic}", "edited");

        (await new GitRepository(kit.Root).EditsAsync()).Should()
            .BeEquivalentTo($"chapters/{TemporaryKit.Topic}", "library/A new.cs");
    }

    [Fact]
    public async Task A_blob_comes_back_as_it_was_written()
    {
        var git = new GitRepository(kit.Root);

        (await git.BlobAsync(GitBlob.Id(TemporaryKit.TopicText))).Should().Be(TemporaryKit.TopicText);
        (await git.BlobAsync(new string('a', 40))).Should().BeNull();
    }
}
