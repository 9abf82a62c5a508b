using System.Globalization;
using System.Text.RegularExpressions;

namespace Arena.Cli.Checking;

/// <summary>A compiler's complaint.</summary>
/// <param name="File">The file's full path; null when it is about no file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Code">Such as CS1002.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record BuildError(string? File, int? Line, string Code, string Message);

/// <summary>Builds a project quietly, and only when something is newer than its last good build.</summary>
internal sealed partial class ProjectBuild(Workspace workspace)
{
    /// <summary>Builds a project with what it stands on.</summary>
    /// <returns>The errors; none when it is built.</returns>
    public async Task<IReadOnlyList<BuildError>> RunAsync(BuildableProject project, CancellationToken cancellation)
    {
        var stamp = Path.Combine(workspace.State, "built", $"{project.Name}.{project.Against}");
        if (IsUpToDate(project, stamp)) return [];
        var startedAt = DateTime.UtcNow;
        var exit = await Child.RunAsync(
            DotNet.Host,
            ["build", project.Path, "-v", "q", "-nologo", "-clp:NoSummary", $"-p:Against={project.Against}"],
            workspace.Root,
            new Dictionary<string, string>
            {
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                ["DOTNET_NOLOGO"] = "1",
                ["MSBUILDTERMINALLOGGER"] = "off",
            },
            cancellation: cancellation);
        if (exit.ExitCode != 0) return Errors(exit.Output + "\n" + exit.Error);
        Directory.CreateDirectory(Path.GetDirectoryName(stamp)!);
        await File.WriteAllTextAsync(stamp, workspace.Root, cancellation);
        // What was saved while the compiler ran is newer than the build.
        File.SetLastWriteTimeUtc(stamp, startedAt);
        return [];
    }

    /// <summary>The errors in a build's output, each once.</summary>
    public static IReadOnlyList<BuildError> Errors(string output)
    {
        var errors = output.Split('\n')
            .Select(x => Error().Match(x.Trim()))
            .Where(x => x.Success)
            .Select(x => new BuildError(
                x.Groups["file"].Success ? x.Groups["file"].Value : null,
                x.Groups["line"].Success
                    ? int.Parse(x.Groups["line"].Value, CultureInfo.InvariantCulture)
                    : null,
                x.Groups["code"].Value,
                x.Groups["message"].Value))
            .Distinct()
            .ToList();
        var said = output.Split('\n').Select(x => x.Trim()).Where(x => x.Length > 0).Take(5);
        return errors.Count > 0
            ? errors
            : [new BuildError(null, null, "", "The build failed. It said: " + string.Join(' ', said))];
    }

    /// <summary>Whether nothing that goes into a program is newer than its stamp.</summary>
    internal bool IsUpToDate(BuildableProject project, string stamp)
    {
        if (!File.Exists(stamp) || !File.Exists(project.Assembly)) return false;
        // Outputs link to files below the kit's folder: when it was moved, the links lead nowhere.
        if (File.ReadAllText(stamp) != workspace.Root) return false;
        var built = File.GetLastWriteTimeUtc(stamp);
        string[] folders =
        [
            project.Folder,
            Path.Combine(workspace.Root, project.Sources),
            Path.Combine(workspace.Root, "library"),
            Path.Combine(workspace.Root, "analyzers"),
        ];
        // The properties and targets that every project inherits.
        string[] above = [workspace.Root, workspace.Chapters, Path.Combine(workspace.Root, "tests")];
        return folders.Where(Directory.Exists).All(x => IsOlder(new DirectoryInfo(x), built))
            && above.SelectMany(Directory.GetFiles)
                .Where(x => Path.GetExtension(x) is ".props" or ".targets" || Path.GetFileName(x) == "global.json")
                .All(x => File.GetLastWriteTimeUtc(x) < built);
    }

    // Folders count too: a file that was deleted or renamed changes its folder's time.
    private static bool IsOlder(DirectoryInfo folder, DateTime built) =>
        folder.LastWriteTimeUtc < built && folder.EnumerateFileSystemInfos().All(x => x switch
        {
            DirectoryInfo { Name: "bin" or "obj" } => true,
            DirectoryInfo inner => IsOlder(inner, built),
            // Pages are read, not compiled.
            { Extension: ".md" } => true,
            _ => x.LastWriteTimeUtc < built,
        });

    [GeneratedRegex(
        @"^(?:(?<file>.+?)\((?<line>\d+)(?:,\d+)*\)|.*?)\s*: error (?<code>\w*): (?<message>.*?)(?: \[[^\[\]]*\])?$")]
    private static partial Regex Error();
}
