namespace Arena.Skeleton;

/// <summary>Makes the text of every file of <c>chapters/</c> from <c>solutions/</c>; writes nothing.</summary>
public static class SkeletonGenerator
{
    /// <summary>Makes the skeleton of a kit.</summary>
    /// <param name="workspace">The kit.</param>
    public static SkeletonOutcome Generate(Workspace workspace)
    {
        if (Directory.Exists(workspace.Solutions)) return Generate(SolutionFile.ReadAll(workspace));
        const string message = "There is no such folder: this is a learner's branch, and its stubs are there already.";
        return Refused([new Problem("solutions", 1, 1, message)]);
    }

    /// <summary>Makes the skeleton of sources in memory.</summary>
    /// <param name="files">The files of <c>solutions/</c>: sources (.cs) and projects (.csproj).</param>
    public static SkeletonOutcome Generate(IReadOnlyList<SolutionFile> files)
    {
        var problems = new Problems();
        foreach (var file in files.Where(file => file.Chapter is null))
        {
            const string message = "The file is in no chapter's folder, such as solutions/0-Fundamentals.";
            problems.Add(new Problem($"solutions/{file.Path}", 1, 1, message));
        }

        var chapters = files.Where(file => file.Chapter is not null)
            .GroupBy(file => file.Chapter!)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ChapterSkeleton(group.Key, [.. group], problems))
            .ToList();

        var exercises = new Dictionary<string, ExerciseDeclaration>();
        foreach (var exercise in chapters.SelectMany(chapter => chapter.ReadExercises()))
        {
            if (exercises.TryAdd(exercise.Entry.Id, exercise)) continue;
            var first = exercises[exercise.Entry.Id].Entry;
            problems.Add(exercise.Attribute, $"{first.Member} in {first.File} is exercise {first.Id} already.");
        }

        var generated = chapters.SelectMany(chapter => chapter.MakeStubs())
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        if (problems.Any) return Refused(problems.InOrder);

        var entries = exercises.Values
            .Select(exercise => exercise.Entry)
            .OrderBy(entry => ExerciseNumber.Parse(entry.Id));
        var ids = generated.Select(file => KeyValuePair.Create(file.Path, GitBlob.Id(file.Text)));
        var index = new ExerciseIndex([.. entries], new OrderedDictionary<string, string>(ids));
        generated.Add(new GeneratedFile(ExerciseIndex.FileName, index.ToJson()));
        return new SkeletonOutcome(generated, index, []);
    }

    private static SkeletonOutcome Refused(IReadOnlyList<Problem> problems) =>
        new([], new ExerciseIndex([], new Dictionary<string, string>()), problems);
}
