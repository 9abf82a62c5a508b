using Arena.Skeleton;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Checks;

/// <summary>
/// One body of a solution, or the lines of it that are marked as solution, and the pieces of code that would tell it.
/// </summary>
internal sealed class SolutionBody
{
    // Less says nothing: x / 2 may stand anywhere.
    private const int FewestTokens = 6;

    // Statements that make up this share of a body are as good as the body.
    private const double Most = 0.5;
    private const int FewestTokensOfMost = 12;

    private SolutionBody(SyntaxTree tree, IReadOnlyList<TextSpan> spans, IReadOnlyList<TokenText> tellings) =>
        (Tree, Spans, Tellings) = (tree, spans, tellings);

    /// <summary>The solution's file.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>Where it lies.</summary>
    public IReadOnlyList<TextSpan> Spans { get; }

    /// <summary>The whole body first, then each run of its statements that makes up most of it.</summary>
    public IReadOnlyList<TokenText> Tellings { get; }

    /// <summary>The bodies of a member; none when it has no code of its own.</summary>
    public static IEnumerable<SolutionBody> Of(MemberDeclarationSyntax member)
    {
        var roots = member.DescendantNodes(x => x == member || x is AccessorListSyntax or AccessorDeclarationSyntax)
            .Where(x => x is BlockSyntax or ArrowExpressionClauseSyntax);
        return roots.Select(x => x is BlockSyntax block ? OfBlock(block) : OfExpression((ArrowExpressionClauseSyntax)x))
            .OfType<SolutionBody>();
    }

    private static SolutionBody OfExpression(ArrowExpressionClauseSyntax arrow)
    {
        var whole = TokenText.OfCode(Code(arrow.Expression.DescendantTokens()));
        return new(arrow.SyntaxTree, [arrow.FullSpan], whole.Count >= FewestTokens ? [whole] : []);
    }

    private static SolutionBody? OfBlock(BlockSyntax block)
    {
        var spans = Regions(block) is { Count: > 0 } regions ? regions : [block.FullSpan];
        var statements = block.DescendantNodes().OfType<StatementSyntax>()
            .Where(x => x is not BlockSyntax && spans.Exists(span => span.Contains(x.Span)))
            .ToList();
        if (statements.Count == 0) return new(block.SyntaxTree, spans, []);

        var tokens = statements.SelectMany(x => x.DescendantTokens()).Distinct().OrderBy(x => x.SpanStart).ToList();
        var whole = TokenText.OfCode(Code(tokens));
        var tellings = new List<TokenText>();
        if (whole.Count >= FewestTokens) tellings.Add(whole);
        var enough = Math.Max(FewestTokensOfMost, (int)Math.Ceiling(Most * whole.Count));
        tellings.AddRange(statements.Select(Core).Where(x => x.Count >= enough));
        foreach (var first in statements)
        {
            var run = statements.Select(last => last.Span.End).Distinct().Order()
                .Where(end => end > first.SpanStart)
                .Select(end => TokenText.OfCode(Code(tokens.Where(x =>
                    x.SpanStart >= first.SpanStart && x.Span.End <= end))))
                .FirstOrDefault(x => x.Count >= enough);
            if (run is not null) tellings.Add(run);
        }
        return new(block.SyntaxTree, spans, tellings);
    }

    // What a statement computes, whatever it is called.
    private static TokenText Core(StatementSyntax statement)
    {
        SyntaxNode core = statement switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: { } value }] } => value.Value,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => assignment.Right,
            _ => statement,
        };
        return TokenText.OfCode(Code(core.DescendantTokens()));
    }

    private static string Code(IEnumerable<SyntaxToken> tokens) => string.Join(' ', tokens.Select(x => x.Text));

    private static List<TextSpan> Regions(BlockSyntax block)
    {
        var markers = block.DescendantTrivia().Where(Markers.IsSolutionMarker).ToList();
        return [.. markers.Zip(markers.Skip(1))
            .Where(x => Markers.IsSolutionStart(x.First))
            .Select(x => TextSpan.FromBounds(x.First.SpanStart, x.Second.Span.End))];
    }
}
