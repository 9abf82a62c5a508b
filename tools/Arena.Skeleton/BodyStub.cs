using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>Leaves out the bodies of an exercise's members: whole, or the lines marked as solution.</summary>
internal sealed class BodyStub(CompilationUnitSyntax root, TextEdits edits, LeftOut leftOut, Problems problems)
{
    /// <summary>Leaves out a member's body.</summary>
    /// <param name="member">A member that is not a type.</param>
    /// <param name="exercise">The exercise that it belongs to.</param>
    /// <param name="own">Its own attribute; null when it only is inside an exercise's class.</param>
    public void Stub(MemberDeclarationSyntax member, ExerciseDeclaration exercise, AttributeSyntax? own)
    {
        var (bodies, refused) = (leftOut.Bodies, problems.Count);
        switch (member)
        {
            case DestructorDeclarationSyntax:
                problems.Add(member, "A finalizer's stub would end the process: mark it [Given] or [SolutionOnly].");
                break;
            case ConstructorDeclarationSyntax { Modifiers: var modifiers } when modifiers.Any(SyntaxKind.StaticKeyword):
                problems.Add(member, "A static constructor's stub would hide behind a TypeInitializationException: "
                    + "mark it [Given] or [SolutionOnly].");
                break;
            case BaseMethodDeclarationSyntax method:
                Method(method, exercise);
                break;
            case PropertyDeclarationSyntax { ExpressionBody: { } body } property:
                Getter(body.SpanStart, property.SemicolonToken, exercise);
                break;
            case IndexerDeclarationSyntax { ExpressionBody: { } body } indexer:
                Getter(body.SpanStart, indexer.SemicolonToken, exercise);
                break;
            case BasePropertyDeclarationSyntax { AccessorList: { } accessors }:
                Accessors(accessors, exercise);
                break;
        }

        if (own is not null && leftOut.Bodies == bodies && problems.Count == refused)
            problems.Add(own, $"{MemberName.Of(member)} has no body that could be left out.");
    }

    private void Method(BaseMethodDeclarationSyntax method, ExerciseDeclaration exercise)
    {
        if (method.Body is { } block && Regions(block) is { Count: > 0 } regions)
        {
            LeaveOutRegions(regions, block, method, exercise);
            return;
        }

        if (method.Body is not null)
            LeaveOut(method.Body.SpanStart, method.Body.CloseBraceToken, Block(method, exercise));
        else if (method.ExpressionBody is not null)
            LeaveOut(method.ExpressionBody.SpanStart, method.SemicolonToken, Block(method, exercise));
    }

    private void Accessors(AccessorListSyntax list, ExerciseDeclaration exercise)
    {
        if (list.Accessors is [var only] && IsPlainGetter(only))
        {
            Getter(list.SpanStart, list.CloseBraceToken, exercise);
            return;
        }

        foreach (var accessor in list.Accessors)
        {
            if (accessor.Body is { } block && Regions(block) is { Count: > 0 } regions)
                LeaveOutRegions(regions, block, accessor, exercise);
            else if (accessor.Body is not null)
                LeaveOut(accessor.Body.SpanStart, accessor.Body.CloseBraceToken, $" {{ {Throw(exercise)} }}");
            else if (accessor.ExpressionBody is not null)
                LeaveOut(accessor.ExpressionBody.SpanStart, accessor.SemicolonToken, $" {{ {Throw(exercise)} }}");
        }
    }

    // Then the property is shown as any get-only property, whether its author wrote an arrow or a block.
    private bool IsPlainGetter(AccessorDeclarationSyntax accessor) =>
        accessor.IsKind(SyntaxKind.GetAccessorDeclaration)
        && accessor is { AttributeLists.Count: 0, Modifiers.Count: 0 }
        && (accessor.ExpressionBody is not null || (accessor.Body is { } block && Regions(block).Count == 0));

    private void Getter(int start, SyntaxToken last, ExerciseDeclaration exercise) =>
        LeaveOut(start, last, $" => {Throw(exercise)}");

    // From the end of the signature to the end of the body, and a comment that follows it.
    private void LeaveOut(int start, SyntaxToken last, string stub)
    {
        var signature = root.FindToken(start).GetPreviousToken();
        var span = TextSpan.FromBounds(signature.Span.End, FileStub.EndWithComment(last));
        if (leftOut.AddBody(span)) edits.Replace(span, stub);
    }

