using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>The comments that belong to a member: its documentation, and lines of comment right above it.</summary>
internal static class AttachedComments
{
    /// <summary>Where a member begins, its comments counted in. A blank line or a directive ends them.</summary>
    public static int Start(MemberDeclarationSyntax member, SourceText text)
    {
        var token = member.GetFirstToken();
        var comments = token.LeadingTrivia.Where(IsComment).Select(trivia => trivia.FullSpan).ToList();
        var start = token.SpanStart;
        for (var line = text.Lines.GetLineFromPosition(start).LineNumber - 1; line >= 0; line--)
        {
            var content = FirstNonBlank(text.Lines[line]);
            if (content is not { } position || !comments.Exists(comment => comment.Contains(position))) break;
            start = position;
        }
        return start;
    }

    private static int? FirstNonBlank(TextLine line)
    {
        for (var at = line.Start; at < line.End; at++)
            if (!char.IsWhiteSpace(line.Text![at])) return at;
        return null;
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
}
