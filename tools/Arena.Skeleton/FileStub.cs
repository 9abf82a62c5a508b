using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>Makes the stub of one file: what vanishes, what is left out, and nothing else changed.</summary>
internal sealed class FileStub
{
    private readonly SyntaxTree tree;
    private readonly CompilationUnitSyntax root;
    private readonly IReadOnlyDictionary<string, ExerciseDeclaration> exercises;
    private readonly Problems problems;
    private readonly TextEdits edits;
    private readonly BodyStub bodies;
    private readonly LeftOut leftOut;
    private readonly HashSet<AttributeSyntax> understood = [];

    public FileStub(SyntaxTree tree, IReadOnlyDictionary<string, ExerciseDeclaration> exercises, Problems problems)
    {
        this.tree = tree;
        this.exercises = exercises;
        this.problems = problems;
        root = tree.GetCompilationUnitRoot();
        edits = new TextEdits(tree.GetText());
        leftOut = new LeftOut(root, problems);
        bodies = new BodyStub(root, edits, leftOut, problems);
    }

    /// <summary>What vanished and what was left out.</summary>
    public LeftOut LeftOut => leftOut;

    /// <summary>The stub, or null when nothing of the file is for learners.</summary>
    public EditedText? Make()
    {
        foreach (var member in root.Members) Visit(member, exercise: null);
        RefuseStrayMarkers();
        return Remains() ? edits.Apply() : null;
    }

    // A file of nothing but vanished types goes with them; a file without types holds global usings or attributes.
    private bool Remains()
    {
        var types = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is not BaseNamespaceDeclarationSyntax)
            .ToList();
        return types.Count == 0 || !types.TrueForAll(IsSolutionOnly);
    }

    private static bool IsSolutionOnly(MemberDeclarationSyntax member) =>
        Markers.Find(member, Markers.SolutionOnly) is not null;

    private void Visit(MemberDeclarationSyntax member, ExerciseDeclaration? exercise)
    {
        if (member is BaseNamespaceDeclarationSyntax @namespace)
        {
            var members = @namespace.Members;
            if (member is NamespaceDeclarationSyntax && members.Count > 0 && members.All(IsSolutionOnly))
                Vanish(member);
            else
                foreach (var inner in members) Visit(inner, exercise: null);
            return;
        }

        if (Take(member, Markers.SolutionOnly) is not null)
        {
            Vanish(member);
            return;
        }

        if (Take(member, Markers.Given) is { } given)
        {
            if (exercise is null)
                problems.Add(given, "[Given] means something only inside a class that is an exercise.");
            if (Markers.Find(member, Markers.Exercise) is not null || Markers.Find(member, Markers.PartOf) is not null)
                problems.Add(given, "A member is either an exercise or [Given].");
            CutAttribute(given);
            exercise = null;
        }

        var own = Take(member, Markers.Exercise) ?? Take(member, Markers.PartOf);
        if (own is not null) exercise = Declared(member, own);
        if (own is not null && exercise is null) return;

        if (member is TypeDeclarationSyntax type)
        {
            var (bodyCount, refused) = (leftOut.Bodies, problems.Count);
            foreach (var inner in type.Members) Visit(inner, exercise);
            if (own is not null && leftOut.Bodies == bodyCount && problems.Count == refused)
                problems.Add(own, $"Nothing in {MemberName.Of(type)} has a body that could be left out.");
        }
        else if (member is EnumDeclarationSyntax @enum)
        {
            foreach (var value in @enum.Members) Visit(value, exercise: null);
        }
        else if (exercise is not null)
        {
            bodies.Stub(member, exercise, own);
        }
    }

    private ExerciseDeclaration? Declared(MemberDeclarationSyntax member, AttributeSyntax own)
    {
        var id = Markers.ExerciseId(member);
        if (id is not null && exercises.TryGetValue(id, out var exercise)) return exercise;
        if (Markers.Name(own) == Markers.PartOf)
        {
            problems.Add(own, id is null
                ? "[PartOf] needs its id as a text: [PartOf(\"0.0.7\")]."
                : $"There is no exercise {id} in this chapter.");
        }
        return null;
    }

    private AttributeSyntax? Take(MemberDeclarationSyntax member, string marker)
    {
        var attribute = Markers.Find(member, marker);
        if (attribute is not null) understood.Add(attribute);
        return attribute;
    }

    private void Vanish(MemberDeclarationSyntax member)
    {
        foreach (var inner in member.DescendantNodesAndSelf().OfType<MemberDeclarationSyntax>())
        {
            if ((Markers.Find(inner, Markers.Exercise) ?? Markers.Find(inner, Markers.PartOf)) is { } exercise)
                problems.Add(exercise, "An exercise cannot be inside what is [SolutionOnly].");
        }

        var span = TextSpan.FromBounds(AttachedComments.Start(member, edits.Text), EndWithComment(LastToken(member)));
        if (leftOut.Add(span, member)) edits.Cut(span, closeUp: true);
    }

    private static SyntaxToken LastToken(MemberDeclarationSyntax member)
    {
        var last = member.GetLastToken();
        var next = last.GetNextToken();
        return member is EnumMemberDeclarationSyntax && next.IsKind(SyntaxKind.CommaToken) ? next : last;
    }

    /// <summary>The end of a token, or of a comment that follows it on its line.</summary>
    public static int EndWithComment(SyntaxToken last)
    {
        var comment = last.TrailingTrivia.LastOrDefault(trivia =>
            trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);
        return comment == default ? last.Span.End : comment.Span.End;
    }

    private void CutAttribute(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count == 1)
        {
            edits.Cut(TextSpan.FromBounds(list.SpanStart, EndWithComment(list.GetLastToken())), closeUp: false);
            return;
        }

        var index = list.Attributes.IndexOf(attribute);
        edits.Replace(index == 0
            ? TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart)
            : TextSpan.FromBounds(list.Attributes[index - 1].Span.End, attribute.Span.End), "");
    }

    private void RefuseStrayMarkers()
    {
        foreach (var attribute in root.DescendantNodes().OfType<AttributeSyntax>())
        {
            if (understood.Contains(attribute) || leftOut.Contains(attribute.Span)) continue;
            if (Markers.Name(attribute) is { } name)
                problems.Add(attribute, $"[{name}] fits types and members only.");
        }

        var stray = root.DescendantTrivia()
            .FirstOrDefault(trivia => Markers.IsSolutionMarker(trivia) && !leftOut.WasExamined(trivia.Span));
        if (stray != default) problems.Add(tree, stray.Span, $"'{stray}' is outside of an exercise's body.");

        foreach (var inactive in root.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia)))
        {
            if (leftOut.Contains(inactive.Span) || !MentionsMarker(inactive.ToString())) continue;
            problems.Add(tree, inactive.Span,
                "An exercise in an #if branch that is not compiled would be given away; take it out of the branch.");
        }
    }

    private static bool MentionsMarker(string text) =>
        text.Contains("solution>", StringComparison.OrdinalIgnoreCase)
        || new[] { Markers.Exercise, Markers.PartOf, Markers.SolutionOnly, Markers.Given }
            .Any(name => text.Contains($"[{name}", StringComparison.Ordinal));
}
