using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>
/// Forgets a step: <c>x.exp().sum()</c> becomes <c>x.sum()</c>, and <c>Rearrange(x, …)</c> becomes <c>x</c>.
/// </summary>
internal sealed class CallRemoved : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } => [],
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
            when IsValue(access.Expression, model) => Link(call, access, model),
        InvocationExpressionSyntax call => OfFunction(call, model),
        MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax } access
            when IsValue(access.Expression, model) => Link(access, access, model),
        // Without its bounds a range is all there is already.
        ElementAccessExpressionSyntax { ArgumentList.Arguments: not [{ Expression: RangeExpressionSyntax }] } access
            when IsRead(access) && Code.SameType(access, access.Expression, model) =>
            [new Change("indices removed", access.ArgumentList, "")],
        _ => [],
    };

    private static bool IsValue(ExpressionSyntax expression, SemanticModel model) =>
        model.GetSymbolInfo(expression).Symbol is not INamespaceOrTypeSymbol;

    private static bool IsRead(ExpressionSyntax expression) =>
        expression.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != expression;

    private static IEnumerable<Change> Link(
        ExpressionSyntax whole, MemberAccessExpressionSyntax access, SemanticModel model)
    {
        if (Code.SameType(whole, access.Expression, model))
            yield return new Change($"{access.Name.Identifier.ValueText} removed",
                TextSpan.FromBounds(access.Expression.Span.End, whole.Span.End), "");
    }

    private static IEnumerable<Change> OfFunction(InvocationExpressionSyntax call, SemanticModel model)
    {
        var same = call.ArgumentList.Arguments
            .Where(x => Code.SameType(call, x.Expression, model))
            .Take(2)
            .ToList();
        if (same.Count == 1 && Code.Name(call) is { } name && Code.Called(call, model) is not null)
            yield return new Change(
                $"{name.Identifier.ValueText} removed", call, Code.Closed(same[0].Expression, call));
    }
}
