using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Cli.Output;
using Arena.Skeleton;

namespace Arena.Cli.Commands;

/// <summary><c>arena skeleton</c>: for instructors, <c>chapters/</c> from <c>solutions/</c>.</summary>
internal static class SkeletonCommand
{
    private const int MostDiffLines = 200;

    public static Command Build(CommandContext context)
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; show what is out of step." };
        var force = new Option<bool>("--force") { Description = "Write over edited files too, after a copy of each." };
        var command = new Command("skeleton", "For instructors: generate chapters/ from solutions/.") { check, force };
        command.SetAction(parsed =>
            Run(context, context.IsJson(parsed), parsed.GetValue(check), parsed.GetValue(force)));
        return command;
    }

    private static int Run(CommandContext context, bool json, bool check, bool force)
    {
        var (session, screen) = (context.Session, context.Screen);
        if (check && force)
            throw CommandException.Usage("--check writes nothing, so there is nothing to force.",
                session.Command("skeleton --force"));
        var workspace = session.FindWorkspace();
        var outcome = SkeletonGenerator.Generate(workspace);
        if (outcome.Problems.Count > 0) return Refused(screen, json, outcome.Problems);
        return check
            ? Compare(session, screen, json, SkeletonCheck.Compare(workspace, outcome), outcome.Index.Exercises.Count)
            : Report(session, screen, json, SkeletonWriter.Write(workspace, outcome, force),
                outcome.Index.Exercises.Count);
    }

    private static int Refused(Screen screen, bool json, IReadOnlyList<Problem> problems)
    {
        if (json)
        {
            screen.Object(new JsonObject
            {
                ["error"] = "solutions/ has problems, so nothing was generated.",
                ["problems"] = new JsonArray([.. problems.Select(x => new JsonObject
                {
                    ["file"] = x.File, ["line"] = x.Line, ["column"] = x.Column, ["message"] = x.Message,
                })]),
            });
            return ExitCodes.Wrong;
        }
        foreach (var problem in problems)
        {
            screen.Write($"{problem.File}:{problem.Line}", Styles.Bad);
            screen.Prose(problem.Message, indent: 2);
        }
        screen.Gap();
        screen.Write("Nothing was generated. Mend these first.");
        return ExitCodes.Wrong;
    }

    private static int Compare(
        Session session, Screen screen, bool json, IReadOnlyList<SkeletonDifference> differences, int exercises)
    {
        if (json)
            screen.Object(new JsonObject
            {
                ["exercises"] = exercises,
                ["differences"] = new JsonArray([.. differences.Select(x => new JsonObject
                {
                    ["file"] = x.Path, ["kind"] = x.Kind.ToString().ToLowerInvariant(), ["diff"] = x.Diff,
                })]),
            });
        else if (differences.Count == 0)
            screen.Write($"chapters/ is what solutions/ generates: {exercises} exercises.", Styles.Good);
        else
            ShowDifferences(session, screen, differences);
        return differences.Count == 0 ? ExitCodes.Good : ExitCodes.Wrong;
    }

    private static void ShowDifferences(Session session, Screen screen, IReadOnlyList<SkeletonDifference> differences)
    {
        var left = MostDiffLines;
        foreach (var difference in differences)
        {
            screen.Write(new Line()
                .Add(difference.Path, Styles.Strong)
                .Add($"  {difference.Kind.ToString().ToLowerInvariant()}", Styles.Bad));
            foreach (var line in difference.Diff.TrimEnd('\n').Split('\n').Take(left))
                screen.Write(line, line is ['+', ..] ? Styles.Good : line is ['-', ..] ? Styles.Bad : Styles.Plain);
            left = Math.Max(0, left - difference.Diff.Count(x => x == '\n'));
        }
        if (left == 0)
            screen.Write($"The differences are shortened to {MostDiffLines} lines; --json has them all.", Styles.Quiet);
        screen.Gap();
        screen.Write($"{differences.Count} file(s) of chapters/ are out of step with solutions/.", Styles.Bad);
        screen.Next(session.Command("skeleton"));
    }

    private static int Report(
        Session session, Screen screen, bool json, IReadOnlyList<SkeletonChange> changes, int exercises)
    {
        var kept = changes.Where(x => x.Action == SkeletonAction.Kept).ToList();
        if (json)
            screen.Object(new JsonObject
            {
                ["exercises"] = exercises,
                ["files"] = new JsonArray([.. changes.Select(x => new JsonObject
                {
                    ["file"] = x.Path, ["action"] = Word(x.Action), ["backup"] = x.Backup,
                })]),
            });
        else
        {
            foreach (var change in changes.Where(x => x.Action != SkeletonAction.Unchanged))
                screen.Write(new Line()
                    .Add($"{Word(change.Action),-10}", kept.Contains(change) ? Styles.Warn : Styles.Quiet)
                    .Add(change.Path).Add(change.Backup is null ? "" : $"  copy: {change.Backup}"));
            var unchanged = changes.Count(x => x.Action == SkeletonAction.Unchanged);
            screen.Write($"{exercises} exercises, {unchanged} of {changes.Count} files were up to date.");
            if (kept.Count > 0)
            {
                screen.Prose(
                    $"{kept.Count} edited file(s) were left alone, so chapters/ is out of step with solutions/. "
                    + "If they hold your answers, all is well. To write stubs over them, after a copy of each:");
                screen.Write($"  {session.Command("skeleton --force")}", Styles.Code);
            }
            else screen.Next("dotnet test -p:Against=solutions");
        }
        return kept.Count == 0 ? ExitCodes.Good : ExitCodes.Wrong;
    }

    private static string Word(SkeletonAction action) =>
        action == SkeletonAction.BackedUp ? "replaced" : action.ToString().ToLowerInvariant();
}
