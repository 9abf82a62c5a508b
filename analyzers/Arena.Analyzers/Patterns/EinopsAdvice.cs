using System.Collections.Immutable;
using Arena.Analyzers.Shapes;
using Arena.Analyzers.Shapes.Flow;
using Arena.Patterns;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Patterns;

/// <summary>The call of <c>Einops</c> that an expression should be.</summary>
internal static class EinopsAdvice
{
    /// <summary>The property with the call's name.</summary>
    public const string Function = "function";

    /// <summary>The property with the call's pattern.</summary>
    public const string Pattern = "pattern";

    /// <summary>The property with the places of the tensors: <c>start:length</c>, separated by spaces.</summary>
    public const string Tensors = "tensors";

    /// <summary>The property with the sizes, as they are written after the pattern.</summary>
    public const string Sizes = "sizes";

    public static void Rearrange(
        DiagnosticDescriptor rule, IOperation place, IOperation tensor, string pattern, string sizes, Hints hints) =>
        Report(rule, place, "Rearrange", PatternKind.Rearrange, [tensor], pattern, sizes, hints);

    public static void Einsum(
        DiagnosticDescriptor rule, IOperation place, IReadOnlyList<IOperation> tensors, string pattern, Hints hints) =>
        Report(rule, place, "Einsum", PatternKind.Einsum, tensors, pattern, "", hints);

    private static void Report(
        DiagnosticDescriptor rule, IOperation place, string function, PatternKind kind,
        IReadOnlyList<IOperation> tensors, string pattern, string sizes, Hints hints)
    {
        // The tensor of x?.view(…) stands outside of the call.
        if (tensors.Any(tensor => !place.Syntax.Span.Contains(tensor.Syntax.Span))
            || Arena.Patterns.Pattern.Parse(kind, pattern).Findings.Count > 0)
            return;
        var texts = tensors.Select(tensor =>
            Evaluator.Short(tensor.Syntax) is var text && text == "this" ? "…" : text);
        var quoted = $"\"{pattern}\"";
        var call = kind == PatternKind.Einsum
            ? $"{function}({string.Join(", ", texts.Prepend(quoted))})"
            : $"{function}({texts.First()}, {quoted}{sizes})";
        var properties = ImmutableDictionary.CreateRange(new Dictionary<string, string?>
        {
            [Function] = function,
            [Pattern] = pattern,
            [Sizes] = sizes,
            [Tensors] = string.Join(" ", tensors.Select(tensor => SyntaxPlace.Write(tensor.Syntax))),
        });
        hints.Report(Diagnostic.Create(rule, place.Syntax.GetLocation(), properties, call));
    }
}
