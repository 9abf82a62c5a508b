using Arena.Cli.Publishing;

namespace Arena.Tools.Tests.Publishing;

public sealed class SolutionListTests
{
    private const string Folder = "2150E333-8FDC-42A3-9474-1A3956D46DE8";
    private const string CSharp = "FAE04EC0-301F-11D3-BF4B-00C04F79EFBC";

    // The lines with a star go when solutions/ does.
    private const string Starred = $$"""

         Microsoft Visual Studio Solution File, Format Version 12.00
         Project("{{{CSharp}}}") = "A", "chapters\0\A.csproj", "{AAAAAAAA-0000-0000-0000-000000000001}"
         	ProjectSection(ProjectDependencies) = postProject
        *		{AAAAAAAA-0000-0000-0000-000000000002} = {AAAAAAAA-0000-0000-0000-000000000002}
         	EndProjectSection
         EndProject
        *Project("{{{Folder}}}") = "solutions", "solutions", "{AAAAAAAA-0000-0000-0000-000000000010}"
        *EndProject
        *Project("{{{Folder}}}") = "0", "0", "{AAAAAAAA-0000-0000-0000-000000000011}"
        *EndProject
        *Project("{{{CSharp}}}") = "B", "solutions\0\B.csproj", "{AAAAAAAA-0000-0000-0000-000000000002}"
        *EndProject
        *Project("{{{CSharp}}}") = "C", "solutions/C.csproj", "{aaaaaaaa-0000-0000-0000-000000000003}"
        *EndProject
         Project("{{{Folder}}}") = "empty from the start", "empty", "{AAAAAAAA-0000-0000-0000-000000000012}"
         EndProject
         Project("{{{Folder}}}") = "has a file", "items", "{AAAAAAAA-0000-0000-0000-000000000013}"
         	ProjectSection(SolutionItems) = preProject
         		README.md = README.md
         	EndProjectSection
         EndProject
         Project("{{{CSharp}}}") = "solutions", "tests\solutions\D.csproj", "{AAAAAAAA-0000-0000-0000-000000000004}"
         EndProject
         Global
         	GlobalSection(ProjectConfigurationPlatforms) = postSolution
         		{AAAAAAAA-0000-0000-0000-000000000001}.Debug|Any CPU.Build.0 = Debug|Any CPU
        *		{AAAAAAAA-0000-0000-0000-000000000002}.Debug|Any CPU.Build.0 = Debug|Any CPU
        *		{AAAAAAAA-0000-0000-0000-000000000003}.Debug|Any CPU.Build.0 = Debug|Any CPU
         		{AAAAAAAA-0000-0000-0000-000000000004}.Debug|Any CPU.Build.0 = Debug|Any CPU
         	EndGlobalSection
         	GlobalSection(NestedProjects) = preSolution
        *		{AAAAAAAA-0000-0000-0000-000000000011} = {AAAAAAAA-0000-0000-0000-000000000010}
        *		{AAAAAAAA-0000-0000-0000-000000000002} = {AAAAAAAA-0000-0000-0000-000000000011}
        *		{AAAAAAAA-0000-0000-0000-000000000003} = {AAAAAAAA-0000-0000-0000-000000000013}
         	EndGlobalSection
         EndGlobal

        """;

    [Fact]
    public void Everything_about_the_projects_of_a_folder_goes_and_nothing_else() =>
        SolutionList.Without(Lines(_ => true), "solutions").Should().Be(Lines(x => x is not ['*', ..]));

    [Theory]
    [InlineData("nothing")]
    [InlineData("solution")]
    [InlineData("0")]
    public void Without_such_projects_it_stays_as_it_is(string folder) =>
        SolutionList.Without(Lines(_ => true), folder).Should().Be(Lines(_ => true));

    [Fact]
    public void A_file_that_cannot_be_read_is_refused()
    {
        var cut = () => SolutionList.Without("Project(\"{1}\") = \"A\", \"a\", \"{2}\"\n", "solutions");

        cut.Should().Throw<InvalidDataException>().WithMessage("Line 1 of the solution file has no EndProject.");
    }

    private static string Lines(Func<string, bool> keep) =>
        string.Join('\n', Starred.Split('\n').Where(keep).Select(x => x.Length > 0 ? x[1..] : x));
}
