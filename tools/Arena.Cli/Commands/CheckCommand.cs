using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Cli.Checking;
using Arena.Cli.Course;
using Arena.Cli.Output;

namespace Arena.Cli.Commands;

/// <summary><c>arena check</c>: builds, runs the tests, says how each exercise stands.</summary>
internal static class CheckCommand
{
    private const string Solutions = "solutions";
    private const string Chapters = "chapters";

    // A test ends itself after 10 seconds, or what its author allowed; this is for when it cannot.
    private const int DefaultPatience = 60;

    public static Command Build(CommandContext context)
    {
        var what = new Argument<string[]>("what")
        {
            Description = "Exercises (0.0.7), sections (0.0), chapters (0 or a name), words of a title. "
                + "Without it: the section of the next unsolved exercise.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var all = new Option<bool>("--all") { Description = "Check every exercise." };
        var against = new Option<string>("--against")
        {
            Description = "chapters (your code) or solutions (the reference, for instructors).",
            DefaultValueFactory = _ => Chapters,
        };
        against.AcceptOnlyFromAmong(Chapters, Solutions);
        var patience = new Option<int>("--patience")
        {
            Description = "End the tests when nothing happened for so many seconds beyond a test's own limit.",
            DefaultValueFactory = _ => DefaultPatience,
        };
        var command = new Command("check", "Run the tests of exercises and say what is wrong.")
        {
            what, all, against, patience,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            context, context.IsJson(parsed), parsed.GetValue(what) ?? [], parsed.GetValue(all),
            parsed.GetValue(against)!,
            TimeSpan.FromSeconds(Math.Max(1, parsed.GetValue(patience))), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, bool json, IReadOnlyList<string> words, bool all, string against, TimeSpan patience,
        CancellationToken cancellation)
    {
        var (session, screen) = (context.Session, context.Screen);
        var kit = Kit.Find(session);
        if (against == Solutions && !Directory.Exists(kit.Workspace.Solutions))
            throw CommandException.Wrong(
                "There is no solutions/ here: this is a learner's clone. The reference is in the branches main and "
                    + "solutions of the kit's repository.",
                session.Command("check"));
        var report = new CheckReport(session, screen, kit, against);
        var selected = all ? kit.Index.Exercises
            : words.Count > 0 ? Selection.Of(kit, words, session)
            : NextSection(kit);
        if (selected.Count == 0)
            throw CommandException.Wrong("There are no exercises to check yet.", session.Command("doctor"));

        var results = new List<TestResult>();
        var printed = "";
        foreach (var chapter in selected.GroupBy(Kit.ChapterFolder))
        {
            var project = TestProject.Of(kit, chapter.First(), against);
            var build = new ProjectBuild(kit.Workspace);
            var errors = await screen.WhileAsync("Building", json, () => build.RunAsync(project, cancellation));
            if (errors.Count > 0) return DoesNotCompile(context, json, report, errors, words);
            var run = new TestRun(new XunitTestProgram(project.Assembly, patience));
            var ids = chapter.Select(x => x.Id).ToList();
            var ofChapter = await screen.WhileAsync(
                $"Running the tests of {ids.Count} exercise{(ids.Count == 1 ? "" : "s")}",
                json,
                () => run.RunAsync(ids, cancellation));
            if (against == Chapters) LearnersJournal.Merge(kit.Workspace, project.Name, ids, ofChapter);
            results.AddRange(ofChapter);
            printed += run.Printed;
        }

        var standings = Standings(selected, results, against);
        if (json) screen.Object(new JsonObject { ["exercises"] = ExerciseLines.ToJson(standings) });
        else
        {
            report.Show(standings, printed);
            report.ShowNext(standings);
        }
        return standings.Any(x => x.State == ExerciseState.Failed) ? ExitCodes.Wrong : ExitCodes.Good;
    }

    private static IReadOnlyList<ExerciseEntry> NextSection(Kit kit) =>
        Progress.Read(kit).Next is { Exercise: var next }
            ? [.. kit.Index.Exercises.Where(x => x.Section == next.Section)]
            : kit.Index.Exercises;

    /// <summary>How the exercises stand; in the reference nothing may be to do or without a test.</summary>
    internal static IReadOnlyList<ExerciseStanding> Standings(
        IReadOnlyList<ExerciseEntry> selected, IReadOnlyList<TestResult> results, string against)
    {
        var tested = results.Select(x => x.Exercise).ToHashSet();
        return [.. Progress.Of(selected, results)
            .Select(x => tested.Contains(x.Exercise.Id) ? x : x with { Message = "No test belongs to this exercise." })
            .Select(x => against == Solutions && x.State == ExerciseState.Todo
                ? x with { State = ExerciseState.Failed }
                : x)];
    }

    private static int DoesNotCompile(
        CommandContext context, bool json, CheckReport report, IReadOnlyList<BuildError> errors,
        IReadOnlyList<string> words)
    {
        if (!json)
        {
            report.ShowErrors(errors);
            report.ShowAgain(words);
            return ExitCodes.Wrong;
        }
        context.Screen.Object(new JsonObject
        {
            ["error"] = "The code does not compile.",
            ["fix"] = errors[0] is { File: { } file, Line: var line }
                ? $"{file}:{line} {errors[0].Message}"
                : errors[0].Message,
            ["exercises"] = new JsonArray(),
        });
        return ExitCodes.Wrong;
    }
}
