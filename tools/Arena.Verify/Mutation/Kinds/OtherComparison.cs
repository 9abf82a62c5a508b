using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Lets equal ones in or out, or compares the other way round.</summary>
internal sealed class OtherComparison : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not BinaryExpressionSyntax { OperatorToken: var sign }) yield break;
        var (boundary, negated) = sign.Kind() switch
        {
            SyntaxKind.LessThanToken => ("<=", ">="),
            SyntaxKind.LessThanEqualsToken => ("<", ">"),
            SyntaxKind.GreaterThanToken => (">=", "<="),
            SyntaxKind.GreaterThanEqualsToken => (">", "<"),
            SyntaxKind.EqualsEqualsToken => (null, "!="),
            SyntaxKind.ExclamationEqualsToken => (null, "=="),
            _ => default((string?, string?)),
        };
        if (boundary is not null) yield return new Change("other boundary", sign, boundary);
        if (negated is not null) yield return new Change("comparison negated", sign, negated);
    }
}
