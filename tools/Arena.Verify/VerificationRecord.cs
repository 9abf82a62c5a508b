using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Arena.Verify;

/// <summary>
/// <c>docs/verification.md</c>: the figures of each section's last verification, and of what files they are.
/// </summary>
internal sealed class VerificationRecord
{
    /// <summary>The page, from the kit's root.</summary>
    public const string Page = "docs/verification.md";

    private readonly SortedDictionary<string, Row> rows;

    private VerificationRecord(IEnumerable<Row> rows) =>
        this.rows = new(rows.ToDictionary(x => x.Report.Section), StringComparer.Ordinal);

    /// <summary>Reads the record of a kit; empty when nothing was recorded yet.</summary>
    public static VerificationRecord Read(Workspace workspace)
    {
        var path = Path.Combine(workspace.Root, Page);
        return Parse(File.Exists(path) ? File.ReadAllText(path) : "");
    }

    /// <summary>Reads the page. A line that is no row of the table is passed over.</summary>
    public static VerificationRecord Parse(string page) =>
        new(page.Split('\n').Select(Row.Parse).OfType<Row>().DistinctBy(x => x.Report.Section));

    /// <summary>Whether a section's files are those that were verified.</summary>
    public bool IsCurrent(string section, string files) =>
        rows.TryGetValue(section, out var row) && row.Files == files;

    /// <summary>The record with a section's new figures.</summary>
    public VerificationRecord With(SectionReport report, string files) =>
        new(rows.Values.Where(x => x.Report.Section != report.Section).Append(new Row(report, files)));

    /// <summary>The record without sections that are no more.</summary>
    public VerificationRecord Only(IReadOnlyCollection<string> sections) =>
        new(rows.Values.Where(x => sections.Contains(x.Report.Section)));

    /// <summary>
    /// What identifies the files that a section's figures depend on: its solutions and answers, its tests and
    /// their snapshots, what either shares with the chapter, and its own declared equivalents.
    /// </summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="section">The section: <c>0.0</c>.</param>
    /// <param name="folder">Its folder: <c>0-Fundamentals/0-Prerequisites</c>.</param>
    public static string FilesOf(Workspace workspace, string section, string folder)
    {
        var chapter = folder.Split('/')[0];
        var files = Sources($"solutions/{folder}", SearchOption.AllDirectories)
            .Concat(Sources($"tests/{folder}", SearchOption.AllDirectories))
            .Concat(Sources($"tests/{chapter}", SearchOption.TopDirectoryOnly))
            .Concat(Sources($"solutions/{chapter}", SearchOption.TopDirectoryOnly))
            .Order(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var file in files)
            text.Append(file).Append('\n')
                .Append(Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(workspace.Root, file)))
                    .Replace("\r\n", "\n")).Append('\0');
        // All sections declare theirs in one file.
        foreach (var mutant in Mutation.EquivalentMutants.Read(workspace).Declared)
            if (mutant.Exercise.StartsWith($"{section}.", StringComparison.Ordinal))
                text.Append(mutant with { Line = 0 }).Append('\0');
        const int digits = 12;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..digits];

        IEnumerable<string> Sources(string below, SearchOption depth)
        {
            var path = Path.Combine(workspace.Root, below);
            return !Directory.Exists(path) ? [] : Directory.EnumerateFiles(path, "*", depth)
                .Where(x => Path.GetExtension(x) is ".cs" or ".csproj" || x.Contains(".verified.", StringComparison.Ordinal))
                .Select(x => Path.GetRelativePath(workspace.Root, x).Replace('\\', '/'))
                .Where(x => !x.Split('/').Any(y => y is "bin" or "obj"));
        }
    }

    /// <summary>The page.</summary>
    public override string ToString() =>
        $"""
        # How strong the tests are

        Green should mean right. `./arena verify` tries to prove it for every exercise: it compiles the solutions again and
        again with something changed, and runs the exercise's tests each time.

        | section | exercises | mutants | killed | of those not equivalent | equivalent | wrong answers | rejected | right answers | accepted | leaks | seconds | files |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|
        {string.Join('\n', rows.Values)}

        - **Mutants** are small automatic changes of a solution: another axis, a sign, a constant, a dropped statement, a
          neighbouring einsum pattern. A mutant is killed when a test of its exercise fails. At least {SectionReport.LeastKilled:P0} of those that are
          not declared equivalent have to be, and at most {SectionReport.MostEquivalent:P0} may be declared so, each with its reason in
          `{Mutation.EquivalentMutants.FileName}`.
        - **Wrong answers** are what learners get wrong, written by hand beside the solutions. Every one has to be rejected,
          and the message has to name the mistake where the author says so.
        - **Right answers** are written in another way than the solution. Every one has to be accepted.
        - **Leaks** are places where something of a solution is in what learners get.
        - **Seconds** were measured on the machine that wrote this page, with a worker for each of its cores.
        - **Files** identifies the solutions, answers, tests and declared equivalents that the figures are of. Sections whose
          files have changed since are verified again in CI; a change of the library or of `arena verify` itself is not seen
          there, but on the weekly run over everything.

        This page is generated: `./arena verify --record` writes it. How to write answers, and what to do about a mutant that
        survives: [Write an exercise](authoring.md).

        """.ReplaceLineEndings("\n");

    private sealed record Row(SectionReport Report, string Files)
    {
        public static Row? Parse(string line)
        {
            var cells = line.Split('|').Select(x => x.Trim()).ToList();
            if (cells is not ["", var section, var exercises, var mutants, var killed, _, var equivalent, var wrong,
                var rejected, var right, var accepted, var leaks, var seconds, var files, ""]) return null;
            List<string> numbers =
                [exercises, mutants, killed, equivalent, wrong, rejected, right, accepted, leaks, seconds];
            if (numbers.Any(x => !int.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return null;
            var n = numbers.ConvertAll(x => int.Parse(x, CultureInfo.InvariantCulture));
            return new Row(
                new SectionReport(section, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]),
                files.Trim('`'));
        }

        public override string ToString()
        {
            var r = Report;
            FormattableString[] cells =
            [
                $"{r.Section}", $"{r.Exercises}", $"{r.Mutants}", $"{r.Killed}", $"{100 * r.KilledShare:0.0} %",
                $"{r.Equivalent}", $"{r.WrongAnswers}", $"{r.WrongAnswersKilled}", $"{r.Variants}",
                $"{r.VariantsAccepted}", $"{r.Leaks}", $"{r.Seconds:0}", $"`{Files}`",
            ];
            return $"| {string.Join(" | ", cells.Select(FormattableString.Invariant))} |";
        }
    }
}
