using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Cli.Checking;
using Arena.Cli.Course;
using Arena.Cli.Output;
using Arena.Cli.Resetting;
using Spectre.Console;

namespace Arena.Cli.Commands;

/// <summary><c>arena reset</c>: an exercise back to its stub; what was there is kept as a copy.</summary>
internal static class ResetCommand
{
    public static Command Build(CommandContext context)
    {
        var what = new Argument<string[]>("exercise or file")
        {
            Description = "An id (0.0.7), words of a title, or a file of chapters/.",
            Arity = ArgumentArity.OneOrMore,
        };
        var file = new Option<bool>("--file") { Description = "Put back the whole file that the exercise is in." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("reset", "Put an exercise back to its stub; your code is kept as a copy.")
        {
            what, file, yes,
        };
        command.SetAction(parsed => RunAsync(
            context, context.IsJson(parsed), parsed.GetValue(what)!, parsed.GetValue(file), parsed.GetValue(yes)));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, bool json, IReadOnlyList<string> words, bool wholeFile, bool yes)
    {
        var (session, screen) = (context.Session, context.Screen);
        var kit = Kit.Find(session);
        var (plan, exercises) = await PlanAsync(kit, session, words, wholeFile);
        var name = plan.Members.Count > 0 ? $"{exercises[0].Id} {exercises[0].Title}" : $"chapters/{plan.File}";
        if (!plan.IsChange)
        {
            if (json) screen.Object(ToJson(plan, null));
            else
            {
                screen.Prose($"{name} is as it was given; there is nothing to reset.");
                if (exercises.Count > 0) screen.Next(session.Command($"check {exercises[0].Id}"));
            }
            return ExitCodes.Good;
        }
        var again = session.Command($"reset {string.Join(' ', words)}{(wholeFile ? " --file" : "")} --yes");
        if (!yes && (json || !session.CanAsk))
            throw CommandException.Usage(
                $"This would put {name} back to its stub, and nobody is here to be asked. Nothing was changed.", again);
        if (!yes && !Confirm(session, name, plan, exercises))
        {
            screen.Write("Nothing was changed.");
            return ExitCodes.Good;
        }

        var copy = ExerciseReset.Carry(kit, plan, session.Clock.GetUtcNow());
        ForgetResults(kit, exercises);
        if (json) screen.Object(ToJson(plan, copy));
        else Show(session, screen, kit, name, plan, copy, exercises);
        return ExitCodes.Good;
    }

    private static async Task<(ResetPlan Plan, IReadOnlyList<ExerciseEntry> Exercises)> PlanAsync(
        Kit kit, Session session, IReadOnlyList<string> words, bool wholeFile)
    {
        var named = words is [var path] ? FileNamed(kit, session, path) : null;
        var exercise = named is null ? Selection.One(kit, words, "reset", session) : null;
        var file = named ?? exercise!.File;
        var pristine = await Pristine.TextOfAsync(kit, file);
        return exercise is null || wholeFile
            ? (ExerciseReset.PlanFile(kit, file, pristine), [.. kit.Index.Exercises.Where(x => x.File == file)])
            : (ExerciseReset.PlanExercise(kit, exercise, pristine, session.Command($"reset {exercise.Id} --file")),
                [exercise]);
    }

    // A file is named from the user's folder, from the kit's root, or from chapters/.
    private static string? FileNamed(Kit kit, Session session, string name) =>
        new[] { session.CurrentFolder, kit.Workspace.Root, kit.Workspace.Chapters }
            .Select(folder =>
                Path.GetRelativePath(kit.Workspace.Chapters, Path.Combine(folder, name)).Replace('\\', '/'))
            .FirstOrDefault(kit.Index.Files.ContainsKey);

    private static bool Confirm(Session session, string name, ResetPlan plan, IReadOnlyList<ExerciseEntry> exercises)
    {
        var all = plan.Members.Count == 0 ? $" with all {exercises.Count} exercises in it" : "";
        var question = Markup.Escape($"Put {name}{all} back to its stub? Your code is kept as a copy.");
        return session.Console.Prompt(new ConfirmationPrompt(question) { DefaultValue = false });
    }

    private static void ForgetResults(Kit kit, IReadOnlyList<ExerciseEntry> exercises)
    {
        if (exercises.Count == 0) return;
        var project = TestProject.Of(kit, exercises[0], "chapters");
        LearnersJournal.Merge(kit.Workspace, project.Name, [.. exercises.Select(x => x.Id)], []);
    }

    private static void Show(
        Session session, Screen screen, Kit kit, string name, ResetPlan plan, string? copy,
        IReadOnlyList<ExerciseEntry> exercises)
    {
        screen.Write($"{name} is back to its stub.");
        if (copy is not null)
        {
            copy = Path.GetFullPath(Path.Combine(kit.Workspace.Root, copy));
            screen.Write("Your code is kept in");
            screen.Write(screen.Place(copy, label: "  "));
            screen.Write("To get it back:");
            var from = Path.GetRelativePath(session.CurrentFolder, copy);
            var to = Path.GetRelativePath(session.CurrentFolder, kit.PathOf(plan.File));
            screen.Write($"  {(OperatingSystem.IsWindows() ? "copy" : "cp")} {from} {to}", Styles.Code);
        }
        if (exercises.Count > 0) screen.Next(session.Command($"hint {exercises[0].Id}"));
    }

    private static JsonObject ToJson(ResetPlan plan, string? copy) => new()
    {
        ["file"] = $"chapters/{plan.File}",
        ["members"] = new JsonArray([.. plan.Members.Select(x => JsonValue.Create(x))]),
        ["changed"] = plan.IsChange,
        ["backup"] = copy,
    };
}
