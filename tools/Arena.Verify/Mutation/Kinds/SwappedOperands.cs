using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Exchanges the operands where their order matters: <c>a - b</c> becomes <c>b - a</c>.</summary>
internal sealed class SwappedOperands : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not BinaryExpressionSyntax { Left: var left, Right: var right, OperatorToken: var sign } whole
            || sign.Kind() is not (SyntaxKind.MinusToken or SyntaxKind.SlashToken)
            || SyntaxFactory.AreEquivalent(left, right))
            yield break;
        // On the right, a sum or a product needs the brackets that it does without on the left.
        var moved = left is BinaryExpressionSyntax { OperatorToken: var inner } && IsAsLoose(inner, sign)
            ? $"({left})"
            : left.ToString();
        yield return new Change("operands swapped", whole, $"{right} {sign} {moved}");
    }

    private static bool IsAsLoose(SyntaxToken inner, SyntaxToken outer) =>
        outer.IsKind(SyntaxKind.SlashToken) || inner.Kind() is SyntaxKind.PlusToken or SyntaxKind.MinusToken;
}
