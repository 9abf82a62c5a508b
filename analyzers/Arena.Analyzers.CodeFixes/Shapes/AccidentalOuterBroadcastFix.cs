using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Shapes;

/// <summary>Fixes TSH1004: <c>.squeeze(-1)</c> on the column.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AccidentalOuterBroadcastFix() : NodeFix("TSH1004")
{
    private protected override Change? Plan(
        SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, SemanticModel model) =>
        diagnostic.Properties.TryGetValue("column", out var place)
        && SyntaxPlace.Read(place, root) is ExpressionSyntax column
            ? new Change(
                "Add 'squeeze(-1)'", column.WithParentheses(), rewritten => ((ExpressionSyntax)rewritten).Call("squeeze", "-1"))
            : null;
}
