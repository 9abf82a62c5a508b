using Arena.Cli.Course;
using Arena.Cli.Output;

namespace Arena.Cli.Checking;

/// <summary>What <c>arena check</c> shows: a line an exercise, the first failure whole, the others in short.</summary>
/// <param name="session">For the commands that it suggests.</param>
/// <param name="screen">Where it is shown.</param>
/// <param name="kit">The exercises.</param>
/// <param name="against">Whose code was checked: <c>chapters</c> or <c>solutions</c>.</param>
internal sealed class CheckReport(Session session, Screen screen, Kit kit, string against = "chapters")
{
    private const string Solutions = "solutions";
    private const int MostErrors = 10;
    private const int MostPrinted = 20;

    /// <summary>The exercises' lines, and the first failure.</summary>
    public void Show(IReadOnlyList<ExerciseStanding> standings, string printed)
    {
        ShowPrinted(printed);
        var firstFailure = standings.FirstOrDefault(x => x.State == ExerciseState.Failed);
        foreach (var standing in standings)
        {
            screen.Write(ExerciseLines.Of(standing, screen));
            if (standing.State == ExerciseState.Failed && standing != firstFailure)
                screen.Write(new Line().Add("  ").Add(FirstLine(standing.Message), Styles.Quiet));
        }
        screen.Gap();
        if (firstFailure is not null)
        {
            if (standings.Count > 1)
                screen.Write($"{firstFailure.Exercise.Id} {firstFailure.Exercise.Title}", Styles.Strong);
            screen.Verbatim(firstFailure.Message, indent: 2);
            screen.Write(new Line().Add("  test  ", Styles.Quiet).Add(ShortName(firstFailure.Test)));
            screen.Write(Code(firstFailure.Exercise, "  code  "));
            screen.Gap();
        }
        if (standings.Count > 1) screen.Write(Tally.Of(standings));
        foreach (var sentence in Tally.OpenParts(standings)) screen.Prose(sentence);
    }

    /// <summary>Compiler errors, by file and line.</summary>
    public void ShowErrors(IReadOnlyList<BuildError> errors)
    {
        screen.Write("The code does not compile.", Styles.Bad);
        screen.Gap();
        foreach (var error in errors.Take(MostErrors))
        {
            if (error.File is not null) screen.Write(screen.Place(error.File, error.Line));
            var code = error.Code.Length > 0 ? $" ({error.Code})" : "";
            screen.Prose(error.Message + code, indent: error.File is null ? 0 : 2);
        }
        if (errors.Count > MostErrors) screen.Write($"and {errors.Count - MostErrors} more", Styles.Quiet);
        screen.Gap();
    }

    /// <summary>The same check, for when the code compiles.</summary>
    /// <param name="words">What was to be checked, as it was typed.</param>
    public void ShowAgain(IEnumerable<string> words) =>
        screen.Next(session.Command(string.Join(' ', words.Prepend("check"))), "when it is mended");

    /// <summary>What to do after a check.</summary>
    public void ShowNext(IReadOnlyList<ExerciseStanding> standings)
    {
        var failed = standings.FirstOrDefault(x => x.State == ExerciseState.Failed)?.Exercise;
        if (against == Solutions)
        {
            screen.Next(
                session.Command(failed is null ? "skeleton --check" : $"check {failed.Id} --against {Solutions}"));
            return;
        }
        if (failed is not null)
        {
            screen.Next(session.Command($"hint {failed.Id}"));
            return;
        }
        var next = standings.FirstOrDefault(x => x.State == ExerciseState.Todo)
            ?? Progress.Read(kit).NextAfter(standings[^1].Exercise);
        if (next is null)
        {
            screen.Next(session.Command(""), "everything is solved");
            return;
        }
        screen.Write(Code(next.Exercise, "Go on in "));
        screen.Next(session.Command($"check {next.Exercise.Id}"));
    }

    private void ShowPrinted(string printed)
    {
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return;
        screen.Write("Your code printed:", Styles.Strong);
        if (lines.Length > MostPrinted) screen.Write($"  ({lines.Length - MostPrinted} lines before)", Styles.Quiet);
        foreach (var line in lines.TakeLast(MostPrinted)) screen.Write(new Line().Add("  ").Add(line));
        screen.Gap();
    }

    private Line Code(ExerciseEntry exercise, string label)
    {
        var file = Path.GetFullPath(Path.Combine(kit.Workspace.Root, against, exercise.File));
        return screen.Place(file, SourceLocation.LineOf(file, exercise.Id), label);
    }

    // Namespace.Class.Method(arguments) without what a learner does not look for.
    private static string ShortName(string test)
    {
        var arguments = test.IndexOf('(') is >= 0 and var at ? at : test.Length;
        return test[(test.LastIndexOf('.', arguments - 1) + 1)..];
    }

    private string FirstLine(string message)
    {
        var line = message.Split('\n')[0];
        var room = screen.Width - 2;
        var dots = screen.Signs("…");
        return line.Length <= room ? line : line[..(room - dots.Length)] + dots;
    }
}