    private string Block(BaseMethodDeclarationSyntax method, ExerciseDeclaration exercise)
    {
        var rest = NeedsYield(method) ? "yield break;" : null;
        var line = edits.Text.Lines.GetLineFromPosition(method.SpanStart);
        var indent = edits.Text.ToString(TextSpan.FromBounds(line.Start, method.SpanStart));
        if (!string.IsNullOrWhiteSpace(indent) || indent.Contains('\t'))
            return $" {{ {Throw(exercise)}{(rest is null ? "" : " " + rest)} }}";
        var statements = rest is null ? Throw(exercise) : $"{Throw(exercise)}\n{indent}    {rest}";
        return $"\n{indent}{{\n{indent}    {statements}\n{indent}}}";
    }

    private static string Throw(ExerciseDeclaration exercise) =>
        $"throw new NotImplementedException({SymbolDisplay.FormatLiteral(exercise.Heading, quote: true)});";

    // An async method is an iterator only while it yields; without a yield it would not compile.
    private static bool NeedsYield(BaseMethodDeclarationSyntax method, Func<SyntaxNode, bool>? stays = null) =>
        method.Modifiers.Any(SyntaxKind.AsyncKeyword)
        && Yields(method).Any()
        && !Yields(method).Any(stays ?? (_ => false));

    private static IEnumerable<YieldStatementSyntax> Yields(BaseMethodDeclarationSyntax method) =>
        method.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .OfType<YieldStatementSyntax>();

    private void LeaveOutRegions(
        List<TextSpan> regions, BlockSyntax block, SyntaxNode member, ExerciseDeclaration exercise)
    {
        var needsYield = member is BaseMethodDeclarationSyntax method
            && NeedsYield(method, stays: yield => !regions.Exists(region => region.Contains(yield.Span)));
        foreach (var region in regions)
        {
            if (!HoldsWholeStatements(region, block)) continue;
            if (!leftOut.AddRegion(region)) continue;
            var line = edits.Text.Lines.GetLineFromPosition(region.Start);
            var indent = edits.Text.ToString(TextSpan.FromBounds(line.Start, region.Start));
            edits.Replace(region, Throw(exercise) + (needsYield ? $"\n{indent}yield break;" : ""));
        }
    }

    // From the first marker's start to the second one's end. What cannot be paired is a problem.
    private List<TextSpan> Regions(BlockSyntax block)
    {
        leftOut.Examine(block.Span);
        var regions = new List<TextSpan>();
        SyntaxTrivia? open = null;
        foreach (var trivia in block.DescendantTrivia().Where(Markers.IsSolutionMarker))
        {
            var starts = Markers.IsSolutionStart(trivia);
            var problem = (starts, open) switch
            {
                _ when !IsAloneOnItsLine(trivia.Span) => $"'{trivia}' has to be on a line of its own.",
                (true, not null) => "A <solution> inside a <solution>: close the first one before.",
                (false, null) => "</solution> without a <solution> before it in this body.",
                _ => null,
            };
            if (problem is not null)
            {
                problems.Add(root.SyntaxTree, trivia.Span, problem);
                return [];
            }

            if (open is { } first) regions.Add(TextSpan.FromBounds(first.SpanStart, trivia.Span.End));
            open = starts ? trivia : null;
        }

        if (open is { } unclosed)
            problems.Add(root.SyntaxTree, unclosed.Span, "<solution> without a </solution> after it in this body.");
        return regions;
    }

    private bool IsAloneOnItsLine(TextSpan comment) =>
        edits.Text.Lines.GetLineFromPosition(comment.Start).ToString().Trim().Length == comment.Length;

    private bool HoldsWholeStatements(TextSpan region, BlockSyntax block)
    {
        var tokens = block.DescendantTokens().Where(token => region.Contains(token.Span)).ToList();
        if (tokens.Count == 0)
        {
            problems.Add(root.SyntaxTree, region, "There is nothing between <solution> and </solution>.");
            return false;
        }

        foreach (var token in tokens)
        {
            var whole = token.Parent!.AncestorsAndSelf().OfType<StatementSyntax>()
                .Where(statement => statement.Parent is BlockSyntax or SwitchSectionSyntax)
                .Any(statement => region.Contains(statement.Span));
            if (whole) continue;
            problems.Add(token, "The lines between <solution> and </solution> have to be whole statements.");
            return false;
        }
        return true;
    }
}
