using Arena.Cli.Publishing;

namespace Arena.Tools.Tests.Publishing;

public sealed class FrontPageTests
{
    [Theory]
    [InlineData("<!-- a -->\nold\n<!-- /a -->\n", "new\n")]
    [InlineData("before\n\n<!-- a -->\nold\nold\n<!-- /a -->\n\nafter\n", "before\n\nnew\n\nafter\n")]
    [InlineData("<!-- a -->\n<!-- /a -->\nthen\n<!-- a -->\nold\n<!-- /a -->", "new\nthen\nnew")]
    [InlineData("<!-- a -->\n<!-- b -->\n<!-- /a -->\n", "new\n")]
    public void What_is_marked_is_replaced(string page, string replaced) =>
        MarkedPage.Replace(page, "a", "new").Should().Be(replaced);

    [Fact]
    public void What_is_left_out_leaves_one_empty_line() =>
        MarkedPage.Replace("before\n\n<!-- a -->\nold\n<!-- /a -->\n\nafter\n", "a", "").Should().Be("before\n\nafter\n");

    [Theory]
    [InlineData("text\n", "<!-- a --> is missing")]
    [InlineData("in a line: <!-- a -->\n<!-- /a -->\n", "<!-- a --> is missing")]
    [InlineData("<!-- a -->\nsecret\n", "has no <!-- /a --> after it")]
    [InlineData("<!-- a -->\nsecret\n<!-- a -->\n<!-- /a -->\n", "has no <!-- /a --> after it")]
    [InlineData("<!-- a -->\n<!-- /a -->\nsecret\n<!-- /a -->\n", "has no <!-- a --> before it")]
    public void Marks_that_do_not_match_are_refused(string page, string message)
    {
        var replace = () => MarkedPage.Replace(page, "a", "");

        replace.Should().Throw<InvalidDataException>().WithMessage($"*{message}*");
    }

    [Theory]
    [InlineData("https://example.org/us/kit.git", "https://example.org/us/kit")]
    [InlineData("https://example.org/us/kit", "https://example.org/us/kit")]
    [InlineData("https://me:secret@example.org/us/kit.git/", "https://example.org/us/kit")]
    [InlineData("git@example.org:us/kit.git", "https://example.org/us/kit")]
    [InlineData("example.org:us/kit", "https://example.org/us/kit")]
    [InlineData("ssh://git@example.org:22/us/kit.git", "https://example.org/us/kit")]
    [InlineData("/srv/kit.git", CloneAddress.Unknown)]
    [InlineData("file:///srv/kit.git", CloneAddress.Unknown)]
    [InlineData(@"C:\kit.git", CloneAddress.Unknown)]
    [InlineData("", CloneAddress.Unknown)]
    [InlineData(null, CloneAddress.Unknown)]
    public void Everybody_clones_from_the_same_address(string? remote, string address) =>
        CloneAddress.Of(remote).Should().Be(address);

    [Fact]
    public void The_kits_own_page_has_its_marks()
    {
        var page = File.ReadAllText(Path.Combine(RealKit.Workspace.Root, "README.md")).ReplaceLineEndings("\n");
        // A published branch has its own front already, and no workflows.
        if (!Directory.Exists(Path.Combine(RealKit.Workspace.Root, ".github", "workflows")))
        {
            page.Should().NotContain("<!-- front -->");
            return;
        }

        Branch.Skeleton.Readme(page, "https://example.org/kit").Should()
            .Contain("git clone --branch skeleton --single-branch https://example.org/kit\n")
            .And.NotContain("<!--").And.NotContain("solutions/").And.NotContain("Against=solutions");
        Branch.Solutions.Readme(page, "https://example.org/kit").Should()
            .Contain("Spoilers").And.Contain("-p:Against=solutions");
    }
}
