namespace Arena.Tools.Tests.Skeleton;

/// <summary>An empty kit in a folder of its own, deleted at the end.</summary>
internal sealed class TemporaryKit : IDisposable
{
    public TemporaryKit()
    {
        Workspace = new Workspace(Directory.CreateTempSubdirectory("arena-kit-").FullName);
        Write("Arena.Exercises.sln", "");
    }

    public Workspace Workspace { get; }

    public void Write(string path, string text)
    {
        var full = Path.Combine(Workspace.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Workspace.Root, path));

    public bool Has(string path) => File.Exists(Path.Combine(Workspace.Root, path));

    public void Delete(string path) => File.Delete(Path.Combine(Workspace.Root, path));

    public IReadOnlyList<string> Files() =>
        [.. Directory.GetFiles(Workspace.Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Workspace.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Workspace.Root, recursive: true);
}
