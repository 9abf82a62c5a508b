using Arena.Verify.Sources;

namespace Arena.Verify.Checks;

/// <summary>Each answer beside a solution is one to an exercise of its chapter: no other would ever be tried.</summary>
internal static class AnswerCheck
{
    /// <summary>Looks at all answers.</summary>
    /// <param name="chapters">The kit's solutions.</param>
    public static IReadOnlyList<Finding> Check(IReadOnlyList<ChapterSource> chapters) =>
        [.. chapters.SelectMany(chapter => Answer.ReadAll(chapter)
            .Where(x => !chapter.Exercises.Any(exercise => exercise.Id == x.Exercise))
            // About no exercise, so that it is shown whichever are verified.
            .Select(x => new Finding(x.Check, null, x.File, x.Line,
                $"{x.Name} is an answer to \"{x.Exercise}\", and {chapter.Name} has no such exercise: it is never tried.",
                "Write the id of the exercise that it answers.")))];
}
