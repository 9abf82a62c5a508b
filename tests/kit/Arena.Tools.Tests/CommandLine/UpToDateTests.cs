using Arena.Cli.Checking;

namespace Arena.Tools.Tests.CommandLine;

public sealed class UpToDateTests : IDisposable
{
    private static readonly DateTime Built = new(2026, 5, 17, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryKit kit = new();
    private readonly TestProject project;

    public UpToDateTests()
    {
        project = new(Path.Combine(kit.Root, "tests", "0-Fundamentals", "Arena.Fundamentals.Tests.csproj"), "chapters");
        foreach (var file in new[] { "library/A/A.cs", "analyzers/A/A.cs", "solutions/0-Fundamentals/A.cs",
            "chapters/1-Transformers/A.cs", "tests/Chapter.props" })
            kit.Write(file, "");
        kit.Write(Path.GetRelativePath(kit.Root, project.Assembly), "");
        kit.Write("stamp", kit.Root);
        Age();
        File.SetLastWriteTimeUtc(Path.Combine(kit.Root, "stamp"), Built);
    }

    public void Dispose() => kit.Dispose();

    [Fact]
    public void What_nobody_touched_is_up_to_date() => IsUpToDate().Should().BeTrue();

    [Theory]
    [InlineData($"chapters/{TemporaryKit.Topic}", false)]
    [InlineData("library/A/A.cs", false)]
    [InlineData("analyzers/A/A.cs", false)]
    [InlineData("tests/0-Fundamentals/Arena.Fundamentals.Tests.csproj", false)]
    [InlineData("tests/Chapter.props", false)]
    [InlineData("chapters/0-Fundamentals", false)]
    [InlineData("solutions/0-Fundamentals/A.cs", true)]
    [InlineData("chapters/1-Transformers/A.cs", true)]
    public void Only_what_goes_into_the_program_counts(string path, bool upToDate)
    {
        var full = Path.Combine(kit.Root, path);
        FileSystemInfo touched = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        touched.LastWriteTimeUtc = Built.AddMinutes(1);

        IsUpToDate().Should().Be(upToDate);
    }

    [Fact]
    public void A_page_is_not_compiled()
    {
        kit.Write($"chapters/{TemporaryKit.Page}", "");
        Age();
        File.SetLastWriteTimeUtc(Path.Combine(kit.Root, "stamp"), Built);
        File.SetLastWriteTimeUtc(Path.Combine(kit.Root, "chapters", TemporaryKit.Page), Built.AddMinutes(1));

        IsUpToDate().Should().BeTrue();
    }

    [Theory]
    [InlineData("stamp")]
    [InlineData("tests/0-Fundamentals/bin/chapters/Debug/net10.0/Arena.Fundamentals.Tests.dll")]
    public void What_is_missing_is_built(string path)
    {
        File.Delete(Path.Combine(kit.Root, path));

        IsUpToDate().Should().BeFalse();
    }

    [Fact]
    public void A_kit_that_was_moved_is_built()
    {
        kit.Write("stamp", kit.Root + "-before");
        File.SetLastWriteTimeUtc(Path.Combine(kit.Root, "stamp"), Built);

        IsUpToDate().Should().BeFalse();
    }

    private void Age()
    {
        foreach (var entry in new DirectoryInfo(kit.Root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            entry.LastWriteTimeUtc = Built.AddMinutes(-1);
    }

    private bool IsUpToDate() => new ProjectBuild(kit.Workspace).IsUpToDate(project, Path.Combine(kit.Root, "stamp"));
}
