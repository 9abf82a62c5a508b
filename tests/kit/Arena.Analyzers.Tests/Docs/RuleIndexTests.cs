using Arena.Analyzers.Tests.Proof;

namespace Arena.Analyzers.Tests.Docs;

public sealed class RuleIndexTests
{
    [Fact]
    public void The_index_is_that_of_the_rules_and_figures()
    {
        var page = RulePages.Replace(Committed.Read(RulePages.Index), "rules", RulePages.Table());
        page = RulePages.Replace(page, "figures", RulePages.FiguresSection(Figures.Recorded!));

        Committed.MustBe(RulePages.Index, page);
    }

    [Fact]
    public void Every_rule_has_its_row() =>
        Rules.All.Should().OnlyContain(rule =>
            RulePages.Table().Split('\n').Count(row => row.StartsWith($"| [{rule.Id}]({rule.Id}.md) | ")) == 1);

    [Fact]
    public void Figures_become_sentences()
    {
        var section = RulePages.FiguresSection(new Figures(
            new CorpusFigures(11, 12, 13, 14), new PropertyFigures(21, 22, 23, 24), new MutationFigures(31, 32, 33, 34),
            new ForeignFigures(41, 42, 43, new Dictionary<string, int> { ["TSH1001"] = 3, ["TSH1008"] = 4 })));

        section.Should().ContainAll(
            "Of 11 methods", "12 have a finding", "13 of the mistakes", "14 of these", "21 random programs", "22 fail", "23 of",
            "24 are called errors", "In 31 files", "32 findings", "33 fixes", "34 times", "41 files with 42 lines",
            "43 refer", "7 findings", "TSH1001 3, TSH1008 4");
        RulePages.FiguresSection(new Figures(new CorpusFigures(1, 1, 1, 1), new PropertyFigures(1, 1, 1, 1), null, null))
            .Should().NotContainAny("Broken code", "Code by others");
    }

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
