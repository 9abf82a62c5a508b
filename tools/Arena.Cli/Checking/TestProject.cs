using Arena.Cli.Course;

namespace Arena.Cli.Checking;

/// <summary>The test project of a chapter.</summary>
/// <param name="Path">The project file.</param>
/// <param name="Against"><c>chapters</c> or <c>solutions</c>.</param>
internal sealed record TestProject(string Path, string Against) : BuildableProject(Path, Against)
{
    /// <summary>The chapter of the same name.</summary>
    public override string Sources => System.IO.Path.Combine(Against, System.IO.Path.GetFileName(Folder));

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
