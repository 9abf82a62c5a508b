using Arena.Analyzers.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Analyzers.CodeFixes.Patterns;

/// <summary>What the fixes of patterns share: the finding brings the change with it.</summary>
/// <param name="rule">The rule that the fix is for.</param>
public abstract class PatternFix(string rule) : TorchCodeFix(rule)
{
    /// <inheritdoc/>
    protected sealed override Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (PatternRepair.In(diagnostic) is not { } repair || repair.Span.End > root.FullSpan.End)
            return Task.FromResult<Fix?>(null);
        return Task.FromResult<Fix?>(new Fix(repair.Title, async token =>
        {
            var text = await document.GetTextAsync(token);
            return document.WithText(text.WithChanges(new TextChange(repair.Span, repair.Text)));
        }));
    }
}
