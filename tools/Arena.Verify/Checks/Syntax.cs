using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>Questions to code that need no compilation.</summary>
internal static class Syntax
{
    /// <summary>The last part of a name: <c>Be</c> of <c>x.Should().Be</c>; null when it is no name.</summary>
    public static string? Name(SyntaxNode node) => node switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The line, from 1, on which a node begins.</summary>
    public static int Line(SyntaxNode node) => node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;

    /// <summary>The calls of anything of a name.</summary>
    public static IEnumerable<InvocationExpressionSyntax> CallsIn(SyntaxNode code, string name) =>
        code.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(x => Name(x.Expression) == name);

    /// <summary>Without brackets around it.</summary>
    public static ExpressionSyntax Bare(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax { Expression: var inner } ? Bare(inner) : expression;

    /// <summary>Whether two expressions are written with the same words.</summary>
    public static bool Same(SyntaxNode one, SyntaxNode other) => SyntaxFactory.AreEquivalent(one, other);
}
