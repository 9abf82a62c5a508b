using Arena.Skeleton;
using Arena.Tools.Tests.CommandLine;

namespace Arena.Tools.Tests.Publishing;

public sealed class PublishTests : IDisposable
{
    private readonly PublishableKit published = new();

    private TemporaryKit Kit => published.Kit;

    public void Dispose() => published.Dispose();

    [Fact]
    public void The_skeleton_is_main_without_solutions()
    {
        var (skeleton, _) = published.Publish();

        published.Files(skeleton).Should().BeEquivalentTo(
            ".gitignore", "Arena.Exercises.sln", "README.md", "chapters/exercises.json", PublishableKit.Stub,
            $"chapters/{PublishableKit.Given}", "tests/0-Fundamentals/Arena.Fundamentals.Tests.csproj",
            "tests/1-Transformers/Arena.Transformers.Tests.csproj", "tests/A test.cs");
        Kit.Git("diff", "--name-only", "--diff-filter=M", "main", skeleton).Split('\n').Should()
            .Equal("Arena.Exercises.sln", "README.md");
        Kit.Git("show", $"{skeleton}:README.md").Should().StartWith("# Kit\n\n> **This branch is for learners.**")
            .And.EndWith("\n\nText.\n\nEnd.");
        Kit.Git("show", $"{skeleton}:Arena.Exercises.sln").Should().Contain("chapters").And.NotContain("solutions");
    }

    [Fact]
    public void The_solutions_are_main_with_another_front()
    {
        var (_, solutions) = published.Publish();

        Kit.Git("diff", "--name-status", "main", solutions).Split('\n').Should()
            .Equal("D\t.github/dependabot.yml", "D\t.github/workflows/ci.yml", "M\tREADME.md");
        Kit.Git("show", $"{solutions}:README.md").Should().StartWith("# Kit\n\n> **Spoilers")
            .And.Contain("The solutions lie here.").And.NotContain("For everybody.");
    }

    [Fact]
    public void A_commit_names_its_source_and_its_author_and_continues_nothing_of_main()
    {
        var (skeleton, _) = published.Publish();

        Kit.Git("rev-list", "--count", skeleton).Should().Be("1");
        Kit.Git("show", "--no-patch", "--format=%an <%ae>%n%cn <%ce>%n%B", skeleton).Should().Be(
            $"""
            Learner <learner@example.org>
            Learner <learner@example.org>
            Publish skeleton from main {Kit.Git("rev-parse", "--short", "main")}

            {Kit.Git("rev-parse", "main")} The kit
            """);
    }

    [Fact]
    public void A_dry_run_changes_nothing_and_names_the_command()
    {
        var before = State();

        Kit.Arena("publish").Should().Be(0);

        var (skeleton, solutions) = published.Publish();
        State().Should().Equal(before);
        Kit.Arena("publish");
        Kit.Output.Split('\n').Should().Contain([
            "  git push --atomic origin "
                + $"{skeleton}:refs/heads/skeleton {solutions}:refs/heads/solutions",
            $"  git show --stat {skeleton}",
            $"  git worktree add ../skeleton {skeleton}"]);
        Kit.Output.Should().EndWith("arena publish --push");
    }

