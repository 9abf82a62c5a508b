using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>Some hundred random programs, run and looked at by the analyzers, without and with a mistake.</summary>
internal sealed record RandomPrograms(
    IReadOnlyList<RandomPrograms.Tried> Right, IReadOnlyList<RandomPrograms.Tried> Wrong)
{
    private const int Count = 600;

    private static readonly Lazy<Task<RandomPrograms>> Once = new(TryAsync);

    /// <summary>What the figures say about them.</summary>
    public PropertyFigures Figures => new(
        Right.Count, Wrong.Count(program => program.Fails),
        Wrong.Count(program => program.Fails && program.Found.Count > 0),
        Wrong.Count(program => program.IsCalledAnError));

    /// <summary>All of them; they are tried once.</summary>
    public static Task<RandomPrograms> TriedAsync() => Once.Value;

    private static async Task<RandomPrograms> TryAsync()
    {
        var programs = Enumerable.Range(0, Count).Select(RandomProgram.Of).ToList();
        return new(
            await TryAsync(programs.Select(program => program.Right)),
            await TryAsync(programs.Select(program => program.Wrong)));
    }

    private static async Task<IReadOnlyList<Tried>> TryAsync(IEnumerable<string> members)
    {
        var programs = members.ToList();
        var compilation = RunningPrograms.Compile(programs);
        if (RunningPrograms.Errors(compilation) is { Count: > 0 } errors)
            throw new InvalidOperationException($"{errors[0]}\n{programs[RunningPrograms.NumberOf(errors[0])]}");
        var found = (await compilation.WithAnalyzers(Code.Analyzers).GetAnalyzerDiagnosticsAsync())
            .Where(finding => finding.Severity > DiagnosticSeverity.Info && IsOfShapes(finding.Id))
            .ToLookup(RunningPrograms.NumberOf);
        var outcomes = RunningPrograms.Run(compilation);
        return [.. programs.Select((program, number) =>
            new Tried(number, program, outcomes[number]!, [.. found[number]]))];
    }

    private static bool IsOfShapes(string id) =>
        id.StartsWith("TSH1", StringComparison.Ordinal) || id.StartsWith("TSH20", StringComparison.Ordinal);

    /// <summary>One program, what it did and what was found in it.</summary>
    internal sealed record Tried(int Number, string Members, Outcome Outcome, IReadOnlyList<Diagnostic> Found)
    {
        public bool Fails => Outcome.Failure is not null;

        public bool IsCalledAnError => Found.Any(finding => finding.Severity == DiagnosticSeverity.Error);

        public override string ToString() => string.Join('\n', [
            $"{Number}: {Outcome}",
            .. Found.Select(finding => $"{finding.Id} {finding.Severity}: {finding.GetMessage()}"),
            Members]);
    }
}
