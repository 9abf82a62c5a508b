using System.Collections.Immutable;
using Arena.Analyzers.Patterns;
using Microsoft.CodeAnalysis;
using TorchSharp;

namespace Arena.Analyzers.Tests.Patterns;

/// <summary>
/// A call with <c>[|…|]</c> around what the rules about patterns are to mark: checked against all of them, and run.
/// </summary>
internal static class MarkedCall
{
    /// <summary>The marked places are found and no others, by one rule, and the call fails and says the same.</summary>
    public static async Task MustBeFoundAsync(string markedCall, string id, DiagnosticSeverity severity)
    {
        var (source, marked) = Unmark(Program(markedCall));
        var found = await FindAsync(source);
        found.Select(diagnostic => source.Substring(
                diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length))
            .Should().Equal(marked.Select(mark => source.Substring(mark.Start, mark.Length)), markedCall);
        found.Select(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Should().Equal(marked.Select(mark => mark.Start), markedCall);
        found.Should().OnlyContain(diagnostic => diagnostic.Id == id && diagnostic.Severity == severity);

        var failure = FluentActions.Invoking(() => Run(source)).Should().Throw<Exception>(markedCall).Which.Message;
        if (failure.StartsWith("einsum()", StringComparison.Ordinal))
        {
            // libtorch's own words; those about shapes would come of something else.
            failure.Split('\n')[0].Should().MatchRegex(
                "invalid subscript|output subscript|found '.' for|operands were provided|at least one operand");
            return;
        }
        found.Select(diagnostic => diagnostic.GetMessage().Split(". ")[0])
            .Should().Contain(cause => failure.Contains(cause), failure);
    }

    /// <summary>Nothing is found, and the call runs.</summary>
    public static async Task MustBeLeftAloneAsync(string call)
    {
        (await FindAsync(Program(call))).Should().BeEmpty(call);
        Run(Program(call));
    }

    public static async Task<ImmutableArray<Diagnostic>> FindAsync(string source) =>
        await Code.FindingsAsync(
            source, [new InvalidPattern(), new OperandCount(), new AxisBookkeeping(), new LonelyAxisTypo()]);

    /// <summary>The text without its marks, and the places that were marked.</summary>
    public static (string Source, List<(int Start, int Length)> Marked) Unmark(string text)
    {
        var marked = new List<(int Start, int Length)>();
        while (text.IndexOf("[|", StringComparison.Ordinal) is var start and >= 0)
        {
            text = text.Remove(start, 2);
            var end = text.IndexOf("|]", StringComparison.Ordinal);
            text = text.Remove(end, 2);
            marked.Add((start, end - start));
        }
        return (text, marked);
    }

    private static string Program(string call) =>
        Code.InMethod("Tensor x, Tensor y, long n", $"_ = {call};\nreturn 0;", "object");

    private static void Run(string source)
    {
        using var scope = torch.NewDisposeScope();
        RunningCode.Run(source, torch.rand(2, 2), torch.rand(2, 2), 2L);
    }
}
