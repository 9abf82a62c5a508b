using System.Diagnostics;
using Arena.Cli;
using Arena.Cli.Health;

namespace Arena.Tools.Tests.CommandLine;

public sealed class PushGuardTests : IDisposable
{
    private const string Own = "mine@example.org";

    private readonly TemporaryKit upstream = new();
    private readonly TemporaryKit clone = new();
    private readonly DirectoryInfo own = Directory.CreateTempSubdirectory("arena-own-");

    public PushGuardTests()
    {
        upstream.Commit();
        upstream.Git("checkout", "--quiet", "-b", "skeleton");
        upstream.Git("config", "receive.denyCurrentBranch", "ignore");
        upstream.Git("init", "--quiet", "--bare", own.FullName);

        // As git clone --branch skeleton --single-branch does it, in a folder that is there already.
        clone.Git("init", "--quiet", "--initial-branch=skeleton");
        clone.Git("config", "user.email", Own);
        clone.Git("config", "user.name", "Me");
        clone.Git("config", "commit.gpgsign", "false");
        clone.Git("remote", "add", "-t", "skeleton", "origin", upstream.Root);
        clone.Git("fetch", "--quiet");
        clone.Git("reset", "--quiet", "--hard", "origin/skeleton");
        clone.Git("branch", "--quiet", "--set-upstream-to=origin/skeleton");
        clone.Write("global.json", "{ \"sdk\": { \"version\": \"10.0.100\" } }");
    }

    public void Dispose()
    {
        upstream.Dispose();
        clone.Dispose();
        foreach (var file in own.EnumerateFiles("*", SearchOption.AllDirectories)) file.Attributes = FileAttributes.Normal;
        own.Delete(recursive: true);
    }

    [Fact]
    public void The_doctor_explains_and_names_the_commands()
    {
        clone.Arena("doctor --json");

        var finding = clone.Json.GetProperty("findings").EnumerateArray()
            .Single(x => x.GetProperty("subject").GetString() == "git");
        finding.GetProperty("state").GetString().Should().Be("warning");
        finding.GetProperty("message").GetString().Should().Contain(upstream.Root).And.Contain("Compare & pull request");
        finding.GetProperty("fix").GetString().Should().EndWith("arena doctor --fix");
        finding.GetProperty("commands").EnumerateArray().Select(x => x.GetString()).Should().Equal(
            "git remote rename origin upstream",
            "git remote set-url --push upstream no-push-use-your-own-repository",
            "git remote add origin <address of your own private repository>",
            "git config remote.pushDefault origin",
            "git push");
    }

    [Fact]
    public void Nothing_is_changed_without_consent()
    {
        var before = clone.Git("config", "--local", "--list");

        clone.Arena("doctor --fix").Should().Be(2, "nobody is there");
        clone.Output.Should().EndWith("arena doctor --fix --yes");
        clone.Arena("doctor --fix --json").Should().Be(2);
        clone.Arena("doctor --fix", answer: "n").Should().Be(0);
        clone.Output.Should().Contain("Nothing was changed.");

        clone.Git("config", "--local", "--list").Should().Be(before);
    }

    [Theory]
    [InlineData("doctor --fix --yes", null)]
    [InlineData("doctor --fix", "y")]
    public void After_it_a_push_fails_and_new_exercises_still_come(string commandLine, string? answer)
    {
        clone.Arena(commandLine, answer: answer).Should().Be(0);

        clone.Output.Should().Contain("Done:\n  git remote rename origin upstream\n");
        Commit();
        Fails("push").Should().Contain("no-push-use-your-own-repository");
        upstream.Write("chapters/new.md", "");
        upstream.Git("add", "--all");
        upstream.Git("commit", "--quiet", "--message", "New");
        clone.Git("pull", "--quiet", "--rebase");
        clone.Has("chapters/new.md").Should().BeTrue();
        clone.Arena("doctor --fix").Should().Be(0);
        clone.Sentences.Should().StartWith("No push goes to the kit's own repository");
    }

    [Fact]
    public void The_rest_leads_to_ones_own_repository()
    {
        clone.Arena("doctor --fix --yes --json").Should().Be(0);
        Commit();

        clone.Git("remote", "add", "origin", own.FullName);
        clone.Git("config", "remote.pushDefault", "origin");
        clone.Git("push", "--quiet");

        clone.Git("ls-remote", own.FullName, "refs/heads/skeleton").Should().StartWith(clone.Git("rev-parse", "HEAD"));
        clone.Git("pull", "--quiet");
        upstream.Git("log", "--format=%ae", "skeleton").Should().NotContain(Own);
    }

    [Fact]
    public void What_it_says_undoes_it()
    {
        clone.Arena("doctor --fix --yes --json");
        var undo = clone.Json.GetProperty("fixed")[0].GetProperty("undo").EnumerateArray().Select(x => x.GetString()!);

        foreach (var command in undo) clone.Git(command.Split(' ')[1..]);

        clone.Git("remote").Should().Be("origin");
        clone.Git("remote", "get-url", "--push", "origin").Should().Be(upstream.Root);
        Commit();
        clone.Git("push", "--quiet");
    }

    [Fact]
    public void Ones_own_repository_needs_no_guard()
    {
        Commit();
        clone.Git("push", "--quiet");
        var before = clone.Git("config", "--local", "--list");

        clone.Arena("doctor --fix --yes").Should().Be(0);

        clone.Sentences.Should().StartWith("No push goes to the kit's own repository");
        clone.Git("config", "--local", "--list").Should().Be(before);
    }

    [Fact]
    public void A_remote_keeps_its_name_where_another_one_is_upstream()
    {
        var guards = PushGuard.Missing(
        [
            new GitRemote("origin", "https://github.com/them/kit", HasOwnCommits: false),
            new GitRemote("upstream", "no_push", HasOwnCommits: false),
        ]);

        guards.Single().Commands.Should().Equal("git remote set-url --push origin no-push-use-your-own-repository");
        guards.Single().Undo.Should().Equal("git remote set-url --push origin https://github.com/them/kit");
        guards.Single().OwnRepository.Should().StartWith("git remote add mine <address of your own private repository>")
            .And.EndWith("gh repo set-default <you>/<your repository>");
    }

    private void Commit()
    {
        clone.Write("chapters/mine.txt", "");
        clone.Git("add", "chapters/mine.txt");
        clone.Git("commit", "--quiet", "--message", "Mine");
    }

    private string Fails(params string[] arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", arguments) { WorkingDirectory = clone.Root, RedirectStandardError = true })!;
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.Should().NotBe(0);
        return error;
    }
}
