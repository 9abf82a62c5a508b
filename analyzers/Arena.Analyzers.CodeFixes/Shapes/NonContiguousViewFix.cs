using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Shapes;

/// <summary>Fixes TSH1011: <c>reshape</c>, which copies where a view cannot be.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NonContiguousViewFix() : NodeFix("TSH1011")
{
    private protected override Change? Plan(
        SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, SemanticModel model) =>
        node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>()
            .Select(call => call.MethodName())
            .FirstOrDefault(name => name?.Identifier.ValueText == "view") is { } view
            ? new Change("Write 'reshape'", view, _ => SyntaxFactory.IdentifierName("reshape"))
            : null;
}
