namespace Arena.Testing.Running;

/// <summary>The traits by which an exercise's tests are chosen.</summary>
internal static class ExerciseTraits
{
    /// <summary>Exercise 0.0.7, Section 0.0, Chapter 0.</summary>
    public static KeyValuePair<string, string>[] Of(string exercise)
    {
        var parts = exercise.Split('.');
        return
        [
            new("Exercise", exercise),
            new("Section", string.Join('.', parts.Take(2))),
            new("Chapter", parts[0]),
        ];
    }
}
