using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arena.Analyzers.CodeFixes;

/// <summary>What all fixes share: one rule, one change a finding, and Fix All by batch.</summary>
/// <param name="rule">The rule that the fix is for.</param>
public abstract class TorchCodeFix(string rule) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [rule];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken) is not { } root) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            foreach (var fix in await PrepareAllAsync(
                context.Document, root, node, diagnostic, context.CancellationToken))
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, fix.Apply, equivalenceKey: rule + fix.Key), diagnostic);
        }
    }

    /// <summary>
    /// Makes sure that the finding can be fixed, and says how; null when it cannot. A fix that would change nothing is
    /// never offered.
    /// </summary>
    /// <param name="document">The file.</param>
    /// <param name="root">Its syntax.</param>
    /// <param name="node">The innermost node at the finding's place.</param>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="cancellation">Ends the work.</param>
    protected abstract Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>The same for a rule that can be met in several ways; each has a key of its own.</summary>
    /// <param name="document">The file.</param>
    /// <param name="root">Its syntax.</param>
    /// <param name="node">The innermost node at the finding's place.</param>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="cancellation">Ends the work.</param>
    protected virtual async Task<IReadOnlyList<Fix>> PrepareAllAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) =>
        await PrepareAsync(document, root, node, diagnostic, cancellation) is { } fix ? [fix] : [];

    /// <summary>A change that is ready to be made.</summary>
    /// <param name="Title">What the IDE offers: <c>"Write 'dim: 0'"</c>.</param>
    /// <param name="Apply">Makes the changed document.</param>
    protected sealed record Fix(string Title, Func<CancellationToken, Task<Document>> Apply)
    {
        /// <summary>Tells the changes of one rule apart; Fix All makes those of one key.</summary>
        public string Key { get; init; } = "";

        /// <summary>A change of the file's syntax.</summary>
        public static Fix To(string title, Document document, SyntaxNode changedRoot) =>
            new(title, _ => Task.FromResult(document.WithSyntaxRoot(changedRoot)));
    }
}
