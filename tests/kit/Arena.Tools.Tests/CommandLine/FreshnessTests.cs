using Arena.Cli;

namespace Arena.Tools.Tests.CommandLine;

public sealed class FreshnessTests : IDisposable
{
    private static readonly DateTime Built = new(2026, 5, 17, 12, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Sources =
    [
        "tools/Arena.Cli/Program.cs", "tools/Arena.Skeleton/A.cs", "tools/Arena.Verify/A.cs",
        "tools/Arena.Verify.Worker/A.cs", "library/Arena.Course/A.cs", "library/Arena.Patterns/A.cs",
        "library/Arena.Pictures/A.cs", "library/Arena.Tensors/A.cs", "library/Arena.Data/A.cs",
        "library/Arena.Plots/A.cs", "library/Arena.Safetensors/A.cs", "library/Arena.Training/A.cs",
        "library/Arena.Arrays/A.cs",
        "Directory.Build.props",
    ];

    private readonly TemporaryKit kit = new();

    public FreshnessTests()
    {
        foreach (var source in Sources) Put(source, Built.AddMinutes(-1));
        foreach (var name in new[] { "arena", "Arena.Skeleton", "Arena.Verify", "Arena.Verify.Worker", "Arena.Arrays",
            "Arena.Course", "Arena.Data", "Arena.Patterns", "Arena.Pictures", "Arena.Plots", "Arena.Safetensors",
            "Arena.Tensors", "Arena.Training" })
            Put($"tools/Arena.Cli/bin/{name}.dll", Built);
    }

    public void Dispose() => kit.Dispose();

    [Fact]
    public void What_was_built_after_its_sources_is_fresh()
    {
        Put("tools/Arena.Cli/obj/Generated.cs", Built.AddMinutes(1));

        IsOutOfDate().Should().BeFalse();
    }

    [Theory]
    [InlineData("tools/Arena.Cli/Commands/New.cs")]
    [InlineData("tools/Arena.Verify.Worker/A.cs")]
    [InlineData("library/Arena.Tensors/A.cs")]
    [InlineData("Directory.Build.props")]
    public void A_newer_source_asks_for_a_build(string source)
    {
        Put(source, Built.AddMinutes(1));

        IsOutOfDate().Should().BeTrue();
    }

    private bool IsOutOfDate() => Freshness.IsOutOfDate(kit.Root, Path.Combine(kit.Root, "tools", "Arena.Cli", "bin"));

    private void Put(string path, DateTime time)
    {
        kit.Write(path, "");
        File.SetLastWriteTimeUtc(Path.Combine(kit.Root, path), time);
    }
}
