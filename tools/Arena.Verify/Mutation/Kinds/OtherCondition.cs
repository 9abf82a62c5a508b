using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Does the one where the other is due, or always the same.</summary>
internal sealed class OtherCondition : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        IfStatementSyntax x => Negated(x.Condition),
        WhileStatementSyntax x => Negated(x.Condition),
        DoStatementSyntax x => Negated(x.Condition),
        ForStatementSyntax { Condition: { } condition } => Negated(condition),
        ConditionalExpressionSyntax x => Negated(x.Condition).Concat(Always(x)),
        _ => [],
    };

    private static IEnumerable<Change> Negated(ExpressionSyntax condition)
    {
        // Comparisons and a not are turned around by themselves.
        var turns = condition.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
            or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
            or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.LogicalNotExpression
            or SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression;
        if (!turns) yield return new Change("condition negated", condition, $"!{Code.Closed(condition)}");
    }

    private static IEnumerable<Change> Always(ConditionalExpressionSyntax choice)
    {
        yield return new Change("always the first", choice, Code.Closed(choice.WhenTrue, choice));
        yield return new Change("always the second", choice, Code.Closed(choice.WhenFalse, choice));
    }
}
