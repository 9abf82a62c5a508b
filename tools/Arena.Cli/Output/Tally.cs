using Arena.Cli.Course;

namespace Arena.Cli.Output;

/// <summary>How many exercises passed, failed, are to do. It never says only "passed" while something is to
/// do.</summary>
internal static class Tally
{
    /// <summary>What tests could not try although they passed.</summary>
    public static IEnumerable<string> OpenParts(IEnumerable<ExerciseStanding> standings) =>
        OpenPart.Sentences(standings.Where(x => x.State == ExerciseState.Passed)
            .Select(x => (x.Exercise.Id, x.Message)));

    /// <summary>The counts.</summary>
    public static Line Of(IReadOnlyCollection<ExerciseStanding> standings)
    {
        int Count(ExerciseState state) => standings.Count(x => x.State == state);
        var (passed, failed, todo) =
            (Count(ExerciseState.Passed), Count(ExerciseState.Failed), Count(ExerciseState.Todo));
        var line = new Line().Add($"{passed} passed", passed > 0 ? Styles.Good : Styles.Plain);
        if (failed > 0) line.Add(", ").Add($"{failed} failed", Styles.Bad);
        if (todo > 0) line.Add($", {todo} to do");
        return line;
    }
}
