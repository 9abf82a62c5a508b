using System.Diagnostics;
using Arena.Training;

namespace Arena.Tools.Tests.Showcases;

/// <summary>The program that <c>arena show</c> starts, as it is built beside these tests.</summary>
public sealed class ShowcaseProgramTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-show-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void A_showcase_of_the_reference_is_shown()
    {
        Run("0.0.digits", "solutions").Should().Be(0);

        var result = ShowcaseResult.Read(Path.Combine(folder.FullName, "result.json"));
        (result.End, result.TensorsAfter).Should().Be((ShowcaseEnd.Done, 0L));
        result.Pictures.Should().Equal("sheet");
        File.Exists(Path.Combine(folder.FullName, "sheet.png")).Should().BeTrue();
    }

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void A_showcase_that_is_not_there_is_wrong_use() => Run("0.0.nothing", "solutions").Should().Be(2);

    private int Run(string showcase, string against)
    {
        var program = Path.Combine(
            RealKit.Workspace.Root, "tools", "Arena.Show", "bin", against, "Debug", "net10.0", "Arena.Show.dll");
        using var child = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "run", showcase, "0", folder.FullName, Path.Combine(folder.FullName, "result.json")])
        {
            RedirectStandardError = true,
        })!;
        child.StandardError.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode;
    }
}
