using System.IO.Compression;

namespace Arena.Analyzers.Tests.Packaging;

public sealed class PackageTests(FreshProjects projects) : IClassFixture<FreshProjects>
{
    private static (int Line, string Id)[] Expected =>
        [.. Planted.All.Where(mistake => Planted.Reported.Contains(mistake.Id))];

    [Fact]
    public void It_is_packed_without_a_warning()
    {
        projects.Packed.ExitCode.Should().Be(0, projects.Packed.Output);
        projects.Packed.Output.Should().NotContain("warning");
    }

    [Fact]
    public void It_holds_the_analyzers_the_profiles_and_the_pages()
    {
        using var package = ZipFile.OpenRead(projects.Package);
        var files = package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml");

        files.Should().BeEquivalentTo(
        [
            "Arena.Analyzers.nuspec", "README.md",
            "analyzers/dotnet/cs/Arena.Analyzers.dll", "analyzers/dotnet/cs/Arena.Analyzers.CodeFixes.dll",
            "analyzers/dotnet/cs/Arena.Patterns.dll",
            "build/Arena.Analyzers.targets", "build/course.editorconfig", "build/everyday.editorconfig",
            .. Directory.GetFiles(Path.Combine(Committed.Root, "docs/rules"), "*.md")
                .Select(page => $"docs/rules/{Path.GetFileName(page)}"),
        ]);
        using var nuspec = new StreamReader(package.GetEntry("Arena.Analyzers.nuspec")!.Open());
        nuspec.ReadToEnd().Should().Contain("<developmentDependency>true</developmentDependency>")
            .And.Contain("<license type=\"expression\">MIT</license>").And.Contain("<readme>README.md</readme>")
            .And.NotContain("<dependency ");
    }

    [Fact]
    public void Twenty_mistakes_and_more_are_planted() =>
        Planted.All.Select(mistake => mistake.Id).Distinct().Count().Should().BeGreaterThanOrEqualTo(20);

    [Fact]
    public void A_build_reports_every_planted_mistake_and_nothing_else()
    {
        Planted.FindingsIn(projects.Learner.Output).Select(found => (found.Line, found.Id)).Distinct().Should()
            .Equal(Expected, projects.Learner.Output);
        projects.Learner.ExitCode.Should().Be(1, "some of them are errors");
    }

    [Fact]
    public void The_profile_of_the_course_is_the_one_that_was_asked_for() =>
        Planted.FindingsIn(projects.Learner.Output).Where(found => found.Id == "TSH5001")
            .Select(found => found.Severity).Should().BeSubsetOf(["error"]);

    [Fact]
    public void A_finding_says_where_to_read_on() =>
        Planted.FindingsIn(projects.Learner.Output).First(found => found.Id == "TSH1001").Message.Should()
            .Be("'sum(0)' sums or multiplies all elements as bytes, because 0 converts to a ScalarType; "
                + "write 'sum(dim: 0)' (docs/rules/TSH1001.md)");

    [Fact]
    public void Without_the_kit_there_is_a_shape_attribute_and_the_rules_work() =>
        Planted.FindingsIn(projects.Plain.Output).Select(found => (found.Line, found.Id)).Should()
            .Equal(Planted.MistakesOf(Planted.WithoutTheKit), projects.Plain.Output);

    [Fact]
    public void Dotnet_format_applies_the_fixes()
    {
        projects.Formatted.ExitCode.Should().Be(0, projects.Formatted.Output);
        projects.Fixed.Should().Contain("x.sum(dim: 0); // TSH1001");
        Snapshot.Match(projects.Fixed);
    }

    [Fact]
    public void What_was_fixed_is_not_found_again()
    {
        var left = Planted.FindingsIn(projects.Again.Output);

        left.Select(found => found.Id).Should().NotContain(Planted.FixableIds.Except(Planted.PartlyFixableIds))
            .And.BeSubsetOf(Expected.Select(mistake => mistake.Id), projects.Again.Output);
    }
}
