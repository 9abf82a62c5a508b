using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Docs;

public sealed partial class ProfileTests
{
    public static TheoryData<string> Names => [.. Profile.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_committed_profile_is_that_of_the_rules(string name) =>
        Committed.MustBe(Named(name).File, Named(name).Text());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_profile_has_every_rule_once_with_a_severity_that_the_compiler_knows(string name)
    {
        var lines = Severity().Matches(Committed.Read(Named(name).File)).ToList();

        lines.Select(line => line.Groups["id"].Value).Should().BeEquivalentTo(Rules.All.Select(rule => rule.Id));
        lines.Select(line => line.Groups["severity"].Value).Should()
            .OnlyContain(word => word == "default" || word == "error" || word == "warning" || word == "suggestion" || word == "none");
        Named(name).Changed.Keys.Should().BeSubsetOf(Rules.All.Select(rule => rule.Id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hint_never_stops_a_build(string name) =>
        Rules.All.Where(rule => rule.DefaultSeverity == DiagnosticSeverity.Info)
            .Select(Named(name).Severity).Should().OnlyContain(word => word == "suggestion" || word == "none");

    [Fact]
    public void The_course_has_no_rule_off_that_is_on_by_default() =>
        Rules.All.Where(rule => rule.IsEnabledByDefault).Select(Profile.Course.Severity).Should().NotContain("none");

    // A line for one rule goes before a line for its category, so a profile would win over lines for categories.
    [Fact]
    public void Wrong_answers_have_suggestions_only()
    {
        const string begin = "# Wrong answers are wrong on purpose; the tests are tried on them. Generated from the rules.\n";
        var page = Committed.Read(".editorconfig");
        var start = page.IndexOf(begin, StringComparison.Ordinal);
        start.Should().BePositive("[solutions/**.Answers.cs] of .editorconfig begins with: {0}", begin);

        Committed.MustBe(".editorconfig", page[..start] + begin + string.Concat(
            Rules.All.Where(rule => rule.DefaultSeverity > DiagnosticSeverity.Info)
                .Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = suggestion\n")));
    }

    private static Profile Named(string name) => Profile.All.Single(profile => profile.Name == name);

    [GeneratedRegex(@"^dotnet_diagnostic\.(?<id>\w+)\.severity = (?<severity>\w+)$", RegexOptions.Multiline)]
    private static partial Regex Severity();
}
