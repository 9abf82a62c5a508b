using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Works along the neighbouring axis: <c>sum(dim: 1)</c> becomes <c>sum(dim: 0)</c>.</summary>
internal sealed class OtherAxis : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not LiteralExpressionSyntax { Token.Value: int } literal) yield break;
        var value = Code.WithSign(literal);
        if (Code.Parameter(value, model) is not { } parameter || !Code.IsAxis(parameter)) yield break;
        var other = Neighbour(Value(value)!.Value);
        // The axes of a call differ; one that stands there already would only be refused.
        if (!Axes(value, model).Contains(other))
            yield return new Change("other axis", value, other.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A place that is mistaken for another one and most likely exists too.</summary>
    public static int Neighbour(int place) => place switch { 0 => 1, -1 => -2, > 0 => place - 1, _ => place + 1 };

    private static IEnumerable<int> Axes(ExpressionSyntax value, SemanticModel model) =>
        value.FirstAncestorOrSelf<BaseArgumentListSyntax>()!.Arguments
            .Where(x => Code.Parameter(x.Expression, model) is { } parameter && Code.IsAxis(parameter))
            .SelectMany(x => x.DescendantNodes())
            .OfType<LiteralExpressionSyntax>()
            .Select(x => Value(Code.WithSign(x)))
            .OfType<int>();

    private static int? Value(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax { Token.Value: int number } => number,
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax { Token.Value: int number } } => -number,
        _ => null,
    };
}
