using System.Text.Json;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>What <c>docs/rules/figures.json</c> records of the proof, for the pages that quote it.</summary>
/// <param name="Corpus">Mistakes by hand.</param>
/// <param name="RandomPrograms">Mistakes by chance.</param>
/// <param name="Mutations">Sources that nobody would write; of the last run over all of them.</param>
/// <param name="ForeignCode">Code by others; of the last run with some.</param>
internal sealed record Figures(
    CorpusFigures Corpus, PropertyFigures RandomPrograms, MutationFigures? Mutations, ForeignFigures? ForeignCode)
{
    private static readonly JsonSerializerOptions Form =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private static string Place { get; } = Path.Combine(Repository.Folder, "docs", "rules", "figures.json");

    /// <summary>Whether this run is to write down what it finds.</summary>
    public static bool AreRecorded { get; } = Environment.GetEnvironmentVariable("ARENA_RECORD_FIGURES") == "1";

    /// <summary>What is recorded; null when nothing is.</summary>
    public static Figures? Recorded =>
        File.Exists(Place) ? JsonSerializer.Deserialize<Figures>(File.ReadAllText(Place), Form) : null;

    /// <summary>Changes the record, in a run that is to.</summary>
    public static void Record(Func<Figures, Figures> change)
    {
        if (!AreRecorded) return;
        // Tests of several classes record at the same time.
        lock (Form)
        {
            var figures = change(Recorded ?? new(new(0, 0, 0, 0), new(0, 0, 0, 0), null, null));
            File.WriteAllText(Place, JsonSerializer.Serialize(figures, Form) + "\n");
        }
    }
}

/// <summary>
/// How many mistakes there are and how many are flagged at their place; and the same of those that need flow.
/// </summary>
internal sealed record CorpusFigures(int Mistakes, int Flagged, int NeedFlow, int FlaggedOfThese);

/// <summary>
/// How many random programs there were, how many of them failed with a mistake in them, and how many of these were
/// flagged; and how many were called errors, all of which failed.
/// </summary>
internal sealed record PropertyFigures(int Programs, int Failing, int Flagged, int CalledErrors);

/// <summary>
/// How many sources were mutated, how many findings and fixes they brought, and how often something threw.
/// </summary>
internal sealed record MutationFigures(int Files, int Findings, int FixesApplied, int Exceptions);

/// <summary>How much code by others was read, and how many findings above info there were in it, by rule.</summary>
internal sealed record ForeignFigures(
    int Files, int Lines, int LinesThatDoNotCompile, IReadOnlyDictionary<string, int> Findings);
