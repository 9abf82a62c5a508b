using System.Text.Json;

namespace Arena.Analyzers.Tests.Packaging;

public sealed class KitTests
{
    [Theory]
    [InlineData("chapters/0-Fundamentals/Arena.Fundamentals.csproj", "course", "false")]
    [InlineData("library/Arena.Tensors/Arena.Tensors.csproj", "everyday", "true")]
    [InlineData("solutions/0-Fundamentals/Arena.Fundamentals.Solutions.csproj", "everyday", "true")]
    public async Task An_analyzer_that_does_not_run_stops_every_build(string project, string profile, string strict)
    {
        // A learner's branch has no solutions/.
        if (!File.Exists(Path.Combine(Committed.Root, project))) return;

        var (exitCode, output) = await Dotnet.RunAsync(
            Committed.Root,
            [
                "msbuild", project, "-getProperty:WarningsAsErrors", "-getProperty:ArenaAnalyzersProfile",
                "-getProperty:TreatWarningsAsErrors", "-getItem:EditorConfigFiles",
            ]);

        exitCode.Should().Be(0, output);
        using var json = JsonDocument.Parse(output);
        var properties = json.RootElement.GetProperty("Properties");
        properties.GetProperty("WarningsAsErrors").GetString()!.Split(';').Should()
            .Contain(["CS9057", "CS8032", "CS8034", "CS8784", "CS8785", "AD0001"]);
        properties.GetProperty("ArenaAnalyzersProfile").GetString().Should().Be(profile);
        properties.GetProperty("TreatWarningsAsErrors").GetString().Should().Be(strict);
        json.RootElement.GetProperty("Items").GetProperty("EditorConfigFiles").EnumerateArray()
            .Select(file => file.GetProperty("Filename").GetString()).Should().Contain(profile);
    }
}
