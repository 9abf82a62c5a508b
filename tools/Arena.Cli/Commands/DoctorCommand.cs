using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Cli.Health;
using Arena.Cli.Output;

namespace Arena.Cli.Commands;

/// <summary><c>arena doctor</c>: whether the machine and the clone are fit.</summary>
internal static class DoctorCommand
{
    private const int SubjectWidth = 10;

    public static Command Build(CommandContext context)
    {
        var command =
            new Command("doctor", "Look for what is wrong with the machine or the clone, and how to mend it.");
        command.SetAction(parsed => RunAsync(context, context.IsJson(parsed)));
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
        })]),
    };
}
