using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Questions to a piece of code.</summary>
internal static class Code
{
    /// <summary>The expression as text that can stand wherever a name can.</summary>
    public static string Closed(ExpressionSyntax expression) =>
        expression is NameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax
            or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
            or ThisExpressionSyntax or TupleExpressionSyntax or CollectionExpressionSyntax
            ? expression.ToString()
            : $"({expression})";

    /// <summary>The expression as text that can stand in the place of another one.</summary>
    public static string Closed(ExpressionSyntax expression, ExpressionSyntax place) =>
        place.Parent is ExpressionSyntax
            and not (AssignmentExpressionSyntax or LambdaExpressionSyntax or ParenthesizedExpressionSyntax)
            ? Closed(expression)
            : expression.ToString();

    /// <summary>The expression with the minus in front of it.</summary>
    public static ExpressionSyntax WithSign(ExpressionSyntax expression) =>
        expression.Parent is PrefixUnaryExpressionSyntax prefix && prefix.IsKind(SyntaxKind.UnaryMinusExpression)
            ? prefix
            : expression;

    /// <summary>The method, constructor or indexer that is called.</summary>
    public static ISymbol? Called(SyntaxNode call, SemanticModel model) => model.GetSymbolInfo(call).Symbol;

    /// <summary>
    /// The parameter that a value is for: as an argument of its own, or as one of the values in brackets.
    /// </summary>
    public static IParameterSymbol? Parameter(ExpressionSyntax value, SemanticModel model) => value.Parent switch
    {
        ArgumentSyntax { Parent: BaseArgumentListSyntax list } argument => Parameter(argument, list, model),
        ExpressionElementSyntax { Parent: CollectionExpressionSyntax values } => Parameter(values, model),
        InitializerExpressionSyntax { Parent: ExpressionSyntax array } => Parameter(array, model),
        _ => null,
    };

    /// <summary>The parameter that an argument is for.</summary>
    public static IParameterSymbol? Parameter(ArgumentSyntax argument, BaseArgumentListSyntax list, SemanticModel model)
    {
        var parameters = Called(list.Parent!, model) switch
        {
            IMethodSymbol method => method.Parameters,
            IPropertySymbol indexer => indexer.Parameters,
            _ => [],
        };
        if (argument.NameColon is { Name.Identifier.ValueText: var name })
            return parameters.FirstOrDefault(x => x.Name == name);
        var index = list.Arguments.IndexOf(argument);
        if (index < parameters.Length) return parameters[index];
        return parameters is [.., { IsParams: true } last] ? last : null;
    }

    /// <summary>Whether a parameter counts the axes of a tensor.</summary>
    public static bool IsAxis(IParameterSymbol parameter) =>
        (parameter.Name.StartsWith("dim", StringComparison.Ordinal)
            || parameter.Name.StartsWith("axis", StringComparison.Ordinal)
            || parameter.Name is "axes" or "permutation" or "source" or "destination")
        && parameter.Type.SpecialType != SpecialType.System_String;

    /// <summary>Whether a value stands in the brackets of an indexer, or is a bound in them.</summary>
    public static bool IsIndex(ExpressionSyntax value) => value.Parent switch
    {
        ArgumentSyntax { Parent: BracketedArgumentListSyntax } => true,
        PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.IndexExpression) => true,
        RangeExpressionSyntax => true,
        _ => false,
    };

    /// <summary>Whether a type is that of a tensor.</summary>
    public static bool IsTensor(ITypeSymbol? type) => type is { Name: "Tensor", ContainingType.Name: "torch" };

    /// <summary>Whether two expressions have the same type.</summary>
    public static bool SameType(ExpressionSyntax one, ExpressionSyntax other, SemanticModel model) =>
        model.GetTypeInfo(one).Type is { } type
        && SymbolEqualityComparer.Default.Equals(type, model.GetTypeInfo(other).Type);

    /// <summary>The name of what is called, without what stands before it.</summary>
    public static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
