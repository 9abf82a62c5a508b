using System.Composition;
using Arena.Analyzers.Lifetime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Lifetime;

/// <summary>Fixes TSH4001: <c>return y</c> becomes <c>return y.MoveToOuterDisposeScope()</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class EscapesDisposeScopeFix() : TorchCodeFix("TSH4001")
{
    /// <inheritdoc/>
    protected override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(EscapesDisposeScope.Appended, out var appended)) return null;
        if (node is ArgumentSyntax argument) node = argument.Expression;
        if (node is not ExpressionSyntax expression || Kept(expression, appended!) is not { } kept) return null;
        // What comes back is a Tensor: it cannot stand for a Parameter, or for a tuple of tensors.
        if (await document.GetSemanticModelAsync(cancellation) is not { } model) return null;
        var type = model.GetTypeInfo(expression, cancellation);
        if (type is not { Type.Name: "Tensor" or "Parameter", ConvertedType.Name: "Tensor" }) return null;
        return Fix.To($"Append '{appended}'", document, root.ReplaceNode(expression, kept.WithTriviaFrom(expression)));
    }

    private static ExpressionSyntax? Kept(ExpressionSyntax expression, string appended)
    {
        if (expression is ConditionalAccessExpressionSyntax) return null;
        if (expression is not AssignmentExpressionSyntax assignment)
            return SyntaxFactory.ParseExpression($"{expression.AsReceiver()}{appended}");
        if (assignment is not { Left: IdentifierNameSyntax, Parent: ExpressionStatementSyntax }) return null;
        if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)) return null;
        var sign = assignment.OperatorToken.Text.TrimEnd('=');
        var right = assignment.Right is BinaryExpressionSyntax or ConditionalExpressionSyntax
            ? $"({assignment.Right})"
            : assignment.Right.ToString();
        var left = assignment.Left.WithoutTrivia();
        return SyntaxFactory.ParseExpression($"{left} = ({left} {sign} {right}){appended}");
    }
}
