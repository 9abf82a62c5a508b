using Arena.Cli.Checking;

namespace Arena.Tools.Tests.CommandLine;

public sealed class ProjectBuildTests
{
    [Fact]
    public void Errors_are_read_once_each_and_warnings_are_not()
    {
        const string output =
            """
            /kit/chapters/0-F (old)/Rows.cs(14,9): error CS1002: ; expected [/kit/chapters/0-F/Arena.Fundamentals.csproj]
            /kit/chapters/0-F (old)/Rows.cs(14,9): error CS1002: ; expected [/kit/chapters/0-F/Arena.Fundamentals.csproj]
            C:\kit\chapters\Rows.cs(3,1,3,5): error CS0103: The name 'x [y]' does not exist [C:\kit\Arena.csproj]
            /kit/chapters/Rows.cs(20,5): warning CS0168: The variable 'e' is declared but never used [/kit/Arena.csproj]
            /sdk/Sdk.targets(169,5): error NETSDK1045: The current .NET SDK does not support .NET 11.0. [/kit/Arena.csproj]
            MSBUILD : error MSB1009: Project file does not exist.
            """;

        ProjectBuild.Errors(output).Should().Equal(
            new BuildError("/kit/chapters/0-F (old)/Rows.cs", 14, "CS1002", "; expected"),
            new BuildError(@"C:\kit\chapters\Rows.cs", 3, "CS0103", "The name 'x [y]' does not exist"),
            new BuildError("/sdk/Sdk.targets", 169, "NETSDK1045", "The current .NET SDK does not support .NET 11.0."),
            new BuildError(null, null, "MSB1009", "Project file does not exist."));
    }

    [Fact]
    public void A_failure_without_a_known_error_shows_what_was_said() =>
        ProjectBuild.Errors("Killed\n").Should()
            .Equal(new BuildError(null, null, "", "The build failed. It said: Killed"));
}
