using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers;

/// <summary>Code as messages quote it and fixes write it.</summary>
internal static class SyntaxText
{
    /// <summary>An expression to which <c>.Method()</c> can be appended.</summary>
    public static string AsReceiver(this SyntaxNode expression) =>
        expression is InvocationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax
            or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or ObjectCreationExpressionSyntax
            or ThisExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax
            ? expression.WithoutTrivia().ToString()
            : $"({expression.WithoutTrivia()})";
}
