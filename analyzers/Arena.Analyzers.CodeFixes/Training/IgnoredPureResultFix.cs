using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Training;

/// <summary>Fixes TSH3003 in two ways: <c>x = x.add(1);</c>, or <c>x.add_(1);</c> where there is one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class IgnoredPureResultFix() : TorchCodeFix("TSH3003")
{
    /// <summary>The key of the fix that assigns.</summary>
    public const string Assign = "TSH3003.Assign";

    /// <summary>The key of the fix that changes the tensor in place.</summary>
    public const string InPlace = "TSH3003.InPlace";

    /// <inheritdoc/>
    protected override Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult<Fix?>(null);

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Fix>> PrepareAllAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not
            { Expression: InvocationExpressionSyntax call } statement
            || await document.GetSemanticModelAsync(cancellation) is not { } model
            || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method)
            return [];
        List<Fix> fixes = [];
        if (Start(call, model) is { } start && IsAssignable(start, model) && !Summarises(method.Name))
        {
            var assignment = SyntaxFactory.ParseExpression($"{start.WithoutTrivia()} = {call.WithoutTrivia()}")
                .WithTriviaFrom(call);
            fixes.Add(Fix.To($"Assign it to '{start}'", document, root.ReplaceNode(
                statement, statement.WithExpression(assignment))) with
            { Key = ".Assign" });
        }
        if (call.MethodName() is { } name && call.Subject(method) is { } subject
            && subject is not (InvocationExpressionSyntax or BinaryExpressionSyntax))
        {
            var changed = call.ReplaceNode(
                name, SyntaxFactory.IdentifierName($"{method.Name}_").WithTriviaFrom(name));
            var bound = model.GetSpeculativeSymbolInfo(
                call.SpanStart, changed, SpeculativeBindingOption.BindAsExpression);
            if (bound.Symbol is IMethodSymbol)
                fixes.Add(Fix.To($"Write '{method.Name}_', which changes it in place", document, root.ReplaceNode(
                    statement, statement.WithExpression(changed))) with
                { Key = ".InPlace" });
        }
        return fixes;
    }

    // The tensor at the start of a chain of tensor methods: x in x.reshape(2, 3).t().
    private static ExpressionSyntax? Start(ExpressionSyntax expression, SemanticModel model)
    {
        while (expression is InvocationExpressionSyntax call)
        {
            if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || call.Subject(method) is not { } subject)
                return null;
            expression = subject;
        }
        return expression;
    }

    private static bool IsAssignable(ExpressionSyntax target, SemanticModel model) =>
        model.GetTypeInfo(target).Type is { Name: "Tensor" } && model.GetSymbolInfo(target).Symbol switch
        {
            ILocalSymbol local => local is { IsUsing: false, IsForEach: false, RefKind: RefKind.None },
            IParameterSymbol parameter => parameter.RefKind is RefKind.None or RefKind.Ref or RefKind.Out,
            IFieldSymbol field => !field.IsReadOnly,
            _ => false,
        };

    // What has another meaning than the tensor itself is rarely meant to take its name.
    private static bool Summarises(string method) => method is "sum" or "mean" or "prod" or "max" or "min" or "amax"
        or "amin" or "std" or "var" or "norm" or "median" or "argmax" or "argmin" or "all" or "any" or "eq" or "ne"
        or "lt" or "le" or "gt" or "ge" or "equal" or "isnan" or "isinf" or "isfinite" or "count_nonzero" or "nonzero"
        or "dot" or "det" or "zeros_like" or "ones_like" or "empty_like" or "full_like" or "new_zeros" or "new_ones"
        or "new_empty" or "new_full";
}
