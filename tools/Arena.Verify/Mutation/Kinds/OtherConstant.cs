using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Changes a number or turns a yes into a no, where it is no axis and no index.</summary>
internal sealed class OtherConstant : IMutation
{
    // Smaller numbers keep something from being 0, and ten times as much would hardly show.
    private const double LeastFactor = 0.01;

    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not LiteralExpressionSyntax literal) yield break;
        if (literal.Token.Value is bool flag)
        {
            var name = Code.Parameter(literal, model)?.Name ?? "";
            var kind = name.StartsWith("keepdim", StringComparison.Ordinal) ? "keepdim flipped" : "yes and no exchanged";
            yield return new Change(kind, literal, flag ? "false" : "true");
        }
        else if (literal.IsKind(SyntaxKind.NumericLiteralExpression) && !HasOtherRole(literal, model))
            yield return new Change("other constant", literal, Other(literal.Token));
    }

    private static bool HasOtherRole(LiteralExpressionSyntax literal, SemanticModel model)
    {
        var value = Code.WithSign(literal);
        // A number that loses its minus has changed enough.
        return value != literal || Code.IsIndex(value) || Code.Parameter(value, model) is { } x && Code.IsAxis(x);
    }

    private static string Other(SyntaxToken token)
    {
        var suffix = Suffix(token);
        if (token.Value is not (double or float or decimal))
            return Whole(Convert.ToUInt64(token.Value, CultureInfo.InvariantCulture)) + suffix;
        var text = Fraction(Convert.ToDouble(token.Value, CultureInfo.InvariantCulture))
            .ToString("R", CultureInfo.InvariantCulture);
        return suffix.Length > 0 || text.Contains('.') || text.Contains('E') ? text + suffix : text + ".0";
    }

    private static string Whole(ulong value) => value switch
    {
        0 => "1",
        1 => "0",
        ulong.MaxValue => (value - 1).ToString(CultureInfo.InvariantCulture),
        _ => (value + 1).ToString(CultureInfo.InvariantCulture),
    };

    private static double Fraction(double value) => value switch { 0 => 1, < LeastFactor => 0, _ => 2 * value };

    private static string Suffix(SyntaxToken token)
    {
        var isHex = token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var digits = token.Text.TrimEnd([.. isHex ? "uUlL" : "uUlLfFdDmM"]);
        return token.Text[digits.Length..];
    }
}
