using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Docs;

public sealed partial class RulePageTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_has_an_id_of_its_own_in_the_range_of_its_category()
    {
        Rules.All.Select(rule => rule.Id).Should().OnlyHaveUniqueItems().And.OnlyContain(id => Id().IsMatch(id));
        Rules.All.GroupBy(rule => rule.Id[..4]).Should()
            .OnlyContain(range => range.Select(rule => rule.Category).Distinct().Count() == 1);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_reported_by_one_analyzer(string id) =>
        Code.Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == id)).Should()
            .ContainSingle();

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_begins_with_its_rule(string id) =>
        Page(id).Should().StartWith(
            RulePages.Head(Named(id)), "{0} needs a page that says what the rule is", RulePages.Page(Named(id)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_all_headings_in_order_and_something_below_each(string id)
    {
        var page = Fence().Replace(Page(id), "code\n");

        Heading().Matches(page).Select(heading => heading.Groups["text"].Value).Should().Equal(RulePages.Headings);
        Regex.Split(page, "^## .+$", RegexOptions.Multiline).Should().OnlyContain(text => text.Trim().Length > 0);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_how_to_turn_its_rule_off(string id) =>
        Page(id).Should().Contain($"dotnet_diagnostic.{id}.severity = ");

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_finding_leads_to_the_page(string id) =>
        Named(id).HelpLinkUri.Should().Be($"{RulePages.Folder}/{id}.md");

    [Fact]
    public void Every_page_belongs_to_a_rule() =>
        Directory.GetFiles(Path.Combine(Committed.Root, RulePages.Folder), "*.md").Select(Path.GetFileName).Should()
            .BeSubsetOf([.. Rules.All.Select(rule => $"{rule.Id}.md"), "README.md"]);

    [Fact]
    public void Every_fix_is_for_a_rule() =>
        RulePages.Fixes.Select(fix => fix.Key).Should().BeSubsetOf(Rules.All.Select(rule => rule.Id));

    private static DiagnosticDescriptor Named(string id) => Rules.All.Single(rule => rule.Id == id);

    private static string Page(string id) => Committed.Read(RulePages.Page(Named(id)));

    [GeneratedRegex(@"^TSH\d{4}$")]
    private static partial Regex Id();

    [GeneratedRegex("^## (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
