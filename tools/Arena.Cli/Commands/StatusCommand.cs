using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Arena.Cli.Course;
using Arena.Cli.Output;

namespace Arena.Cli.Commands;

/// <summary><c>arena</c> and <c>arena status</c>: where am I, what is next.</summary>
internal static class StatusCommand
{
    private const int MostFailuresShown = 3;

    public static Command Build(CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "List every exercise." };
        var command = new Command("status", "Where you are and what is next. The same as no command.") { all };
        command.SetAction(parsed => Run(context, parsed, parsed.GetValue(all)));
        return command;
    }

    public static int Run(CommandContext context, ParseResult parsed, bool all)
    {
        var kit = Kit.Find(context.Session);
        var progress = Progress.Read(kit);
        if (context.IsJson(parsed)) context.Screen.Object(ToJson(kit, progress));
        else Show(context.Session, context.Screen, kit, progress, all);
        return ExitCodes.Good;
    }

    private static void Show(Session session, Screen screen, Kit kit, Progress progress, bool all)
    {
        if (all) ShowAll(screen, progress);
        ShowNext(screen, kit, progress);
        if (!all)
        {
            ShowBars(screen, "Chapters", [.. progress.Standings
                .GroupBy(x => x.Exercise.Chapter)
                .Select(x => ($"{x.Key} {Kit.ChapterName(x.First().Exercise)}", x.ToList()))]);
            ShowBars(screen, "Mental models", [.. progress.Standings
                .GroupBy(x => x.Exercise.Model)
                .OrderBy(x => x.Key)
                .Select(x => ($"{(int)x.Key} {Kit.ModelName(x.Key)}", x.ToList()))]);
            ShowLastRun(session, screen, progress);
        }
        if (progress.Next is not { } next) screen.Next(session.Command("check --all"), "make sure that it stays so");
        else if (next.State == ExerciseState.Failed) screen.Next(session.Command($"hint {next.Exercise.Id}"));
        else screen.Next(session.Command($"check {next.Exercise.Id}"));
    }

    private static void ShowNext(Screen screen, Kit kit, Progress progress)
    {
        if (progress.Standings.Count == 0)
        {
            screen.Write("There are no exercises yet.");
            screen.Gap();
            return;
        }
        if (progress.Next is not { Exercise: var exercise } next)
        {
            screen.Write($"Everything is solved: {progress.Standings.Count} of {progress.Standings.Count} exercises.",
                Styles.Good);
            screen.Gap();
            return;
        }
        screen.Write(
            $"Chapter {exercise.Chapter} {Kit.ChapterName(exercise)}, "
                + $"section {exercise.Section} {Kit.SectionName(exercise)}",
            Styles.Strong);
        screen.Gap();
        screen.Write(ExerciseLines.Of(next, screen).Add(screen.Signs($" · {exercise.Minutes} min"), Styles.Quiet));
        var file = kit.PathOf(exercise.File);
        screen.Places(
            ("  code  ", file, SourceLocation.LineOf(file, exercise.Id)),
            ("  page  ", kit.PathOf(exercise.Page), null));
        screen.Gap();
    }

    private static void ShowBars(
        Screen screen, string title, IReadOnlyList<(string Name, List<ExerciseStanding> Exercises)> bars)
    {
        if (bars.Count == 0) return;
        screen.Write(title, Styles.Strong);
        var nameWidth = bars.Max(x => x.Name.Length);
        foreach (var (name, exercises) in bars)
        {
            var passed = exercises.Count(x => x.State == ExerciseState.Passed);
            screen.Write(new Line().Add("  ").Add(name).PadTo(nameWidth + 4)
                .Add(ProgressBar.Of(passed, exercises.Count, screen, nameWidth + 4))
                .Add($"  {passed}/{exercises.Count}"));
        }
        screen.Gap();
    }

    private static void ShowLastRun(Session session, Screen screen, Progress progress)
    {
        if (progress.LastRun is not { } lastRun)
        {
            screen.Prose("Nothing was checked yet. Replace a stub by your code, then check it.");
            screen.Gap();
            return;
        }
        var soFar = new Line().Add("So far  ", Styles.Strong).Add(Tally.Of(progress.Standings));
        var ago = screen.Signs($" · last run {Ago(session.Clock.GetUtcNow() - lastRun)}");
        if (soFar.Length + ago.Length <= screen.Width) soFar.Add(ago, Styles.Quiet);
        screen.Write(soFar);
        foreach (var sentence in Tally.OpenParts(progress.Standings)) screen.Prose(sentence, indent: 2);
        var failed = progress.Standings.Where(x => x.State == ExerciseState.Failed).ToList();
        foreach (var standing in failed.Take(MostFailuresShown))
            screen.Write(ExerciseLines.Of(standing, screen, indent: 2));
        if (failed.Count > MostFailuresShown)
            screen.Write($"  and {failed.Count - MostFailuresShown} more", Styles.Quiet);
        screen.Gap();
    }

    private static void ShowAll(Screen screen, Progress progress)
    {
        foreach (var section in progress.Standings.GroupBy(x => x.Exercise.Section))
        {
            screen.Write($"{section.Key} {Kit.SectionName(section.First().Exercise)}", Styles.Strong);
            foreach (var standing in section) screen.Write(ExerciseLines.Of(standing, screen, indent: 2));
            screen.Gap();
        }
    }

    private static string Ago(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 2 } => "a minute ago",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} minutes ago",
        { TotalHours: < 2 } => "an hour ago",
        { TotalDays: < 1 } => $"{(int)time.TotalHours} hours ago",
        { TotalDays: < 2 } => "a day ago",
        _ => $"{(int)time.TotalDays} days ago",
    };

    private static JsonObject ToJson(Kit kit, Progress progress)
    {
        static JsonArray Groups<TKey>(
            Progress progress, string key, Func<ExerciseEntry, TKey> by,
            Func<ExerciseEntry, (JsonNode Id, string Name)> name) =>
            [.. progress.Standings.GroupBy(x => by(x.Exercise)).OrderBy(x => x.Key).Select(group => new JsonObject
            {
                [key] = name(group.First().Exercise).Id,
                ["name"] = name(group.First().Exercise).Name,
                ["passed"] = group.Count(x => x.State == ExerciseState.Passed),
                ["total"] = group.Count(),
            })];

        return new JsonObject
        {
            ["next"] = progress.Next is not { Exercise: var next } ? null : new JsonObject
            {
                ["exercise"] = next.Id,
                ["title"] = next.Title,
                ["minutes"] = next.Minutes,
                ["file"] = $"chapters/{next.File}",
                ["line"] = SourceLocation.LineOf(kit.PathOf(next.File), next.Id),
                ["page"] = $"chapters/{next.Page}",
            },
            ["chapters"] = Groups(progress, "chapter", x => x.Chapter, x => (x.Chapter, Kit.ChapterName(x))),
            ["models"] = Groups(progress, "model", x => x.Model, x => ((int)x.Model, Kit.ModelName(x.Model))),
            ["exercises"] = ExerciseLines.ToJson(progress.Standings),
            ["lastRun"] = progress.LastRun?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
    }
}
