using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Sources;

/// <summary>Changes what the bodies of a member do.</summary>
internal static class Bodies
{
    /// <summary>Puts a statement in front of every body of a member.</summary>
    public static IEnumerable<TextChange> Begin(MemberDeclarationSyntax member, string statement) =>
        member switch
        {
            BaseMethodDeclarationSyntax { Body: { } block } => [After(block.OpenBraceToken, statement)],
            BaseMethodDeclarationSyntax { ExpressionBody: { } arrow } method =>
                [Block(arrow, method.SemicolonToken, $"{statement} {Returned(arrow, ReturnsValue(method))}")],
            PropertyDeclarationSyntax { ExpressionBody: { } arrow } property =>
                [Block(arrow, property.SemicolonToken, $"get {{ {statement} {Returned(arrow, hasValue: true)} }}")],
            IndexerDeclarationSyntax { ExpressionBody: { } arrow } indexer =>
                [Block(arrow, indexer.SemicolonToken, $"get {{ {statement} {Returned(arrow, hasValue: true)} }}")],
            BasePropertyDeclarationSyntax { AccessorList: { } list } =>
                list.Accessors.SelectMany(x => Begin(x, statement)),
            _ => [],
        };

    /// <summary>Replaces a method's body.</summary>
    public static TextChange Replace(BaseMethodDeclarationSyntax method, string statements) =>
        method.Body is { } block
            ? new TextChange(block.Span, $"{{ {statements} }}")
            : Block(method.ExpressionBody!, method.SemicolonToken, statements);

    private static IEnumerable<TextChange> Begin(AccessorDeclarationSyntax accessor, string statement)
    {
        if (accessor.Body is { } block)
            yield return After(block.OpenBraceToken, statement);
        else if (accessor.ExpressionBody is { } arrow)
        {
            var returned = Returned(arrow, accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
            yield return Block(arrow, accessor.SemicolonToken, $"{statement} {returned}");
        }
    }

    private static TextChange After(SyntaxToken brace, string statement) =>
        new(new TextSpan(brace.Span.End, 0), $" {statement}");

    private static TextChange Block(SyntaxNode arrow, SyntaxToken semicolon, string statements) =>
        new(TextSpan.FromBounds(arrow.SpanStart, semicolon.Span.End), $"{{ {statements} }}");

    private static string Returned(ArrowExpressionClauseSyntax arrow, bool hasValue) =>
        $"{(hasValue && arrow.Expression is not ThrowExpressionSyntax ? "return " : "")}{arrow.Expression};";

    /// <summary>Whether a method's arrow gives a value that a block would have to return.</summary>
    public static bool ReturnsValue(BaseMethodDeclarationSyntax method)
    {
        var type = method switch
        {
            MethodDeclarationSyntax x => x.ReturnType,
            OperatorDeclarationSyntax x => x.ReturnType,
            ConversionOperatorDeclarationSyntax x => x.Type,
            _ => null,
        };
        if (type is null or PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }) return false;
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        return !(isAsync && type is IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" });
    }
}
