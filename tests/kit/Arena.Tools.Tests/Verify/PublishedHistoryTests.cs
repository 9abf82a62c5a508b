using Arena.Tools.Tests.CommandLine;
using Arena.Verify.Checks;

namespace Arena.Tools.Tests.Verify;

public sealed class PublishedHistoryTests : IDisposable
{
    private const string Solution = "solutions/0-Fundamentals/0-Prerequisites/Rows.cs";
    private const string Text = """
        [Exercise("0.0.1", "Column")]
        public static int Column(int n) => n + 1;

        """;

    private readonly TemporaryKit kit = new();

    public PublishedHistoryTests()
    {
        kit.Write(Solution, Text);
        kit.Write("solutions/0-Fundamentals/Given.cs", "public enum Given;\n");
        kit.Write("solutions/empty.txt", "");
        kit.Write("chapters/0-Fundamentals/Given.cs", "public enum Given;\n");
        kit.Write("chapters/empty.txt", "");
        kit.Commit();
        kit.Git("branch", "--move", "authors");
        kit.Write(Solution, Text.Replace("n + 1", "n + 2"));
        Commit("Correct the solution");
        kit.Git("checkout", "--quiet", "--orphan", "skeleton");
        kit.Git("rm", "-r", "--quiet", "--cached", "solutions");
        kit.Git("commit", "--quiet", "--message", "The skeleton");
        Checkout("authors");
    }

    public void Dispose() => kit.Dispose();

    [Fact]
    public void A_skeleton_without_solutions_is_clean()
    {
        PublishedHistory.Check(kit.Root, "skeleton").Should().BeEmpty();
        PublishedHistory.Check(kit.Root).Should().BeEmpty();
    }

    [Theory]
    [InlineData("n + 1")]
    [InlineData("n + 2")]
    public void A_solution_of_any_time_is_found_under_any_name_although_it_was_taken_back(string body)
    {
        Checkout("skeleton");
        kit.Write("docs/notes.txt", Text.Replace("n + 1", body));
        Commit("Take notes");
        kit.Git("rm", "--quiet", "docs/notes.txt");
        kit.Git("commit", "--quiet", "--message", "Take them back");
        Checkout("authors");

        var leak = PublishedHistory.Check(kit.Root).Should().ContainSingle().Subject;

        (leak.Check, leak.File).Should().Be(("leak", "docs/notes.txt"));
        leak.Message.Should().MatchRegex("^refs/heads/skeleton holds a solution, since commit [0-9a-f]{7,}\\.$");
    }

    [Fact]
    public void A_file_of_the_solutions_is_found_that_only_the_branch_has()
    {
        Checkout("skeleton");
        kit.Write(Solution, Text.Replace("n + 1", "n + 3"));
        Commit("Solve it");
        Checkout("authors");

        PublishedHistory.Check(kit.Root, "skeleton").Select(x => x.File).Should().Contain(Solution);
    }

    // Where somebody once put a solution into chapters/, it is no less a solution.
    [Fact]
    public void A_stub_that_was_a_solution_is_found()
    {
        kit.Write($"chapters/{TemporaryKit.Topic}", Text);
        Commit("Forget to generate");
        Checkout("skeleton");
        kit.Write($"chapters/{TemporaryKit.Topic}", Text);
        Commit("Publish it");
        Checkout("authors");

        PublishedHistory.Check(kit.Root, "skeleton").Select(x => x.File).Should()
            .Contain($"chapters/{TemporaryKit.Topic}");
    }

    [Fact]
    public void The_branches_of_remotes_are_looked_at_too()
    {
        kit.Git("update-ref", "refs/remotes/origin/skeleton", "authors");

        PublishedHistory.Check(kit.Root).Select(x => x.Message).Should()
            .NotBeEmpty().And.OnlyContain(x => x.StartsWith("refs/remotes/origin/skeleton holds a solution"));
    }

    [Fact]
    public void A_folder_without_a_repository_has_no_history()
    {
        using var other = new TemporaryKit();
        PublishedHistory.Check(other.Root).Should().BeEmpty();
    }

    [Fact]
    public void A_ref_that_is_not_there_is_named() =>
        FluentActions.Invoking(() => PublishedHistory.Check(kit.Root, "nowhere"))
            .Should().Throw<InvalidOperationException>().WithMessage("git rev-list --objects nowhere: *nowhere*");

    private void Checkout(string branch) => kit.Git("checkout", "--quiet", "--force", branch);

    private void Commit(string message)
    {
        kit.Git("add", "--all");
        kit.Git("commit", "--quiet", "--message", message);
    }
}
