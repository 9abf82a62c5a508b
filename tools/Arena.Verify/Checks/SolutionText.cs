using Arena.Skeleton;
using Arena.Verify.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Checks;

/// <summary>
/// What of a chapter's solutions learners must not get, read from the sources without the help of the generator.
/// </summary>
internal sealed class SolutionText
{
    private const int FewestWords = 3;

    private readonly List<(string? Exercise, SyntaxTree Tree, TextSpan Span)> leftOut = [];
    private readonly List<TokenText> givenCode;
    private readonly List<TokenText> givenText;

    public SolutionText(ChapterSource chapter)
    {
        foreach (var exercise in chapter.Exercises)
            foreach (var body in exercise.Members.SelectMany(SolutionBody.Of))
            {
                Bodies.Add((exercise.Id, body));
                leftOut.AddRange(body.Spans.Select(span => (exercise.Id, body.Tree, span))!);
            }

        var trees = chapter.Compilation.SyntaxTrees.Where(x => x.FilePath.EndsWith(".cs", StringComparison.Ordinal));
        var only = trees.SelectMany(x => x.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>())
            .Where(x => Markers.Find(x, Markers.SolutionOnly) is not null)
            .ToList();
        leftOut.AddRange(only.Select(x => ((string?)null, x.SyntaxTree, Whole(x))));

        var texts = trees.Select(tree => LearnerFile.Without(
            tree.GetText().ToString(), leftOut.Where(x => x.Tree == tree).Select(x => x.Span))).ToList();
        givenCode = texts.ConvertAll(x => TokenText.OfCode(LearnerFile.WithoutComments(x)));
        givenText = texts.ConvertAll(TokenText.OfProse);
        var givenNames = texts.ConvertAll(TokenText.OfCode);
        Names = [.. only.SelectMany(x => x.DescendantNodesAndSelf().OfType<MemberDeclarationSyntax>())
            .SelectMany(x => MemberName.Of(x).Split(['.', ',', ' '])[^1..])
            .Append(Markers.SolutionOnly)
            .Distinct()
            .Select(x => (x, TokenText.OfCode(x)))
            .Where(x => x.Item2.Count == 1 && !givenNames.Exists(given => given.Contains(x.Item2)))];
        Comments = [.. leftOut.SelectMany(x => CommentsIn(x.Tree, x.Span).Select(y => (x.Exercise, y)))
            .Where(x => x.y.Count >= FewestWords && !givenText.Exists(given => given.Contains(x.y)))];
    }

    /// <summary>The bodies of the exercises' members.</summary>
    public List<(string Exercise, SolutionBody Body)> Bodies { get; } = [];

    /// <summary>The names of members that learners do not get, as far as nothing that they get says them.</summary>
    public IReadOnlyList<(string Name, TokenText Text)> Names { get; }

    /// <summary>
    /// The comments that go with a solution, and the exercise of each; null when they go with a member of its own.
    /// </summary>
    public IReadOnlyList<(string? Exercise, TokenText Text)> Comments { get; }

    /// <summary>Whether the author gives this code to learners anyway.</summary>
    public bool IsGiven(TokenText code) => givenCode.Exists(x => x.Contains(code));

    // With the comments that belong to it.
    private static TextSpan Whole(MemberDeclarationSyntax member) =>
        TextSpan.FromBounds(AttachedComments.Start(member, member.SyntaxTree.GetText()), member.FullSpan.End);

    private static IEnumerable<TokenText> CommentsIn(SyntaxTree tree, TextSpan span) =>
        tree.GetRoot().DescendantTrivia()
            .Where(x => span.OverlapsWith(x.FullSpan) && !Markers.IsSolutionMarker(x))
            .Where(x => x.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
            .SelectMany(x => x.ToFullString().Split('\n'))
            .Select(TokenText.OfProse);
}
