using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Shapes;

/// <summary>Fixes TSH1001: <c>sum(0)</c> becomes <c>sum(dim: 0)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ZeroBindsToDtypeFix() : TorchCodeFix("TSH1001")
{
    /// <inheritdoc/>
    protected override Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        // 'sum(type: 0)' asks for bytes in so many words; it takes a person to say what was meant.
        if (node.FirstAncestorOrSelf<ArgumentSyntax>() is not { NameColon: null } argument)
            return Task.FromResult<Fix?>(null);
        var named = argument.WithoutLeadingTrivia()
            .WithNameColon(SyntaxFactory.NameColon("dim").WithTrailingTrivia(SyntaxFactory.Space))
            .WithLeadingTrivia(argument.GetLeadingTrivia());
        return Task.FromResult<Fix?>(Fix.To("Write 'dim: 0'", document, root.ReplaceNode(argument, named)));
    }
}
