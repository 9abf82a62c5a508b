using Arena.Analyzers.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Patterns;

/// <summary>Writes the call of <c>Einops</c> that a finding names.</summary>
/// <param name="rule">The rule that the fix is for.</param>
public abstract class EinopsFix(string rule) : NodeFix(rule)
{
    private protected sealed override Change? Plan(
        SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        var properties = diagnostic.Properties;
        if (!properties.TryGetValue(EinopsAdvice.Function, out var function) || function is null
            || !properties.TryGetValue(EinopsAdvice.Tensors, out var places) || places is null
            || node is not ExpressionSyntax place)
            return null;
        var tensors = places.Split(' ').Select(text => SyntaxPlace.Read(text, root) as ExpressionSyntax).ToList();
        if (tensors.Any(tensor => tensor is null || !place.Span.Contains(tensor.Span))
            || LosesComments(place, tensors!))
            return null;
        var paths = tensors.Select(tensor => PathTo(tensor!, place)).ToList();
        var known = model.LookupSymbols(place.SpanStart, name: function);
        var isFree = known.All(symbol => symbol.ContainingType?.Name == "Einops");
        var pattern = $"\"{properties[EinopsAdvice.Pattern]}\"";
        var call = isFree ? function : $"Arena.Tensors.Einops.{function}";
        return new Change($"Write '{function}(…)'", place, rewritten =>
        {
            var operands = paths.Select(path => Follow(path, rewritten).WithoutTrivia().ToFullString()).ToList();
            return SyntaxFactory.ParseExpression(function == "Einsum"
                ? $"{call}({pattern}, {string.Join(", ", operands)})"
                : $"{call}({operands[0]}, {pattern}{properties[EinopsAdvice.Sizes]})");
        })
        {
            NeedsEinops = known.IsEmpty,
        };
    }

    private static bool LosesComments(ExpressionSyntax place, IReadOnlyList<ExpressionSyntax> kept) =>
        place.DescendantTrivia().Any(trivia =>
            !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)
            && place.Span.Contains(trivia.Span)
            && !kept.Any(tensor => tensor.Span.Contains(trivia.Span)));

    // Where a node is in another one stays the same when what is in it is rewritten.
    private static List<int> PathTo(SyntaxNode inner, SyntaxNode outer)
    {
        var path = new List<int>();
        for (var node = inner; node != outer && node.Parent is { } parent; node = parent)
            path.Insert(0, parent.ChildNodes().ToList().IndexOf(node));
        return path;
    }

    private static SyntaxNode Follow(List<int> path, SyntaxNode node) =>
        path.Aggregate(node, (current, index) => current.ChildNodes().ElementAt(index));
}
