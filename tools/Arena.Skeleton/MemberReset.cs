using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>A file with one exercise put back.</summary>
/// <param name="Text">The new text; null when it could not be made.</param>
/// <param name="Members">The members that were put back, as <c>Type.Member</c>.</param>
/// <param name="Problem">Why there is no text.</param>
public sealed record ResetOutcome(string? Text, IReadOnlyList<string> Members, Problem? Problem);

/// <summary>Puts the members of one exercise back to their stubs and leaves the learner's other edits alone.</summary>
public static class MemberReset
{
    // Errors after which it is unclear where a member ends: comments, texts and directives left open, then braces, as a
    // brace is often missing only because it is inside of what was left open.
    private static readonly string[] Boundaries =
        ["CS1035", "CS1039", "CS8997", "CS1027", "CS1028", "CS1038", "CS1513", "CS1514", "CS1022"];

    /// <summary>Puts an exercise back.</summary>
    /// <param name="path">The file's path, for messages.</param>
    /// <param name="pristine">The file as it was generated.</param>
    /// <param name="learner">The file as it is; its line endings are kept.</param>
    /// <param name="id">The exercise.</param>
    /// <exception cref="ArgumentException">The untouched file does not hold the exercise.</exception>
    public static ResetOutcome Reset(string path, string pristine, string learner, string id)
    {
        var stubs = Members(ChapterCompilation.Parse(LineEndings.Normalise(pristine), path))
            .Where(member => Markers.ExerciseId(member) == id)
            .ToList();
        if (stubs.Count == 0) throw new ArgumentException($"{path} does not hold exercise {id}.", nameof(id));

        var tree = ChapterCompilation.Parse(learner, path);
        if (Torn(tree) is { } torn)
        {
            return Refused(tree, torn.Location.SourceSpan,
                $"The file cannot be taken apart here, so it is unclear where {MemberName.Of(stubs[0])} ends. "
                + "Put its braces, quotes and #if lines right, or reset the whole file.");
        }

        var newLine = learner.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var present = Members(tree).ToList();
        var edits = new TextEdits(tree.GetText());
        foreach (var stub in stubs)
        {
            var text = stub.ToString().Replace("\n", newLine, StringComparison.Ordinal);
            if (Counterpart(stub, present, id) is { } member)
                edits.Replace(member.Span, text);
            else if (Home(stub, present) is { } type)
                edits.Replace(new TextSpan(type.CloseBraceToken.FullSpan.Start, 0), newLine + Whole(stub, newLine));
            else
            {
                return Refused(
                    tree, default, $"{MemberName.Of(stub)} is not in the file, nor is its type. Reset the whole file.");
            }
        }
        return new ResetOutcome(edits.Apply().Text, stubs.ConvertAll(MemberName.Of), Problem: null);
    }

    private static Diagnostic? Torn(SyntaxTree tree) =>
        tree.GetDiagnostics()
            .Where(error => Boundaries.Contains(error.Id) || tree.GetText().ToString(error.Location.SourceSpan) == "}")
            .MinBy(error => Array.IndexOf(Boundaries, error.Id));

    private static ResetOutcome Refused(SyntaxTree tree, TextSpan at, string message)
    {
        var place = tree.GetLineSpan(at).StartLinePosition;
        var problem = new Problem(tree.FilePath, place.Line + 1, place.Character + 1, message);
        return new ResetOutcome(Text: null, [], problem);
    }

    private static IEnumerable<MemberDeclarationSyntax> Members(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes()
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is not BaseNamespaceDeclarationSyntax);

    // The same member; else the only one of that name that still says it is this exercise.
    private static MemberDeclarationSyntax? Counterpart(
        MemberDeclarationSyntax stub, List<MemberDeclarationSyntax> present, string id)
    {
        var same = present.FindAll(member => MemberName.WithSignature(member) == MemberName.WithSignature(stub));
        var marked = same.FindAll(member => Markers.ExerciseId(member) == id);
        if (marked.Count > 0) return marked[0];
        if (same.Count > 0) return same[0];
        var renamed = present.FindAll(member =>
            Markers.ExerciseId(member) == id && MemberName.Of(member) == MemberName.Of(stub));
        return renamed.Count == 1 ? renamed[0] : null;
    }

    private static TypeDeclarationSyntax? Home(MemberDeclarationSyntax stub, List<MemberDeclarationSyntax> present) =>
        stub.Parent is TypeDeclarationSyntax home
            ? present.OfType<TypeDeclarationSyntax>()
                .FirstOrDefault(type => MemberName.WithSignature(type) == MemberName.WithSignature(home))
            : null;

    // With the comments that belong to it.
    private static string Whole(MemberDeclarationSyntax stub, string newLine)
    {
        var text = stub.SyntaxTree.GetText();
        var start = text.Lines.GetLineFromPosition(AttachedComments.Start(stub, text)).Start;
        var whole = text.ToString(TextSpan.FromBounds(start, stub.Span.End)) + "\n";
        return whole.Replace("\n", newLine, StringComparison.Ordinal);
    }
}
