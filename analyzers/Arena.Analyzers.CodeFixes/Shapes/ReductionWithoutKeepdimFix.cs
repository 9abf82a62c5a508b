using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Shapes;

/// <summary>Fixes TSH1005: <c>keepdim: true</c> on the reduction, wherever it stands.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReductionWithoutKeepdimFix() : NodeFix("TSH1005")
{
    private protected override Change? Plan(
        SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (!diagnostic.Properties.TryGetValue("call", out var place)
            || SyntaxPlace.Read(place, root) is not InvocationExpressionSyntax call
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method
            || method.ReturnType.IsTupleType
            || !node.Contains(call) && !OnlyMeetsItsSource(node, call)
            || method.Parameters.FirstOrDefault(parameter => parameter.Name == "keepdim") is not { } keepdim)
            return null;
        var given = call.ArgumentList.Arguments;
        var position = method.Parameters.IndexOf(keepdim);
        var written = given.IndexOf(argument => argument.NameColon?.Name.Identifier.ValueText == "keepdim");
        if (written < 0 && position < given.Count && given[position].NameColon is null) written = position;
        return new Change(
            "Add 'keepdim: true'", call, rewritten => Kept((InvocationExpressionSyntax)rewritten, written));
    }

    // Another use of a variable that gets the reduction may count on the axis that it lacks: return m, or x.sum(1) + m.
    // Only where it meets x itself, as in the finding, the axis is wanted.
    private static bool OnlyMeetsItsSource(SyntaxNode found, SyntaxNode call)
    {
        if (call.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Identifier.ValueText: var name }
            || Other(found) is not IdentifierNameSyntax { Identifier.ValueText: var source })
            return false;
        var uses = Statements.Member(call).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => (use.Parent as MemberAccessExpressionSyntax)?.Name != use)
            .ToLookup(use => use.Identifier.ValueText);
        return uses[name].All(use => Other(use) is IdentifierNameSyntax other && other.Identifier.ValueText == source)
            && !uses[source].Any(use => use.Parent is AssignmentExpressionSyntax set && set.Left == use);
    }

    private static ExpressionSyntax? Other(SyntaxNode operand) =>
        operand.Parent is not BinaryExpressionSyntax both ? null : both.Left == operand ? both.Right : both.Left;

    private static InvocationExpressionSyntax Kept(InvocationExpressionSyntax call, int written)
    {
        var arguments = call.ArgumentList.Arguments;
        var kept = SyntaxFactory.Argument(
            SyntaxFactory.NameColon(SyntaxFactory.IdentifierName("keepdim"))
                .WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)),
            default, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression));
        if (written >= 0)
            return call.WithArgumentList(call.ArgumentList.WithArguments(arguments.Replace(
                arguments[written], kept.WithTriviaFrom(arguments[written]))));
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(
            [.. arguments.GetWithSeparators(), comma, kept])));
    }
}
