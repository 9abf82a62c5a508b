using System.Text.Json;
using Arena.Cli.Checking;
using Arena.Tensors;

namespace Arena.Cli.Health;

/// <summary>Collects the facts; changes nothing.</summary>
internal static class Examination
{
    /// <summary>Looks at a kit and the machine.</summary>
    public static async Task<Facts> OfAsync(Workspace workspace)
    {
        var git = new GitRepository(workspace.Root);
        var version = await git.VersionAsync();
        var inRepository = version is not null && await git.ExistsAsync();
        var index = ReadIndex(workspace);
        var library = NativeLibraryOf(workspace);
        var packages = PackagesFolder();
        return new Facts
        {
            Sdk = await SdkAsync(workspace),
            SdkWanted = SdkWanted(workspace),
            NativeLibrary = library,
            NativeError = library is null ? null : Native.FailureAt(library)?.Cause,
            FreeDisk = FreeBytes(workspace.Root),
            FreeDiskForPackages = FreeBytes(packages),
            HasPackages = Directory.Exists(packages) && Directory.EnumerateDirectories(packages, "libtorch-*").Any(),
            Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Git = version,
            InRepository = inRepository,
            Remotes = inRepository ? await git.RemotesAsync() : [],
            Edits = inRepository ? await git.EditsAsync() : [],
            HasSolutions = Directory.Exists(workspace.Solutions),
            MissingFiles = index is null ? null : [.. Expected(index)
                .Where(x => !File.Exists(Path.Combine(workspace.Chapters, x)))
                .Select(x => $"chapters/{x}")],
            Exercises = index?.Exercises.Count ?? 0,
            Device = Environment.GetEnvironmentVariable("ARENA_DEVICE"),
        };
    }

    private static IEnumerable<string> Expected(ExerciseIndex index) =>
        index.Files.Keys.Concat(index.Exercises.Select(x => x.Page)).Concat(index.Exercises.Select(x => x.File))
            .Distinct();

    private static ExerciseIndex? ReadIndex(Workspace workspace)
    {
        try
        {
            return ExerciseIndex.Read(workspace);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    private static async Task<string?> SdkAsync(Workspace workspace)
    {
        var exit = await Child.RunAsync(DotNet.Host, ["--version"], workspace.Root);
        return exit.ExitCode == 0 ? exit.Output.Trim() : null;
    }

    private static string SdkWanted(Workspace workspace)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(workspace.Root, "global.json")));
        return json.RootElement.GetProperty("sdk").GetProperty("version").GetString() ?? "";
    }

    // The newest one that a build of a chapter's tests or of this program has put in place.
    private static string? NativeLibraryOf(Workspace workspace) =>
        new[] { "tests", "tools" }
            .Select(x => Path.Combine(workspace.Root, x))
            .Where(Directory.Exists)
            .SelectMany(x => Directory.EnumerateFiles(x, "*LibTorchSharp.*", SearchOption.AllDirectories))
            .Where(x => Path.GetFileName(x) is "libLibTorchSharp.so" or "LibTorchSharp.dll" or "libLibTorchSharp.dylib")
            .Where(x => x.Split('/', '\\').Contains("bin"))
            .MaxBy(File.GetLastWriteTimeUtc);

    private static string PackagesFolder() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // Of the folder, or of the nearest one above it that exists.
    private static long FreeBytes(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (!at.Exists && at.Parent is not null) at = at.Parent;
        return new DriveInfo(at.FullName).AvailableFreeSpace;
    }
}