    [Fact]
    public void What_a_dry_run_names_is_what_is_pushed()
    {
        var (skeleton, solutions) = published.Publish();

        published.Publish("--push").Should().Be((skeleton, solutions));

        published.RemoteBranches().Split('\n').Should().Equal(
            $"{Kit.Git("rev-parse", "main")}\trefs/heads/main",
            $"{skeleton}\trefs/heads/skeleton", $"{solutions}\trefs/heads/solutions");
        Kit.Json.GetProperty("pushed").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public void When_nothing_changed_there_is_nothing_to_push()
    {
        var first = published.Publish("--push");
        published.Commit("Nothing that is published", allowEmpty: true);
        var before = published.RemoteBranches();

        published.Publish("--push").Should().Be(first);
        Kit.Json.GetProperty("pushed").GetBoolean().Should().BeFalse();
        Kit.Arena("publish --push").Should().Be(0);

        Kit.Output.Should().EndWith("Nothing to push: both branches are as they were published.");
        published.RemoteBranches().Should().Be(before);
    }

    [Fact]
    public void The_next_publication_continues_the_last()
    {
        var first = published.Publish("--push");
        published.ChangeSolution();
        Kit.Write("docs/new.md", "");
        Kit.Git("rm", "--quiet", "tests/A test.cs");
        published.Commit("More");

        var second = published.Publish("--push");

        Kit.Git("rev-list", second.Skeleton).Split('\n').Should().Equal(second.Skeleton, first.Skeleton);
        Kit.Git("rev-list", second.Solutions).Split('\n').Should().Equal(second.Solutions, first.Solutions);
        var skeleton = Kit.Json.GetProperty("branches")[0];
        Paths(skeleton, "added").Should().Equal("docs/new.md");
        Paths(skeleton, "changed").Should().Equal(PublishableKit.Stub, "chapters/exercises.json");
        Paths(skeleton, "removed").Should().Equal("tests/A test.cs");
    }

    [Fact]
    public void A_local_branch_is_continued_where_the_remote_has_none()
    {
        var (skeleton, _) = published.Publish();
        Kit.Git("branch", "skeleton", skeleton);
        published.ChangeSolution();

        var (next, _) = published.Publish();

        Kit.Git("rev-parse", $"{next}^").Should().Be(skeleton);
    }

    [Fact]
    public void No_text_of_a_solution_is_in_the_history_of_the_skeleton()
    {
        published.Publish("--push");
        published.ChangeSolution();
        var (skeleton, _) = published.Publish("--push");

        var texts = Kit.Git("rev-list", "--objects", skeleton).Split('\n').Select(x => x[..40]);
        texts.Should().Contain(GitBlob.Id(Kit.Read(PublishableKit.Stub)))
            .And.NotContain(GitBlob.Id(PublishableKit.SolutionText))
            .And.NotContain(GitBlob.Id(Kit.Read(PublishableKit.Solution)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_copy_of_a_solution_elsewhere_is_refused(bool itIsOld)
    {
        if (itIsOld) published.ChangeSolution();
        Kit.Write("docs/notes.txt", PublishableKit.SolutionText);
        published.Commit("Notes");

        Kit.Arena("publish --push").Should().Be(1);

        Kit.Sentences.Should().Contain("with a solution in its history, such as").And.Contain("docs/notes.txt");
        published.RemoteBranches().Should().NotContain("skeleton");
    }

    [Fact]
    public void A_published_branch_with_a_solution_in_its_history_has_to_go()
    {
        Kit.Git("push", "--quiet", "origin", "main:skeleton");

        Kit.Arena("publish --push").Should().Be(1);

        Kit.Sentences.Should().Contain("has to go");
        Kit.Output.Should().EndWith("git push origin --delete skeleton && git fetch --prune origin");
        Kit.Git("push", "--quiet", "origin", "--delete", "skeleton");
        Kit.Git("fetch", "--prune", "--quiet", "origin");
        published.Publish("--push");
    }

    [Fact]
    public void A_branch_that_went_on_elsewhere_is_not_overwritten()
    {
        var (skeleton, _) = published.Publish("--push");
        published.ChangeSolution();
        var other = Kit.Git("commit-tree", $"{skeleton}^{{tree}}", "-p", skeleton, "-m", "Elsewhere");
        Kit.Git("push", "--quiet", published.Remote, $"{other}:refs/heads/skeleton");
        var before = published.RemoteBranches();

        Kit.Arena("publish --push").Should().Be(1);

        Kit.Sentences.Should().StartWith("Nothing was published");
        Kit.Output.Should().Contain("\nFix: git fetch origin \"+refs/heads/*:refs/remotes/origin/*\"");
        published.RemoteBranches().Should().Be(before, "both branches are pushed or none");
        Kit.Git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*");
        var (next, _) = published.Publish("--push");
        Kit.Git("rev-parse", $"{next}^").Should().Be(other);
    }

    [Fact]
    public void Another_commit_than_the_remotes_main_is_not_pushed()
    {
        Kit.Write("docs/new.md", "");
        Kit.Git("add", "--all");
        Kit.Git("commit", "--quiet", "--message", "Not on the remote");

        Kit.Arena("publish").Should().Be(0);
        Kit.Sentences.Should().Contain("A push would be refused: The last commit here");
        Kit.Arena("publish --push").Should().Be(1);

        Kit.Sentences.Should().StartWith("The last commit here").And.EndWith("git push origin main");
        published.RemoteBranches().Should().NotContain("skeleton");
    }

    [Fact]
    public void Without_a_remote_only_a_dry_run_works()
    {
        Kit.Git("remote", "rename", "origin", "kit");

        Kit.Arena("publish").Should().Be(0);
        Kit.Arena("publish --push").Should().Be(1);
        Kit.Output.Should().StartWith("There is no remote 'origin'.\n").And.EndWith("arena publish --push --remote kit");
        Kit.Git("remote", "remove", "kit");
        Kit.Arena("publish --push").Should().Be(1);
        Kit.Output.Should().EndWith("git remote add origin <address>");
    }

    private static IEnumerable<string?> Paths(System.Text.Json.JsonElement branch, string kind) =>
        branch.GetProperty(kind).EnumerateArray().Select(x => x.GetString());

    private string[] State() =>
    [
        published.RemoteBranches(),
        Kit.Git("for-each-ref"),
        Kit.Git("--no-optional-locks", "status", "--porcelain", "--ignored"),
        Kit.Git("symbolic-ref", "HEAD"),
        Convert.ToHexString(File.ReadAllBytes(Path.Combine(Kit.Root, ".git", "index"))),
    ];
}
