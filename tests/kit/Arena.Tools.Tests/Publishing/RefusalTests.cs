using Arena.Tools.Tests.CommandLine;

namespace Arena.Tools.Tests.Publishing;

public sealed class RefusalTests : IDisposable
{
    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["an edit"] = new(kit => kit.Write("tests/A test.cs", "edited"), "tests/A test.cs", "git stash push"),
        ["a new file"] = new(kit => kit.Write("docs/new.md", ""), "1 file(s) differ", "git stash push"),
        ["a staged file"] = new(
            kit =>
            {
                kit.Write("docs/new.md", "");
                kit.Git("add", "--all");
            },
            "docs/new.md", "git stash push"),
        ["a stub that is out of step"] = new(
            kit => Commit(kit, PublishableKit.Stub, "// mine\n"),
            $"1 file(s) are out of step with solutions/: {PublishableKit.Stub}.", "arena skeleton"),
        ["a solution that does not compile"] = new(
            kit => Commit(kit, PublishableKit.Solution, PublishableKit.SolutionText.Replace("n + 1", "n + m")),
            "solutions/ has 1 problem(s)", "arena skeleton --check"),
        ["findings"] = new(
            kit => kit.VerifyFindings =
            [
                new("wrong-answer", "0.0.1", PublishableKit.Solution, 6, "A wrong answer passes.", "Mend the test."),
                new("mutant", "0.0.1", PublishableKit.Solution, 7, "A mutant lives.", "Mend the test."),
            ],
            $"'arena verify' has 2 finding(s), so nothing is published. The first is in {PublishableKit.Solution}:6: "
                + "A wrong answer passes.",
            "arena verify"),
        ["no marks on the front page"] = new(
            kit => Commit(kit, "README.md", "# Kit\n"),
            "README.md cannot be made for the branch: The line <!-- front --> is missing.", "docs/publishing.md"),
        ["a learner's clone"] = new(
            kit =>
            {
                kit.Git("rm", "-r", "--quiet", "solutions");
                kit.Git("commit", "--quiet", "--message", "Skeleton");
            },
            "There is no solutions/ here: this is a learner's clone", "git clone --branch main"),
        ["a shallow clone"] = new(
            kit => File.WriteAllText(
                Path.Combine(kit.Root, ".git", "shallow"), kit.Git("rev-parse", "HEAD") + "\n"),
            "only the end of the history", "git fetch --unshallow"),
        ["no repository"] = new(
            kit => Directory.Move(Path.Combine(kit.Root, ".git"), Path.Combine(kit.Root, "not.git")),
            "is not the top folder of a git repository", "git clone"),
    };

    private readonly PublishableKit published = new();

    public static TheoryData<string> Names => new(Cases.Keys);

    public void Dispose() => published.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_why_and_what_to_do(string name)
    {
        var (arrange, message, fix) = Cases[name];
        arrange(published.Kit);

        published.Kit.Arena("publish --push").Should().Be(1);

        published.Kit.Sentences.Should().Contain(message);
        published.Kit.Output.Split("Fix: ")[^1].Should().Contain(fix);
        published.Kit.Arena("publish").Should().Be(1, "a dry run says so too");
        published.Kit.Git("ls-remote", "--heads", published.Remote).Should().NotContain("skeleton");
    }

    [Fact]
    public void A_file_that_git_ignores_does_not_count()
    {
        published.Kit.Write("build.log", "");

        published.Kit.Arena("publish").Should().Be(0);
    }

    private static void Commit(TemporaryKit kit, string path, string text)
    {
        kit.Write(path, text);
        kit.Git("commit", "--quiet", "--all", "--message", "Change");
        kit.Git("push", "--quiet", "origin", "main");
    }

    private sealed record Case(Action<TemporaryKit> Arrange, string Message, string Fix);
}
