namespace Arena.Skeleton;

/// <summary>The pages of the mental models on disk, whose lists of exercises follow the index.</summary>
internal static class ModelPageFiles
{
    /// <summary>Each page that a kit has: its path from the root, its text, and what the text has to be.</summary>
    /// <exception cref="InvalidDataException">A page lacks the lines between which its list is written.</exception>
    public static IReadOnlyList<(string Path, string Text, string Updated)> Read(
        Workspace workspace, ExerciseIndex index)
    {
        var pages = new List<(string, string, string)>();
        foreach (var model in Enum.GetValues<MentalModel>())
        {
            var path = $"docs/mental-models/{(int)model}.md";
            var file = Path.Combine(workspace.Root, path);
            if (!File.Exists(file)) continue;
            var text = LineEndings.Normalise(File.ReadAllText(file));
            pages.Add((path, text, MentalModelPages.Update(text, index, (int)model)));
        }
        return pages;
    }
}
