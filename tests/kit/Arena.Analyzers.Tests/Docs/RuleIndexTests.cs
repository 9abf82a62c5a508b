namespace Arena.Analyzers.Tests.Docs;

public sealed class RuleIndexTests
{
    [Fact]
    public void The_index_is_that_of_the_rules_and_figures()
    {
        var page = RulePages.Replace(Committed.Read(RulePages.Index), "rules", RulePages.Table());
        page = RulePages.Replace(page, "figures", RulePages.FiguresSection(Committed.Read(RulePages.Figures)));

        Committed.MustBe(RulePages.Index, page);
    }

    [Fact]
    public void Every_rule_has_its_row() =>
        Rules.All.Should().OnlyContain(rule =>
            RulePages.Table().Split('\n').Count(row => row.StartsWith($"| [{rule.Id}]({rule.Id}.md) | ")) == 1);

    [Fact]
    public void Figures_of_any_kind_become_rows() =>
        RulePages.FiguresSection(
            """
            { "programs with one fault": 400, "flaggedShare": "93 %", "corpus": { "needs_flow": 61, "sizes": [1, 2] } }
            """).Should().Be(
            """
            ## Figures

            | what | figure |
            |---|---|
            | programs with one fault | 400 |
            | flagged share | 93 % |
            | corpus: needs flow | 61 |
            | corpus: sizes | 1, 2 |
            """);

    [Fact]
    public void Without_figures_there_is_no_section() => RulePages.FiguresSection("").Should().BeEmpty();

    [Theory]
    [InlineData("a\n<!-- x -->\n<!-- /x -->\nb\n")]
    [InlineData("a\n<!-- x -->\n\nold\n\n<!-- /x -->\nb\n")]
    public void What_is_between_the_marks_is_replaced(string page)
    {
        RulePages.Replace(page, "x", "new").Should().Be("a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb\n");
        RulePages.Replace(page, "x", "").Should().Be("a\n<!-- x -->\n<!-- /x -->\nb\n");
    }

    [Theory]
    [InlineData("a\n")]
    [InlineData("<!-- x -->\n")]
    [InlineData("<!-- /x -->\n<!-- x -->\n")]
    public void A_page_without_marks_is_refused(string page) =>
        FluentActions.Invoking(() => RulePages.Replace(page, "x", "new")).Should().Throw<InvalidDataException>();
}
