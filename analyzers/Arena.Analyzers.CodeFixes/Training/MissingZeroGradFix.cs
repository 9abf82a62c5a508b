using System.Composition;
using Arena.Analyzers.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Training;

/// <summary>Fixes TSH3001: <c>optimizer.zero_grad();</c> before the <c>backward()</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MissingZeroGradFix() : TorchCodeFix("TSH3001")
{
    /// <inheritdoc/>
    protected override Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(MissingZeroGrad.Optimizers, out var optimizers) || optimizers is null
            || Place(node) is not { Parent: BlockSyntax } place)
            return Task.FromResult<Fix?>(null);
        var names = optimizers.Split('\n');
        var indent = place.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var end = root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var clearing = names.Select((name, index) => SyntaxFactory.ParseStatement($"{name}.zero_grad();")
            .WithLeadingTrivia(index == 0 ? place.GetLeadingTrivia() : SyntaxFactory.TriviaList(indent))
            .WithTrailingTrivia(end));
        var changed = root.ReplaceNode(place, [.. clearing, place.WithLeadingTrivia(indent)]);
        return Task.FromResult<Fix?>(Fix.To($"Write '{names[0]}.zero_grad();' before", document, changed));
    }

    // Before the statement of backward(), or before the inner loop around it, in which the gradients add up on purpose.
    private static StatementSyntax? Place(SyntaxNode backward)
    {
        var statement = backward.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is null) return null;
        var place = statement;
        for (SyntaxNode? current = statement; current is not null; current = current.Parent)
        {
            if (current is MemberDeclarationSyntax) return null;
            if (current is not (CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax
                or DoStatementSyntax))
                continue;
            if (Steps(current)) return place;
            place = (StatementSyntax)current;
        }
        return null;
    }

    private static bool Steps(SyntaxNode loop) =>
        loop.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(call => call.MethodName()?.Identifier.ValueText == "step" && call.ArgumentList.Arguments.Count == 0);
}
