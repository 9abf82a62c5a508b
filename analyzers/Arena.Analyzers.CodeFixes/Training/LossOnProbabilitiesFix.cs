using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Training;

/// <summary>
/// Fixes TSH3002: drops the softmax or sigmoid that the loss applies itself, or writes the log_softmax that it needs.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LossOnProbabilitiesFix() : TorchCodeFix("TSH3002")
{
    /// <inheritdoc/>
    protected override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (node is ArgumentSyntax argument) node = argument.Expression;
        if (node is not InvocationExpressionSyntax source || source.MethodName() is not { } name
            || name.Identifier.ValueText is not ("softmax" or "sigmoid")
            || await document.GetSemanticModelAsync(cancellation) is not { } model
            || model.GetSymbolInfo(source, cancellation).Symbol is not IMethodSymbol method
            || source.Subject(method) is not { } logits
            || source.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault() is not { } loss
            || model.GetSymbolInfo(loss, cancellation).Symbol is not IMethodSymbol lossMethod)
            return null;
        if (lossMethod.Name is "cross_entropy" or "binary_cross_entropy_with_logits"
            || TakesLogits(loss, model, cancellation))
            return Fix.To(
                $"Drop '{method.Name}'", document, root.ReplaceNode(source, logits.WithTriviaFrom(source)));
        // torch itself has no log_softmax; Tensor and functional do.
        return lossMethod.Name == "nll_loss" && method.Name == "softmax" && method.ContainingType.Name != "torch"
            ? Fix.To("Write 'log_softmax'", document, root.ReplaceNode(
                name, SyntaxFactory.IdentifierName("log_softmax").WithTriviaFrom(name)))
            : null;
    }

    private static bool TakesLogits(
        InvocationExpressionSyntax loss, SemanticModel model, CancellationToken cancellation) =>
        loss.Expression is MemberAccessExpressionSyntax member
        && model.GetTypeInfo(member.Expression, cancellation).Type?.Name is "CrossEntropyLoss" or "BCEWithLogitsLoss";
}
