using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Forgets a minus or a not, or gives or keeps the opposite number.</summary>
internal sealed class OtherSign : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        PrefixUnaryExpressionSyntax prefix => Dropped(prefix, model),
        ReturnStatementSyntax { Expression: { } value } => Added(value, model),
        ArrowExpressionClauseSyntax { Expression: { } value } => Added(value, model),
        LambdaExpressionSyntax { ExpressionBody: { } value } => Added(value, model),
        EqualsValueClauseSyntax { Value: { } value } => Added(value, model),
        AssignmentExpressionSyntax { Right: { } value } assignment
            when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) => Added(value, model),
        _ => [],
    };

    private static IEnumerable<Change> Dropped(PrefixUnaryExpressionSyntax prefix, SemanticModel model)
    {
        var kind = prefix.Kind() switch
        {
            SyntaxKind.UnaryMinusExpression => "minus dropped",
            SyntaxKind.LogicalNotExpression or SyntaxKind.BitwiseNotExpression => "not dropped",
            _ => null,
        };
        var isPlace = Code.IsIndex(prefix) || Code.Parameter(prefix, model) is { } x && Code.IsAxis(x);
        if (kind is not null && !isPlace) yield return new Change(kind, prefix, prefix.Operand.ToString());
    }

    private static IEnumerable<Change> Added(ExpressionSyntax value, SemanticModel model)
    {
        // A difference has its operands exchanged instead, which is the same.
        var hasOwn = value is PrefixUnaryExpressionSyntax or LiteralExpressionSyntax or AssignmentExpressionSyntax
            || value.IsKind(SyntaxKind.SubtractExpression);
        if (!hasOwn && HasSign(model.GetTypeInfo(value).Type))
            yield return new Change("minus put in front", value, $"-{Code.Closed(value)}");
    }

    private static bool HasSign(ITypeSymbol? type) =>
        Code.IsTensor(type)
        || type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Single
            or SpecialType.System_Double or SpecialType.System_Decimal;
}
