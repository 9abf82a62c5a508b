using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Calculates with another operator: <c>a + b</c> becomes <c>a - b</c>.</summary>
internal sealed class OtherOperator : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        var sign = node switch
        {
            BinaryExpressionSyntax binary => binary.OperatorToken,
            AssignmentExpressionSyntax assignment => assignment.OperatorToken,
            _ => default,
        };
        // Texts only have a plus.
        if (sign == default || model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_String) yield break;
        if (Other(sign.Kind()) is { } other) yield return new Change("other operator", sign, other);
    }

    private static string? Other(SyntaxKind sign) => sign switch
    {
        SyntaxKind.PlusToken => "-",
        SyntaxKind.MinusToken => "+",
        SyntaxKind.AsteriskToken => "/",
        SyntaxKind.SlashToken => "*",
        SyntaxKind.PercentToken => "/",
        SyntaxKind.AmpersandAmpersandToken => "||",
        SyntaxKind.BarBarToken => "&&",
        SyntaxKind.AmpersandToken => "|",
        SyntaxKind.BarToken => "&",
        SyntaxKind.CaretToken => "|",
        SyntaxKind.LessThanLessThanToken => ">>",
        SyntaxKind.GreaterThanGreaterThanToken => "<<",
        SyntaxKind.PlusEqualsToken => "-=",
        SyntaxKind.MinusEqualsToken => "+=",
        SyntaxKind.AsteriskEqualsToken => "/=",
        SyntaxKind.SlashEqualsToken => "*=",
        SyntaxKind.PercentEqualsToken => "/=",
        SyntaxKind.AmpersandEqualsToken => "|=",
        SyntaxKind.BarEqualsToken => "&=",
        _ => null,
    };
}
