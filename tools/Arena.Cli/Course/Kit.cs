using System.Text;
using System.Text.Json;

namespace Arena.Cli.Course;

/// <summary>The exercises of the kit in which the user is.</summary>
/// <param name="Workspace">Where the kit lies.</param>
/// <param name="Index">Its exercises.</param>
internal sealed record Kit(Workspace Workspace, ExerciseIndex Index)
{
    /// <summary>Reads the kit.</summary>
    /// <exception cref="CommandException">There is none, or it has no list of exercises.</exception>
    public static Kit Find(Session session)
    {
        var workspace = session.FindWorkspace();
        try
        {
            return new Kit(workspace, ExerciseIndex.Read(workspace));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CommandException.Wrong(
                $"The list of exercises, chapters/{ExerciseIndex.FileName}, is missing.",
                Directory.Exists(workspace.Solutions)
                    ? session.Command("skeleton")
                    : $"git restore chapters/{ExerciseIndex.FileName}");
        }
        catch (JsonException e)
        {
            throw CommandException.Wrong(
                $"The list of exercises, chapters/{ExerciseIndex.FileName}, is damaged: {e.Message}",
                $"git restore chapters/{ExerciseIndex.FileName}");
        }
    }

    /// <summary>The full path of a file that the index names.</summary>
    public string PathOf(string fileBelowChapters) =>
        Path.GetFullPath(Path.Combine(Workspace.Chapters, fileBelowChapters));

    /// <summary>The chapter's folder, in <c>chapters/</c>, <c>solutions/</c> and <c>tests/</c> alike.</summary>
    public static string ChapterFolder(ExerciseEntry exercise) => exercise.File.Split('/')[0];

    /// <summary>The chapter's name: "Fundamentals" of <c>0-Fundamentals</c>.</summary>
    public static string ChapterName(ExerciseEntry exercise) => Name(ChapterFolder(exercise));

    /// <summary>The section's name: "Prerequisites" of <c>0-Fundamentals/0-Prerequisites/README.md</c>.</summary>
    public static string SectionName(ExerciseEntry exercise) =>
        exercise.Page.Split('/') is [_, var section, ..] ? Name(section) : "";

    /// <summary>The mental model's name: "Residual stream".</summary>
    public static string ModelName(MentalModel model) => Spaced(model.ToString());

    private static string Name(string folder) => Spaced(folder[(folder.IndexOf('-') + 1)..]);

    private static string Spaced(string pascalCase)
    {
        var text = new StringBuilder();
        foreach (var (i, letter) in pascalCase.Index())
        {
            var starts = i > 0 && char.IsUpper(letter) && char.IsLower(pascalCase[i - 1]);
            text.Append(starts ? $" {char.ToLowerInvariant(letter)}" : $"{letter}");
        }
        return text.ToString();
    }
}
