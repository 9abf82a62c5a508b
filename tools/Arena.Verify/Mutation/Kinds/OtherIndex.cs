using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>
/// Takes a neighbour, or a stretch that is longer or shorter: <c>x[0]</c> becomes <c>x[1]</c>, <c>x[..^1]</c> becomes
/// <c>x[..^2]</c> and <c>x[..]</c>.
/// </summary>
internal sealed class OtherIndex : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        LiteralExpressionSyntax { Token.Value: int } literal when Code.IsIndex(Code.WithSign(literal)) =>
            [OtherPlace(literal, Code.WithSign(literal))],
        RangeExpressionSyntax range when Code.IsIndex(range) => Bounds(range),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.NullLiteralExpression) => Open(literal, model),
        _ => [],
    };

    private static Change OtherPlace(LiteralExpressionSyntax literal, ExpressionSyntax value)
    {
        var number = (int)literal.Token.Value!;
        // Dropping a bound is a change of its own, and ^0 is no place.
        var other = value != literal ? OtherAxis.Neighbour(-number)
            : value.Parent is RangeExpressionSyntax or PrefixUnaryExpressionSyntax ? number + 1
            : OtherAxis.Neighbour(number);
        return new Change("other index", value, other.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<Change> Bounds(RangeExpressionSyntax range)
    {
        if (range.LeftOperand is { } left) yield return new Change("bound removed", left, "");
        if (range.RightOperand is { } right) yield return new Change("bound removed", right, "");
        if (range is { LeftOperand: null, RightOperand: null })
            yield return new Change("first one left out", range, "1..");
    }

    // An open bound of TensorIndex.Slice.
    private static IEnumerable<Change> Open(LiteralExpressionSyntax literal, SemanticModel model)
    {
        if (Code.Parameter(literal, model) is { ContainingSymbol.Name: "Slice", Name: var name })
            yield return new Change("other bound", literal, name switch { "stop" => "-1", "step" => "2", _ => "1" });
    }
}
