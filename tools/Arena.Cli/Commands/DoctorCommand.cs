using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Cli.Health;
using Arena.Cli.Output;
using Spectre.Console;

namespace Arena.Cli.Commands;

/// <summary><c>arena doctor</c>: whether the machine and the clone are fit.</summary>
internal static class DoctorCommand
{
    private const int SubjectWidth = 10;

    public static Command Build(CommandContext context)
    {
        var fix = new Option<bool>("--fix")
        {
            Description = "Forbid pushes to the kit's own repository, after asking.",
        };
        var yes = new Option<bool>("--yes", "-y") { Description = "With --fix: do not ask." };
        var command = new Command("doctor", "Look for what is wrong with the machine or the clone, and how to mend it.")
        {
            fix, yes,
        };
        command.SetAction(parsed => parsed.GetValue(fix)
            ? FixAsync(context, context.IsJson(parsed), parsed.GetValue(yes))
            : RunAsync(context, context.IsJson(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, bool json)
    {
        var (session, screen) = (context.Session, context.Screen);
        var findings = Diagnosis.Of(await Examination.OfAsync(session.FindWorkspace()), session.Command);
        if (json) screen.Object(ToJson(findings));
        else Show(session, screen, findings);
        return findings.Any(x => x.Severity == Severity.Wrong) ? ExitCodes.Wrong : ExitCodes.Good;
    }

    private static async Task<int> FixAsync(CommandContext context, bool json, bool yes)
    {
        var (session, screen) = (context.Session, context.Screen);
        var root = session.FindWorkspace().Root;
        var guards = PushGuard.Missing(await new GitRepository(root).RemotesAsync());
        if (guards.Count > 0 && !yes && (json || !session.CanAsk))
            throw CommandException.Usage(
                $"This would run {string.Join(" and ", guards.SelectMany(x => x.Commands).Select(x => $"`{x}`"))}, and "
                    + "nobody is here to be asked. Nothing was changed.",
                session.Command("doctor --fix --yes"));
        var applied = new List<PushGuard>();
        foreach (var guard in guards)
        {
            if (!yes && !Confirm(session, screen, guard)) continue;
            await guard.ApplyAsync(root);
            applied.Add(guard);
        }
        if (json) screen.Object(ToJson(applied));
        else if (guards.Count == 0)
            screen.Prose("No push goes to the kit's own repository: there is nothing to mend here.");
        else if (applied.Count == 0) screen.Write("Nothing was changed.");
        else foreach (var guard in applied) Show(screen, guard);
        if (!json) screen.Next(session.Command("doctor"));
        return ExitCodes.Good;
    }

    private static bool Confirm(Session session, Screen screen, PushGuard guard)
    {
        screen.Prose($"A push to '{guard.Remote.Name}' goes to {guard.Remote.PushUrl}. To forbid it:");
        foreach (var command in guard.Commands) screen.Write($"  {command}", Styles.Code);
        return session.Console.Prompt(new ConfirmationPrompt("Run this?") { DefaultValue = false });
    }

    private static void Show(Screen screen, PushGuard guard)
    {
        screen.Write("Done:", Styles.Good);
        foreach (var command in guard.Commands) screen.Write($"  {command}", Styles.Code);
        screen.Prose($"`git pull` still brings new exercises, and a push there fails. To keep your answers in "
            + "a private repository of your own:");
        foreach (var command in guard.OwnRepository) screen.Write($"  {command}", Styles.Code);
        screen.Write("To undo it:");
        foreach (var command in guard.Undo) screen.Write($"  {command}", Styles.Code);
    }

    internal static void Show(Session session, Screen screen, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var (sign, style) = finding.Severity switch
            {
                Severity.Good => (screen.Glyphs.Passed, Styles.Good),
                Severity.Warning => (screen.Glyphs.Warning, Styles.Warn),
                _ => (screen.Glyphs.Failed, Styles.Bad),
            };
            var head = new Line().Add(sign, style).Add($" {finding.Subject}", Styles.Strong).PadTo(2 + SubjectWidth);
            foreach (var line in Prose.Wrap(finding.Message, screen.Width - head.Length))
            {
                screen.Write(head.Add(line));
                head = new Line().PadTo(2 + SubjectWidth);
            }
            if (finding.Fix.Length > 0) screen.Write(head.Add("Fix: ", Styles.Strong).Add(finding.Fix, Styles.Code));
            if (finding.ByHand is not { } commands) continue;
            screen.Write(new Line().PadTo(2 + SubjectWidth).Add("Or by hand, and then your own repository:"));
            foreach (var command in commands)
                screen.Write(new Line().PadTo(4 + SubjectWidth).Add(command, Styles.Code));
        }
        screen.Gap();
        var wrong = findings.Count(x => x.Severity == Severity.Wrong);
        if (wrong > 0) screen.Write($"{wrong} thing(s) to mend, then: {session.Command("doctor")}", Styles.Bad);
        else screen.Next(session.Command("check"));
    }

    private static JsonObject ToJson(IReadOnlyList<Finding> findings) => new()
    {
        ["findings"] = new JsonArray([.. findings.Select(x => new JsonObject
        {
            ["subject"] = x.Subject,
            ["state"] = x.Severity.ToString().ToLowerInvariant(),
            ["message"] = x.Message,
            ["fix"] = x.Fix,
            ["commands"] = Texts(x.ByHand ?? []),
        })]),
    };

    private static JsonObject ToJson(IReadOnlyList<PushGuard> applied) => new()
    {
        ["fixed"] = new JsonArray([.. applied.Select(x => new JsonObject
        {
            ["remote"] = x.Remote.Name,
            ["commands"] = Texts(x.Commands),
            ["undo"] = Texts(x.Undo),
        })]),
    };

    private static JsonArray Texts(IReadOnlyList<string> texts) => [.. texts.Select(x => JsonValue.Create(x))];
}
