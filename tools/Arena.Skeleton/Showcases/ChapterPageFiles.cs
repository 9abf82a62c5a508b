namespace Arena.Skeleton.Showcases;

/// <summary>The chapters' pages on disk, each of which is made of the index and of a record.</summary>
public static class ChapterPageFiles
{
    /// <summary>
    /// The page of each chapter that has a record: its path from the root, its text (null when it is missing), and what
    /// the text has to be.
    /// </summary>
    public static IReadOnlyList<(string Path, string? Text, string Wanted)> Read(
        Workspace workspace, ExerciseIndex index)
    {
        var folder = Path.Combine(workspace.Root, ChapterRecord.Folder);
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file =>
        {
            var chapter = Path.GetFileNameWithoutExtension(file);
            var page = Path.ChangeExtension(file, ".md");
            return (
                $"{ChapterRecord.Folder}/{chapter}.md",
                File.Exists(page) ? LineEndings.Normalise(File.ReadAllText(page)) : null,
                ChapterPage.Text(workspace, chapter, index, ChapterRecord.Read(workspace, chapter)));
        })];
    }
}
