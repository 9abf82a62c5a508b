using Arena.Cli.Course;

namespace Arena.Cli.Checking;

/// <summary>The test project of a chapter.</summary>
/// <param name="Path">The project file.</param>
/// <param name="Against"><c>chapters</c> or <c>solutions</c>.</param>
internal sealed record TestProject(string Path, string Against)
{
    /// <summary>The test assembly's name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folder that mirrors the chapter's.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The built test program.</summary>
    public string Assembly => System.IO.Path.Combine(Folder, "bin", Against, "Debug", "net10.0", Name + ".dll");

    /// <summary>The test project of an exercise's chapter.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static TestProject Of(Kit kit, ExerciseEntry exercise, string against)
    {
        var chapter = Kit.ChapterFolder(exercise);
        var folder = System.IO.Path.Combine(kit.Workspace.Root, "tests", chapter);
        return Directory.Exists(folder) && Directory.GetFiles(folder, "*.csproj") is [var project, ..]
            ? new TestProject(project, against)
            : throw CommandException.Wrong($"The tests of chapter {chapter} are missing.",
                $"git restore tests/{chapter}");
    }
}
