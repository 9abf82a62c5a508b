using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>How much of the corpus is flagged.</summary>
/// <param name="All">All mistakes.</param>
/// <param name="Flagged">Those with a finding of a fitting rule at the marked place.</param>
/// <param name="NeedFlow">Those that need values to be followed.</param>
/// <param name="FlaggedInFlow">Those of them that are flagged.</param>
/// <param name="Missed">The others, and what was found in them instead.</param>
internal sealed record Detection(int All, int Flagged, int NeedFlow, int FlaggedInFlow, IReadOnlyList<string> Missed)
{
    public static async Task<Detection> OfCorpusAsync()
    {
        var found = await CorpusTests.Wrong().WithAnalyzers(Code.Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var byMethod = found.ToLookup(finding => int.Parse(Path.GetFileNameWithoutExtension(finding.Location.GetLineSpan().Path)));
        var seen = BuggyMethod.All.Select((method, number) => byMethod[number].Any(finding =>
        {
            var (from, to) = (finding.Location.GetLineSpan().StartLinePosition.Line, finding.Location.GetLineSpan().EndLinePosition.Line);
            return method.Rules.Contains(finding.Id)
                && method.Places.Any(place => from <= place + RunningPrograms.LinesBefore && place + RunningPrograms.LinesBefore <= to);
        })).ToList();
        var flow = BuggyMethod.All.Zip(seen).Where(method => method.First.NeedsFlow).ToList();
        return new(
            seen.Count, seen.Count(flagged => flagged), flow.Count, flow.Count(method => method.Second),
            [.. BuggyMethod.All.Select((method, number) => (method, number)).Where(missed => !seen[missed.number])
                .Select(missed => $"{missed.method}{string.Concat(byMethod[missed.number].Select(other =>
                    $"\n    {other.Id} at line {other.Location.GetLineSpan().StartLinePosition.Line - RunningPrograms.LinesBefore + missed.method.Line + 2}: {other.GetMessage()}"))}")]);
    }

    public override string ToString() =>
        $"{Flagged} of {All} mistakes are flagged at their place, {FlaggedInFlow} of the {NeedFlow} that need flow.";
}
