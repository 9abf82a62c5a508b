using System.Globalization;
using System.Text.Json.Nodes;
using Arena.Cli.Output;
using Arena.Verify;

namespace Arena.Cli.Verifying;

/// <summary>What <c>arena verify</c> shows.</summary>
/// <param name="session">For the commands that it suggests.</param>
/// <param name="screen">Where it is shown.</param>
internal sealed class VerifyReport(Session session, Screen screen)
{
    /// <summary>The figures of each section, then what is wrong, with its place and what to do.</summary>
    public void Show(Verified verified, bool recorded)
    {
        var report = verified.Report;
        foreach (var section in report.Sections) Show(section);
        if (verified.Chosen.Count == 0)
            screen.Prose($"No section has changed since {VerificationRecord.Page}; only the sources were looked at.");
        Show("Mutants that no test notices", report.Survivors, Styles.Warn);
        Show("What is wrong", report.Findings, Styles.Bad);
        screen.Gap();
        if (report.Findings.Count > 0)
        {
            screen.Write($"{report.Findings.Count} finding(s).", Styles.Bad);
            screen.Next(session.Command("verify" + Again(report.Findings)), "when it is mended");
            return;
        }
        screen.Write("All is well.", Styles.Good);
        if (recorded) screen.Write($"The figures are in {VerificationRecord.Page}.");
        else if (Verifier.Changed(verified.Kit).Count > 0) screen.Next(session.Command("verify --changed --record"));
    }

    /// <summary>The one JSON object.</summary>
    public static JsonObject ToJson(VerificationReport report) => new()
    {
        ["sections"] = new JsonArray([.. report.Sections.Select(x => new JsonObject
        {
            ["section"] = x.Section,
            ["exercises"] = x.Exercises,
            ["mutants"] = x.Mutants,
            ["killed"] = x.Killed,
            ["equivalent"] = x.Equivalent,
            ["wrongAnswers"] = x.WrongAnswers,
            ["wrongAnswersKilled"] = x.WrongAnswersKilled,
            ["variants"] = x.Variants,
            ["variantsAccepted"] = x.VariantsAccepted,
            ["leaks"] = x.Leaks,
            ["seconds"] = Math.Round(x.Seconds, 1),
        })]),
        ["findings"] = ToJson(report.Findings),
        ["survivors"] = ToJson(report.Survivors),
    };

    private static JsonArray ToJson(IEnumerable<Finding> findings) =>
        [.. findings.Select(x => new JsonObject
        {
            ["check"] = x.Check,
            ["exercise"] = x.Exercise,
            ["file"] = x.File,
            ["line"] = x.Line,
            ["message"] = x.Message,
            ["fix"] = x.Fix,
        })];

    private void Show(SectionReport section)
    {
        screen.Write(new Line()
            .Add($"{section.Section}  ", Styles.Strong)
            .Add(string.Create(CultureInfo.InvariantCulture,
                $"{section.Exercises} exercise{(section.Exercises == 1 ? "" : "s")} in {section.Seconds:0} s"),
                Styles.Quiet));
        var counted = section.Mutants - section.Equivalent;
        Figure("mutants noticed", section.Killed, counted,
            section.KilledShare >= SectionReport.LeastKilled, $"{section.Equivalent} more declared equivalent");
        Figure("wrong answers rejected", section.WrongAnswersKilled, section.WrongAnswers);
        Figure("right answers accepted", section.VariantsAccepted, section.Variants);
        if (section.Leaks > 0)
            screen.Write(new Line().Add($"  {screen.Glyphs.Failed} ", Styles.Bad).Add($"{section.Leaks} leak(s)"));
    }

    private void Figure(string what, int count, int of, bool? isGood = null, string more = "")
    {
        var good = isGood ?? count == of;
        var share = of == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  {100.0 * count / of:0.0} %");
        screen.Write(new Line()
            .Add($"  {(good ? screen.Glyphs.Passed : screen.Glyphs.Failed)} ", good ? Styles.Good : Styles.Bad)
            .Add($"{count} of {of} {what}{share}")
            .Add(more.Length > 0 ? $"  {more}" : "", Styles.Quiet));
    }

    private void Show(string heading, IReadOnlyList<Finding> findings, Spectre.Console.Style style)
    {
        if (findings.Count == 0) return;
        screen.Gap();
        screen.Write(heading, Styles.Strong);
        foreach (var finding in findings)
        {
            screen.Gap();
            screen.Write(new Line()
                .Add($"{finding.File}:{finding.Line}", style)
                .Add(finding.Exercise is null ? "" : $"  {finding.Exercise}"));
            screen.Verbatim(finding.Message, indent: 2);
            screen.Prose($"Fix: {finding.Fix}", indent: 2, hanging: "Fix: ".Length);
        }
    }

    // Those that something is wrong with, as long as they are few, and nothing is wrong besides.
    private static string Again(IReadOnlyList<Finding> findings)
    {
        const int most = 5;
        var exercises = findings.Select(x => x.Exercise).Distinct().ToList();
        return exercises.Count > most || exercises.Contains(null) ? "" : $" {string.Join(' ', exercises)}";
    }
}
