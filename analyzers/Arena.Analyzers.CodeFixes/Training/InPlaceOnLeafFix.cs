using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Arena.Analyzers.CodeFixes.Training;

/// <summary>Fixes TSH3005: the statement goes into <c>using (torch.no_grad())</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class InPlaceOnLeafFix() : TorchCodeFix("TSH3005")
{
    /// <inheritdoc/>
    protected override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        // A change whose result is used further on is for a person to take apart.
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || statement.Expression.Span != diagnostic.Location.SourceSpan
            || await document.GetSemanticModelAsync(cancellation) is not { } model)
            return null;
        var scope = SyntaxFactory.UsingStatement(
                null,
                SyntaxFactory.ParseExpression($"{model.Torch(statement.SpanStart, "no_grad")}()"),
                SyntaxFactory.Block(statement.WithoutTrivia()))
            .WithTriviaFrom(statement)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return Fix.To("Put it into 'using (no_grad())'", document, root.ReplaceNode(statement, scope));
    }
}
