using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>How much of the corpus is flagged.</summary>
/// <param name="Figures">How many there are, and how many have a finding of a fitting rule at the marked place.</param>
/// <param name="Missed">The others, and what was found in them instead.</param>
internal sealed record Detection(CorpusFigures Figures, IReadOnlyList<string> Missed)
{
    private static readonly Lazy<Task<Detection>> Once = new(DetectAsync);

    /// <summary>Of the whole corpus; it is looked at once.</summary>
    public static Task<Detection> OfCorpusAsync() => Once.Value;

    private static async Task<Detection> DetectAsync()
    {
        var found = await CorpusTests.Wrong().WithAnalyzers(Code.Analyzers).GetAnalyzerDiagnosticsAsync();
        var byMethod = found.ToLookup(finding => RunningPrograms.NumberOf(finding));
        var seen = BuggyMethod.All
            .Select((method, number) => byMethod[number].Any(finding => IsAtPlace(finding, method))).ToList();
        var flow = BuggyMethod.All.Zip(seen).Where(method => method.First.NeedsFlow).ToList();
        var missed = BuggyMethod.All.Select((method, number) => (method, number)).Where(missed => !seen[missed.number]);
        return new(
            new(seen.Count, seen.Count(flagged => flagged), flow.Count, flow.Count(method => method.Second)),
            [.. missed.Select(missed => string.Join("\n    ", [
                missed.method.ToString(),
                .. byMethod[missed.number].Select(other => $"instead, {CorpusTests.Where(other)}")]))]);
    }

    private static bool IsAtPlace(Diagnostic finding, BuggyMethod method)
    {
        var span = finding.Location.GetLineSpan();
        var lines = method.Places.Select(place => place + RunningPrograms.LinesBefore);
        return method.Rules.Contains(finding.Id)
            && lines.Any(line => span.StartLinePosition.Line <= line && line <= span.EndLinePosition.Line);
    }

    public override string ToString() =>
        $"{Figures.Flagged} of {Figures.Mistakes} mistakes are flagged at their place,"
        + $" {Figures.FlaggedOfThese} of the {Figures.NeedFlow} that need flow.";
}
