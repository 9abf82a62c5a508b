using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Lifetime;

/// <summary>Fixes TSH4002: <c>no_grad();</c> becomes <c>using var _ = no_grad();</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ScopeNotInUsingFix() : TorchCodeFix("TSH4002")
{
    /// <inheritdoc/>
    protected override Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult(Prepare(document, root, node));

    private static Fix? Prepare(Document document, SyntaxNode root, SyntaxNode node)
    {
        // A using declaration stands in a block or in a top-level program, and nowhere else.
        if (node.FirstAncestorOrSelf<StatementSyntax>() is not { } statement) return null;
        if (statement.Parent is not (BlockSyntax or GlobalStatementSyntax)) return null;
        var code = statement switch
        {
            ExpressionStatementSyntax bare when Opening(bare) is { } opening
                && opening.Span.Contains(node.Span) =>
                $"using var {Name(bare)} = {opening.WithoutTrivia()};",
            LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value }] } local
                when value.Span == node.Span => $"using {local.WithoutTrivia()}",
            _ => null,
        };
        if (code is null) return null;
        var changed = SyntaxFactory.ParseStatement(code).WithTriviaFrom(statement);
        return Fix.To("Close it with 'using var'", document, root.ReplaceNode(statement, changed));
    }

    private static ExpressionSyntax? Opening(ExpressionStatementSyntax statement) =>
        statement.Expression switch
        {
            InvocationExpressionSyntax call => call,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard =>
                discard.Right,
            _ => null,
        };

    // '_' can be declared once only, and then discards nothing any more. The statements above this one that will be
    // fixed too get their names first, so that Fix All gives each a name of its own.
    private static string Name(ExpressionStatementSyntax statement)
    {
        var member = Statements.Member(statement);
        var taken = Statements.Words(member);
        foreach (var other in member.DescendantNodes().OfType<ExpressionStatementSyntax>())
        {
            if (Opening(other) is not InvocationExpressionSyntax call || Wanted(call) is not { } wanted) continue;
            var name = taken.Contains("_") ? Statements.Free(wanted, taken) : "_";
            if (other == statement) return name;
            taken.Add(name);
        }
        return Statements.Free("scope", taken);
    }

    private static string? Wanted(InvocationExpressionSyntax call) =>
        call.Expression.GetLastToken().ValueText switch
        {
            "NewDisposeScope" => "scope",
            "no_grad" => "noGrad",
            "enable_grad" => "withGrad",
            "inference_mode" => "inference",
            _ => null,
        };
}
