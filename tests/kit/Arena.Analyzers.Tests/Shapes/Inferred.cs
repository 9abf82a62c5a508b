using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Tests.Shapes;

/// <summary>What the shape engine tells when its diagnostics are turned on.</summary>
internal static partial class Inferred
{
    /// <summary>What the shape rules find, TSH9001 and TSH9002 among them where they are asked for.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindingsAsync(string source, params string[] turnedOn)
    {
        var compilation = Code.Compile(source);
        var broken = compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).ToList();
        if (broken.Count > 0) throw new InvalidOperationException($"{string.Join('\n', broken)}\n{source}");
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            turnedOn.ToDictionary(id => id, _ => ReportDiagnostic.Info)));
        var found = await compilation.WithAnalyzers([new ShapeAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>The last shape that a variable is given: <c>"[2, ?]"</c>; null when nothing is known.</summary>
    public static async Task<string?> ShapeAsync(string source, string variable = "y")
    {
        var found = await FindingsAsync(source, "TSH9001");
        return found.Where(diagnostic => diagnostic.Id == "TSH9001")
            .Select(diagnostic => diagnostic.GetMessage(null))
            .LastOrDefault(message => message.StartsWith($"{variable} is ", StringComparison.Ordinal))
            ?[$"{variable} is ".Length..];
    }

    /// <summary>The sizes of a shape; null where they are no numbers, null altogether when axes may be missing.</summary>
    public static IReadOnlyList<long?>? Sizes(string shape) =>
        shape.Contains("...", StringComparison.Ordinal) || shape.Contains('*', StringComparison.Ordinal) ? null
        : shape == "[]" ? []
        : [.. shape[1..^1].Split(", ").Select(axis => Number().Match(axis) is { Success: true } size
            ? long.Parse(size.Value, System.Globalization.CultureInfo.InvariantCulture)
            : (long?)null)];

    // "512" and "d_model 512", but not "n + 1".
    [GeneratedRegex(@"(?<=^(\w+ )?)\d+$")]
    private static partial Regex Number();
}
