namespace Arena.Data.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("arena-folder-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_variable_comes_first() =>
        DataFolder.Find("sets", folder, folder).Should().Be(Path.Combine(folder, "sets"));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Then_the_kit_of_the_program_and_then_that_of_the_user(string? named)
    {
        var (kit, other, outside) = (Kit("kit"), Kit("other"), Folder("outside"));
        DataFolder.Find(named, Path.Combine(kit, "bin"), other).Should().Be(Path.Combine(kit, ".arena", "data"));
        DataFolder.Find(named, outside, other).Should().Be(Path.Combine(other, ".arena", "data"));
    }

    [Fact]
    public void Then_a_folder_of_the_users()
    {
        var found = DataFolder.Find(null, folder, folder);
        found.Should().EndWith(Path.Combine("Arena.Exercises", "data"));
        Path.IsPathFullyQualified(found).Should().BeTrue();
        found.Should().NotStartWith(folder);
    }

    private string Kit(string name)
    {
        var kit = Folder(name);
        File.WriteAllText(Path.Combine(kit, "Arena.Exercises.sln"), "");
        Directory.CreateDirectory(Path.Combine(kit, "bin"));
        return kit;
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
