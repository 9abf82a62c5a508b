using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Shapes;

/// <summary>Fixes TSH1002: transposes the right matrix, where that makes it fit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MatmulInnerMismatchFix() : NodeFix("TSH1002")
{
    private protected override Change? Plan(
        SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, SemanticModel model) =>
        diagnostic.Properties.TryGetValue("transpose", out var place)
        && SyntaxPlace.Read(place, root) is ExpressionSyntax matrix
            ? new Change(
                "Add 'transpose(-2, -1)'", matrix.WithParentheses(),
                rewritten => Transposed((ExpressionSyntax)rewritten, diagnostic.Properties.ContainsKey("matrix")))
            : null;

    // What is transposed already needs less, not more. T reverses all axes, so it is undone for a matrix only.
    private static ExpressionSyntax Transposed(ExpressionSyntax matrix, bool isMatrix) =>
        matrix is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var straight }
            && (name == "mT" || name == "T" && isMatrix)
            ? straight
            : matrix.Call("transpose", "-2, -1");
}
