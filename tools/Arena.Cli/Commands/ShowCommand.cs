using System.CommandLine;
using System.Globalization;
using Arena.Cli.Checking;
using Arena.Cli.Course;
using Arena.Cli.Output;
using Arena.Cli.Showing;
using Arena.Skeleton.Showcases;
using Arena.Training;

namespace Arena.Cli.Commands;

/// <summary><c>arena show</c>: a section's code at work.</summary>
internal static class ShowCommand
{
    private const string Solutions = "solutions";
    private const string Chapters = "chapters";
    private const int SeedsOfARecord = 10;

    public static Command Build(CommandContext context, ShowcaseProgramFactory programs)
    {
        var what = new Argument<string[]>("what")
        {
            Description = "Showcases (0.1.depth), sections (0.1), chapters (0). Without it: the list of them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var seed = new Option<int?>("--seed") { Description = "Another seed of its random numbers than 0." };
        var seeds = new Option<int?>("--seeds") { Description = "Run it with so many seeds, from 0 on." };
        var against = new Option<string>("--against")
        {
            Description = "chapters (your code) or solutions (the reference, for instructors).",
            DefaultValueFactory = _ => Chapters,
        };
        against.AcceptOnlyFromAmong(Chapters, Solutions);
        var record = new Option<bool>("--record")
        {
            Description = $"For instructors: write figures and pictures to {ChapterRecord.Folder}.",
        };
        var command = new Command(
            "show",
            "See a section's code at work: figures, and pictures in .arena/pictures. Ctrl-C ends it and keeps what "
                + "there is. Exit codes: 0 done, 1 an exercise is to do or something failed, 2 wrong use, 130 stopped.")
        {
            what, seed, seeds, against, record,
        };
        command.SetAction((parsed, cancellation) => new Run(
            context, programs, context.IsJson(parsed), parsed.GetValue(against)!, parsed.GetValue(record))
            .RunAsync(
                parsed.GetValue(what) ?? [], parsed.GetValue(seed), parsed.GetValue(seeds), cancellation));
        return command;
    }

    private sealed class Run(
        CommandContext context, ShowcaseProgramFactory programs, bool json, string against, bool record)
    {
        private readonly Session session = context.Session;
        private readonly Screen screen = context.Screen;
        private readonly Kit kit = Kit.Find(context.Session);
        private readonly List<(ShowcaseResult Result, string Folder)> runs = [];

        public async Task<int> RunAsync(
            IReadOnlyList<string> words, int? seed, int? seeds, CancellationToken cancellation)
        {
            CheckUse(words, seed, seeds);
            var declared = ShowcaseDeclaration.ReadAll(kit.Workspace, against);
            var report = new ShowcaseReport(session, screen, kit, against);
            if (words.Count == 0 && !record)
            {
                if (json) screen.Object(report.ListToJson(declared));
                else report.ShowList(declared);
                return ExitCodes.Good;
            }
            var chosen = words.Count == 0 ? declared : ShowcaseSelection.Of(declared, words, kit, session);
            var program = programs(kit.Workspace, against);
            var errors = await screen.WhileAsync("Building", json, () => program.BuildAsync(cancellation));
            if (errors.Count > 0) return DoesNotCompile(errors, words);

            var several = seeds ?? (record ? SeedsOfARecord : null);
            var exitCode = ExitCodes.Good;
            foreach (var showcase in chosen)
            {
                var code = several is { } count
                    ? await RunSeedsAsync(program, report, showcase, count, declared, cancellation)
                    : await RunOneAsync(program, report, showcase, seed ?? 0, FolderOf(showcase, null), cancellation);
                if (code != ExitCodes.Good) exitCode = code;
                if (code == ExitCodes.Interrupted) break;
            }
            if (json) screen.Object(ShowcaseReport.ToJson(runs));
            else if (exitCode != ExitCodes.Interrupted && several is null)
                report.ShowNext(
                    [.. runs.Select(x => x.Result)],
                    declared.SkipWhile(x => x != chosen[^1]).Skip(1).FirstOrDefault());
            else if (record && exitCode == ExitCodes.Good) screen.Next("git diff --stat docs");
            return exitCode;
        }

        private async Task<int> RunOneAsync(
            IShowcaseProgram program, ShowcaseReport report, ShowcaseDeclaration showcase, int seed, string folder,
            CancellationToken cancellation)
        {
            if (!json) report.ShowBeginning(showcase, seed == 0 ? null : seed);
            Directory.CreateDirectory(folder);
            var result = await program.RunAsync(new(showcase.Name, seed, folder, json), cancellation);
            runs.Add((result, folder));
            if (!json) report.Show(result, folder);
            return ExitCode(result);
        }

        private async Task<int> RunSeedsAsync(
            IShowcaseProgram program, ShowcaseReport report, ShowcaseDeclaration showcase, int seeds,
            IReadOnlyList<ShowcaseDeclaration> declared, CancellationToken cancellation)
        {
            var results = new List<ShowcaseResult>();
            for (var seed = 0; seed < seeds; seed++)
            {
                var folder = FolderOf(showcase, seed);
                Directory.CreateDirectory(folder);
                if (!json) report.ShowBeginning(showcase, seed);
                var result = await program.RunAsync(new(showcase.Name, seed, folder, json), cancellation);
                runs.Add((result, folder));
                results.Add(result);
                if (result.End == ShowcaseEnd.Done) continue;
                if (!json) report.Show(result, folder);
                return ExitCode(result);
            }
            if (!json) report.ShowSpread(results);
            if (ShowcaseRecorder.Refusal(results) is { } refusal)
            {
                if (!json)
                {
                    screen.Prose($"{screen.Glyphs.Failed} {showcase.Name} {(record ? "is not recorded" : "leaks")}. "
                        + refusal);
                    screen.Gap();
                }
                return ExitCodes.Wrong;
            }
            if (record)
                new ShowcaseRecorder(kit.Workspace, kit.Index, declared)
                    .Record(showcase, results, FolderOf(showcase, 0));
            return ExitCodes.Good;
        }

        private void CheckUse(IReadOnlyList<string> words, int? seed, int? seeds)
        {
            var again = $"show {string.Join(' ', words)}".TrimEnd();
            if (against == Solutions && !Directory.Exists(kit.Workspace.Solutions))
                throw CommandException.Wrong(
                    "There is no solutions/ here: this is a learner's clone. The reference is in the branches main "
                        + "and solutions of the kit's repository.",
                    session.Command(again));
            if (record && against != Solutions)
                throw CommandException.Usage(
                    "What is recorded comes from the solutions.",
                    session.Command($"{again} --against solutions --record"));
            if (seed is not null && (seeds is not null || record))
                throw CommandException.Usage(
                    "--seed names one seed, --seeds and --record take several, from 0 on.",
                    session.Command($"{again} --seed {seed}"));
            if (seeds < 1)
                throw CommandException.Usage("It takes one seed at least.", session.Command($"{again} --seeds 10"));
        }

        private string FolderOf(ShowcaseDeclaration showcase, int? seed) => seed is { } number
            ? Path.Combine(kit.Workspace.State, "seeds", showcase.Name,
                number.ToString(CultureInfo.InvariantCulture))
            : Path.Combine(kit.Workspace.State, "pictures", showcase.Name);

        private int DoesNotCompile(IReadOnlyList<BuildError> errors, IReadOnlyList<string> words)
        {
            var again = session.Command($"show {string.Join(' ', words)}".TrimEnd());
            if (json)
                throw CommandException.Wrong(
                    "The code does not compile.",
                    errors[0] is { File: { } file, Line: var line }
                        ? $"{file}:{line} {errors[0].Message}"
                        : errors[0].Message);
            new CheckReport(session, screen, kit, against).ShowErrors(errors);
            screen.Next(again, "when it is mended");
            return ExitCodes.Wrong;
        }

        private static int ExitCode(ShowcaseResult result) => result.End switch
        {
            ShowcaseEnd.Done => ExitCodes.Good,
            ShowcaseEnd.Stopped => ExitCodes.Interrupted,
            _ => ExitCodes.Wrong,
        };
    }
}
