using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes;

/// <summary>
/// A fix that rewrites one expression. Expressions that are to be fixed may stand in one another, and several findings
/// may want the same change: Fix All makes all changes of a file in one go, the inner ones first.
/// </summary>
/// <param name="rule">The rule that the fix is for.</param>
public abstract class NodeFix(string rule) : TorchCodeFix(rule)
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) =>
        {
            var cancellation = context.CancellationToken;
            if (await document.GetSyntaxRootAsync(cancellation) is not { } root
                || await document.GetSemanticModelAsync(cancellation) is not { } model)
                return document;
            var changes = diagnostics
                .Select(diagnostic => Plan(root, NodeOf(root, diagnostic), diagnostic, model))
                .OfType<Change>();
            return document.WithSyntaxRoot(Changed(root, [.. changes]));
        });

    /// <inheritdoc/>
    protected sealed override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation) is { } model
        && Plan(root, node, diagnostic, model) is { } change
            ? Fix.To(change.Title, document, Changed(root, [change]))
            : null;

    /// <summary>Makes sure that the finding can be fixed, and says how; null when it cannot.</summary>
    /// <param name="root">The file's syntax.</param>
    /// <param name="node">The innermost node at the finding's place.</param>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="model">The file's symbols.</param>
    private protected abstract Change? Plan(
        SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, SemanticModel model);

    private static SyntaxNode NodeOf(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    private static SyntaxNode Changed(SyntaxNode root, IReadOnlyList<Change> changes)
    {
        var byTarget = changes.GroupBy(change => change.Target).ToDictionary(same => same.Key, same => same.First());
        var changed = root.ReplaceNodes(
            byTarget.Keys,
            (original, rewritten) => byTarget[original].Rewrite(rewritten).WithTriviaFrom(rewritten));
        return changes.Any(change => change.NeedsEinops) && changed is CompilationUnitSyntax unit
            ? WithEinops(unit)
            : changed;
    }

    private static CompilationUnitSyntax WithEinops(CompilationUnitSyntax unit)
    {
        var end = unit.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName("Arena.Tensors.Einops"))
            .WithStaticKeyword(SyntaxFactory.Token(SyntaxKind.StaticKeyword))
            .NormalizeWhitespace()
            .WithTrailingTrivia(end);
        var usings = unit.Usings;
        if (usings.Count == 0)
        {
            // What stands at the top of the file stays there.
            var first = unit.GetFirstToken(includeZeroWidth: true);
            added = added.WithLeadingTrivia(first.LeadingTrivia).WithTrailingTrivia(end, end);
            return unit.ReplaceToken(first, first.WithLeadingTrivia()).AddUsings(added);
        }
        var name = added.Name!.ToString();
        var place = usings.Select((given, index) => (given, index)).FirstOrDefault(pair =>
            pair.given.Alias is not null
            || pair.given.StaticKeyword.RawKind != 0 && string.CompareOrdinal(pair.given.Name?.ToString(), name) > 0);
        return unit.WithUsings(
            place.given is null || place.index == 0 ? usings.Add(added) : usings.Insert(place.index, added));
    }

    /// <summary>A change of one node.</summary>
    /// <param name="Title">What the IDE offers.</param>
    /// <param name="Target">The node.</param>
    /// <param name="Rewrite">Makes the new node of the old one, in which others may be rewritten already.</param>
    private protected sealed record Change(string Title, SyntaxNode Target, Func<SyntaxNode, SyntaxNode> Rewrite)
    {
        /// <summary>Whether the names of <c>Einops</c> have to be brought into scope.</summary>
        public bool NeedsEinops { get; init; }
    }
}
