using System.Composition;
using Arena.Analyzers.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Training;

/// <summary>Fixes TSH3004: <c>dim: -1</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SuspiciousSoftmaxDimFix() : NodeFix("TSH3004")
{
    private protected override Change? Plan(
        SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, SemanticModel model) =>
        diagnostic.Properties.ContainsKey(SuspiciousSoftmaxDim.HasOther)
        && node.FirstAncestorOrSelf<ArgumentSyntax>() is { } argument
            ? new Change("Write 'dim: -1'", argument, _ => SyntaxFactory.Argument(
                SyntaxFactory.NameColon(SyntaxFactory.IdentifierName("dim"))
                    .WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)),
                default, SyntaxFactory.ParseExpression("-1")))
            : null;
}
