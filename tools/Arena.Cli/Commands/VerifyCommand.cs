using System.CommandLine;
using Arena.Cli.Course;
using Arena.Cli.Verifying;
using Arena.Verify;

namespace Arena.Cli.Commands;

/// <summary><c>arena verify</c>: for authors, proof that the tests tell right from wrong.</summary>
internal static class VerifyCommand
{
    public static Command Build(CommandContext context)
    {
        var what = new Argument<string[]>("what")
        {
            Description = "Exercises (0.0.7), sections (0.0), chapters (0 or a name). Without it: everything.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var changed = new Option<bool>("--changed")
        {
            Description = $"Only sections whose files are not those of {VerificationRecord.Page}.",
        };
        var record = new Option<bool>("--record") { Description = $"Write the figures to {VerificationRecord.Page}." };
        var command = new Command("verify", "For authors: prove that the tests tell right from wrong.")
        {
            what, changed, record,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            context, context.IsJson(parsed), parsed.GetValue(what) ?? [], parsed.GetValue(changed),
            parsed.GetValue(record), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, bool json, IReadOnlyList<string> words, bool changed, bool record,
        CancellationToken cancellation)
    {
        var (session, screen) = (context.Session, context.Screen);
        if (changed && words.Count > 0)
            throw CommandException.Usage(
                "--changed finds by itself what to verify.", session.Command("verify --changed"));
        var verified = await new Verifier(session, screen, json).RunAsync(Choose,
            // A page of a section can leak what no file of the section's own record says.
            allSources: changed,
            cancellation);
        if (changed && !record) verified = verified.WithStaleRecord(session.Command("verify --changed --record"));
        var isGood = verified.Report.Findings.Count == 0;
        if (record && isGood) Verifier.Record(verified);
        if (json) screen.Object(VerifyReport.ToJson(verified.Report));
        else new VerifyReport(session, screen).Show(verified, recorded: record && isGood);
        return isGood ? ExitCodes.Good : ExitCodes.Wrong;

        IReadOnlyList<ExerciseEntry> Choose(Kit kit)
        {
            if (changed) return Verifier.Changed(kit);
            var chosen = words.Count > 0 ? Selection.Of(kit, words, session) : kit.Index.Exercises;
            return record ? RequireWhole(kit, chosen, session) : chosen;
        }
    }

    private static IReadOnlyList<ExerciseEntry> RequireWhole(
        Kit kit, IReadOnlyList<ExerciseEntry> chosen, Session session)
    {
        var missing = kit.Index.Exercises.Except(chosen).Select(x => x.Section);
        return chosen.Select(x => x.Section).Intersect(missing).FirstOrDefault() is { } part
            ? throw CommandException.Usage(
                $"Figures are recorded of whole sections, and only a part of {part} is to be verified.",
                session.Command($"verify {part} --record"))
            : chosen;
    }
}
