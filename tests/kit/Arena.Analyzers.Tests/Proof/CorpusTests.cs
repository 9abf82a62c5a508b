using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>How many of the mistakes in <c>Corpus/</c> are seen, and that what is right is left alone.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const double Goal = 0.9;

    [Fact]
    public void The_corpus_is_as_large_as_promised()
    {
        BuggyMethod.All.Length.Should().BeGreaterThanOrEqualTo(150);
        BuggyMethod.All.Count(method => method.NeedsFlow).Should().BeGreaterThanOrEqualTo(60);
        BuggyMethod.All.Where(method => method.Places.Length == 0 || method.Wrong == method.Right)
            .Select(method => $"{method}").Should().BeEmpty();
    }

    [Fact]
    public void The_compiler_sees_nothing_wrong()
    {
        RunningPrograms.Errors(Wrong()).Select(Where).Should().BeEmpty();
        RunningPrograms.Errors(Right()).Select(Where).Should().BeEmpty();
    }

    [Fact]
    public void What_is_wrong_fails_or_computes_something_else_than_what_is_right()
    {
        var calls = BuggyMethod.All.Select(method => method.Call).ToList();
        var wrong = RunningPrograms.Run(RunningPrograms.Compile(BuggyMethod.All.Select(method => method.Wrong), calls));
        var right = RunningPrograms.Run(RunningPrograms.Compile(BuggyMethod.All.Select(method => method.Right), calls));
        var both = BuggyMethod.All.Zip(wrong, right).Where(run => run.First.Call is not null).ToList();

        both.Where(run => run.Third!.Failure is not null).Select(run => $"{run.First}: {run.Third}")
            .Should().BeEmpty("the right version has to run");
        both.Where(run => run.Second!.Agrees(run.Third!)).Select(run => $"{run.First}: {run.Second}")
            .Should().BeEmpty("the wrong version has to fail or compute something else");
        output.WriteLine($"{both.Count} of {BuggyMethod.All.Length} were run;"
            + $" {both.Count(run => run.Second!.Failure is not null)} threw.");
    }

    [Fact]
    public async Task Nine_of_ten_mistakes_are_flagged_at_their_place()
    {
        var detection = await Detection.OfCorpusAsync();
        foreach (var missed in detection.Missed) output.WriteLine(missed);
        output.WriteLine(detection.ToString());

        var figures = detection.Figures;
        ((double)figures.Flagged / figures.Mistakes).Should().BeGreaterThanOrEqualTo(Goal, "{0}", detection);
        ((double)figures.FlaggedOfThese / figures.NeedFlow).Should().BeGreaterThanOrEqualTo(Goal, "{0}", detection);
    }

    [Fact]
    public async Task The_right_versions_are_left_alone()
    {
        var found = await Right().WithAnalyzers(Code.Analyzers)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        found.Where(finding => finding.Severity > DiagnosticSeverity.Info).Select(Where).Should().BeEmpty();
    }

    internal static Compilation Wrong() => RunningPrograms.Compile(BuggyMethod.All.Select(method => method.Wrong));

    private static Compilation Right() => RunningPrograms.Compile(BuggyMethod.All.Select(method => method.Right));

    internal static string Where(Diagnostic found)
    {
        var place = found.Location.GetLineSpan();
        var method = BuggyMethod.All[RunningPrograms.NumberOf(found)];
        var line = place.StartLinePosition.Line - RunningPrograms.LinesBefore + method.Line + 2;
        return $"{method.Topic}.cs({line}): {found.Id} {found.GetMessage()}";
    }
}
