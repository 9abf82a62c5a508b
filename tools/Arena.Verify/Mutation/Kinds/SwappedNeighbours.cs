using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>
/// Exchanges neighbouring arguments, values in brackets or parts of a tuple that have the same type: <c>f(a, b)</c>
/// becomes <c>f(b, a)</c>.
/// </summary>
internal sealed class SwappedNeighbours : IMutation
{
    // The order does not matter to them.
    private static readonly HashSet<string> Symmetrical =
    [
        "maximum", "minimum", "add", "mul", "eq", "ne", "logical_and", "logical_or", "logical_xor", "dot", "transpose",
        "swapaxes", "Min", "Max", "Equals", "allclose",
    ];

    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        var values = node switch
        {
            BaseArgumentListSyntax list when IsOrdered(list, model) => Pieces(list.Arguments, x => x.Expression),
            TupleExpressionSyntax tuple => Pieces(tuple.Arguments, x => x.Expression),
            CollectionExpressionSyntax list when !HoldsAxes(list, model) =>
                Pieces(list.Elements, x => (x as ExpressionElementSyntax)?.Expression),
            // In an object's initializer, names say where each one belongs.
            InitializerExpressionSyntax list
                when !list.IsKind(SyntaxKind.ObjectInitializerExpression) && !HoldsAxes(list, model) => Pieces(list.Expressions, x => x),
            _ => [],
        };
        return values.Zip(values.Skip(1))
            .Where(x => CanSwap(x.First, x.Second, model))
            .Select(x => new Change("neighbours swapped",
                TextSpan.FromBounds(x.First!.SpanStart, x.Second!.Span.End),
                x.Second + Between(x.First, x.Second) + x.First));
    }

    private static IReadOnlyList<ExpressionSyntax?> Pieces<T>(
        SeparatedSyntaxList<T> list, Func<T, ExpressionSyntax?> expression) where T : SyntaxNode =>
        [.. list.Select(expression)];

    private static bool CanSwap(ExpressionSyntax? first, ExpressionSyntax? second, SemanticModel model)
    {
        if (first is null || second is null || SyntaxFactory.AreEquivalent(first, second)) return false;
        // Names say where each one belongs; only what they name is mistaken.
        if (IsNamed(first) != IsNamed(second)) return false;
        return Code.SameType(first, second, model) && !IsAxis(first, model) && !IsAxis(second, model);
    }

    private static bool IsNamed(ExpressionSyntax value) => value.Parent is ArgumentSyntax { NameColon: not null };

    private static bool IsAxis(ExpressionSyntax value, SemanticModel model) =>
        value.Parent is ArgumentSyntax && Code.Parameter(value, model) is { } parameter && Code.IsAxis(parameter)
        && !IsOrder(parameter);

    private static bool HoldsAxes(ExpressionSyntax list, SemanticModel model) =>
        Code.Parameter(list, model) is { } parameter && Code.IsAxis(parameter) && !IsOrder(parameter);

    private static bool IsOrder(IParameterSymbol parameter) =>
        parameter.ContainingSymbol.Name is "permute" or "movedim" or "moveaxis";

    // Which tensor is meant by which part of a pattern, the pattern says.
    private static bool IsOrdered(BaseArgumentListSyntax list, SemanticModel model) =>
        Code.Called(list.Parent!, model) switch
        {
            IMethodSymbol method => !Symmetrical.Contains(method.Name)
                && !method.Parameters.Any(x => x.Name == OtherPattern.Parameter),
            IPropertySymbol or null => true,
            _ => false,
        };

    private static string Between(SyntaxNode first, SyntaxNode second) =>
        first.SyntaxTree.GetText().ToString(TextSpan.FromBounds(first.Span.End, second.SpanStart));
}
