using Arena.Cli.Course;

namespace Arena.Tools.Tests.CommandLine;

public sealed class HintTests : IDisposable
{
    private const string Page =
        """
        # 0.0 Prerequisites

        ### 0.0.1 Column

        Make a column.

        <details><summary>Hint 1</summary>

        Think of `n` rows.

        </details>

        <details>
        <summary>Hint 2</summary>

        First line
        goes on.

        - `reshape(n, 1)`
        - or **view**

        ```csharp
        x.reshape(1, 2);
        ```

        </details>

        ### 0.0.10 Another

        <details><summary>Hint 1</summary>

        Of ten.

        </details>

        ## Further reading

        <details><summary>Hint 1</summary>

        Of nobody.

        </details>

        """;

    private readonly TemporaryKit kit = new();

    public HintTests() => kit.Write($"chapters/{TemporaryKit.Page}", Page);

    public void Dispose() => kit.Dispose();

    [Fact]
    public void Hints_are_those_below_the_exercises_own_heading()
    {
        HintPage.HintsOf(Page, "0.0.1").Should().HaveCount(2).And.StartWith("Think of `n` rows.");
        HintPage.HintsOf(Page, "0.0.10").Should().Equal("Of ten.");
        HintPage.HintsOf(Page, "0.0.2").Should().BeEmpty();
        HintPage.HintsOf(Page.ReplaceLineEndings("\r\n"), "0.0.10").Should().Equal("Of ten.");
    }

    [Fact]
    public void Looking_at_an_earlier_hint_again_forgets_no_later_one()
    {
        kit.Arena("hint 0.0.1 --level 2");
        kit.Arena("hint 0.0.1 --level 1");

        kit.Arena("hint 0.0.1");
        kit.Output.Should().Contain("You have seen every hint");
    }

    [Fact]
    public void Each_call_shows_one_more()
    {
        kit.Arena("hint").Should().Be(0);
        kit.Output.Should().Contain("Hint 1 of 2").And.Contain("Think of n rows.").And.NotContain("reshape");
        kit.Output.Should().Contain("1 more: ");

        kit.Arena("hint");
        kit.Output.Should().Contain("Hint 2 of 2").And.NotContain("Think of").And.NotContain("more: ");
        kit.Output.Should().EndWith("arena check 0.0.1");
        kit.Read(".arena/hints.txt").Should().Be("0.0.1 2\n");

        kit.Arena("hint");
        kit.Output.Should().Contain("You have seen every hint").And.Contain("Think of").And.Contain("reshape(n, 1)");
    }

    [Fact]
    public void Markdown_is_made_readable()
    {
        kit.Arena("hint 0.0.1 --level 2", width: 60);

        kit.Output.Should().Contain(
            """
              First line goes on.

              • reshape(n, 1)
              • or view

                x.reshape(1, 2);
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_level_can_be_asked_for_if_it_exists()
    {
        kit.Arena("hint 0.0.1 --level 2").Should().Be(0);
        kit.Output.Should().Contain("Hint 2 of 2");

        kit.Arena("hint 0.0.1 --level 3").Should().Be(2);
        kit.Output.Should().StartWith("There is no hint 3: 0.0.1 has 2.");

        kit.Arena("hint 0.0.1 --level 0").Should().Be(2);
    }

    [Fact]
    public void The_json_holds_the_hint_as_it_is_written()
    {
        kit.Arena("hint column --json").Should().Be(0);

        kit.Output.Should().Be(
            """{"exercise":"0.0.1","title":"Column","hints":[{"level":1,"text":"Think of `n` rows."}],"left":1}""");
    }

    [Fact]
    public void The_default_is_the_next_unsolved_exercise()
    {
        kit.Journal("Arena.Fundamentals.Tests", new TestResult("0.0.1", "a", TestState.Passed));

        kit.Arena("hint").Should().Be(1);

        kit.Sentences.Should().Contain("has no hint for 0.0.2 Normalize rows");
    }

    [Fact]
    public void A_long_paragraph_keeps_within_60_columns()
    {
        kit.Write($"chapters/{TemporaryKit.Page}",
            "### 0.0.1 Column\n<details><summary>Hint 1</summary>\n\n"
                + $"- {string.Concat(Enumerable.Repeat("seven letters ", 30))}\n\n</details>\n");

        kit.Arena("hint 0.0.1", width: 60);

        var lines = kit.Output.Split('\n');
        lines.Should().OnlyContain(x => x.Length <= 60);
        lines.Count(x =>
            x.StartsWith("    seven", StringComparison.Ordinal)
            || x.StartsWith("    letters", StringComparison.Ordinal))
            .Should().BeGreaterThan(5, "the lines after the bullet hang under its text");
    }
}
