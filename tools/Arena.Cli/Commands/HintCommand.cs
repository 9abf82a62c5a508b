using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Cli.Course;
using Arena.Cli.Output;

namespace Arena.Cli.Commands;

/// <summary><c>arena hint</c>: one more hint with each call, from a nudge to nearly there.</summary>
internal static class HintCommand
{
    public static Command Build(CommandContext context)
    {
        var exercise = new Argument<string[]>("exercise")
        {
            Description = "An id (0.0.7) or words of a title. Without it: the next unsolved exercise.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var level =
            new Option<int?>("--level") { Description = "Show this hint: 1 is a nudge, the last is nearly there." };
        var all = new Option<bool>("--all") { Description = "Show every hint." };
        var command = new Command("hint", "Show one more hint for an exercise.") { exercise, level, all };
        command.SetAction(parsed =>
            Run(context, parsed, parsed.GetValue(exercise) ?? [], parsed.GetValue(level), parsed.GetValue(all)));
        return command;
    }

    private static int Run(
        CommandContext context, ParseResult parsed, IReadOnlyList<string> words, int? level, bool all)
    {
        var (session, screen) = (context.Session, context.Screen);
        var kit = Kit.Find(session);
        var exercise = words.Count > 0 ? Selection.One(kit, words, "hint", session) : Progress.Read(kit).Next?.Exercise;
        if (exercise is null)
            throw CommandException.Usage("Everything is solved. To see an exercise's hints, name it.",
                session.Command("hint 0.0.1"));
        var page = kit.PathOf(exercise.Page);
        if (!File.Exists(page))
            throw CommandException.Wrong(
                $"The section page chapters/{exercise.Page} is missing.", $"git restore chapters/{exercise.Page}");
        var hints = HintPage.HintsOf(File.ReadAllText(page), exercise.Id);
        if (hints.Count == 0)
            throw CommandException.Wrong(
                $"chapters/{exercise.Page} has no hint for {exercise.Id} {exercise.Title}.",
                session.Command($"check {exercise.Id}"));
        if (level is { } asked && (asked < 1 || asked > hints.Count))
            throw CommandException.Usage(
                $"There is no hint {asked}: {exercise.Id} has {hints.Count}.",
                session.Command($"hint {exercise.Id} --level {hints.Count}"));

        var seen = new HintsSeen(kit.Workspace);
        var upTo = all ? hints.Count : level ?? Math.Min(seen.Of(exercise.Id) + 1, hints.Count);
        var repeated = level is null && !all && seen.Of(exercise.Id) >= hints.Count;
        seen.Remember(exercise.Id, upTo);
        // Whoever has seen them all and asks again wants to look something up.
        var from = all || repeated ? 1 : upTo;
        if (context.IsJson(parsed)) screen.Object(ToJson(exercise, hints, from, upTo));
        else Show(session, screen, exercise, hints, from, upTo, repeated);
        return ExitCodes.Good;
    }

    private static void Show(
        Session session, Screen screen, ExerciseEntry exercise, IReadOnlyList<string> hints, int from, int upTo,
        bool repeated)
    {
        screen.Write(new Line().Add($"{exercise.Id} {exercise.Title}", Styles.Strong));
        if (repeated) screen.Prose("You have seen every hint; here they are again.");
        for (var i = from; i <= upTo; i++)
        {
            screen.Gap();
            screen.Write($"Hint {i} of {hints.Count}", Styles.Quiet);
            foreach (var line in Prose.Markdown(hints[i - 1], screen.Width, 2, screen.Glyphs)) screen.Write(line);
        }
        screen.Gap();
        var left = hints.Count - upTo;
        if (left > 0) screen.Write($"{left} more: {session.Command($"hint {exercise.Id}")}", Styles.Quiet);
        screen.Next(session.Command($"check {exercise.Id}"));
    }

    private static JsonObject ToJson(ExerciseEntry exercise, IReadOnlyList<string> hints, int from, int upTo) => new()
    {
        ["exercise"] = exercise.Id,
        ["title"] = exercise.Title,
        ["hints"] = new JsonArray([.. Enumerable.Range(from, upTo - from + 1)
            .Select(i => new JsonObject { ["level"] = i, ["text"] = hints[i - 1] })]),
        ["left"] = hints.Count - upTo,
    };
}
