using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>What of a file learners do not get.</summary>
internal sealed class LeftOut(CompilationUnitSyntax root, Problems problems)
{
    private readonly List<TextSpan> spans = [];
    private readonly List<TextSpan> examined = [];
    private readonly HashSet<string> members = [];
    private readonly HashSet<string> locals = [];

    /// <summary>How many bodies were left out, wholly or in part.</summary>
    public int Bodies { get; private set; }

    /// <summary>Whether all of a span is left out.</summary>
    public bool Contains(TextSpan span) => spans.Exists(left => left.Contains(span));

    /// <summary>Whether a marker is in a body that was searched for markers.</summary>
    public bool WasExamined(TextSpan marker) => examined.Exists(body => body.Contains(marker));

    /// <summary>Takes note of a body that was searched for markers.</summary>
    public void Examine(TextSpan body) => examined.Add(body);

    /// <summary>Takes note of a member that vanishes.</summary>
    /// <returns>Whether it can: false, with a problem, when it would tear directives apart.</returns>
    public bool Add(TextSpan span, MemberDeclarationSyntax member)
    {
        if (!Add(span)) return false;
        foreach (var declared in member.DescendantNodesAndSelf().OfType<MemberDeclarationSyntax>())
            members.UnionWith(MemberName.Of(declared).Split(['.', ',', ' '])[^1..]);
        return true;
    }

    /// <summary>Takes note of a body that is left out.</summary>
    /// <returns>Whether it can: false, with a problem, when it would tear directives apart.</returns>
    public bool AddBody(TextSpan span)
    {
        Bodies++;
        return Add(span);
    }

    /// <summary>Takes note of marked lines that are left out of a body whose other lines stay.</summary>
    /// <returns>Whether they can: false, with a problem, when that would tear directives apart.</returns>
    public bool AddRegion(TextSpan span)
    {
        Bodies++;
        var declared = root.DescendantTokens(span)
            .Where(token => span.Contains(token.Span) && token.IsKind(SyntaxKind.IdentifierToken))
            .Where(token => token.Parent is
                VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax);
        locals.UnionWith(declared.Select(token => token.ValueText));
        return Add(span);
    }

    /// <summary>Why a name is unknown in the stub, when that is because of what was left out; else null.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isInFile">Whether it is used in this file, where alone the locals can be meant.</param>
    public string? WhyUnknown(string name, bool isInFile) =>
        isInFile && locals.Contains(name)
            ? $"'{name}' is declared in the <solution> lines but the given code after them uses it; "
                + "declare it before them."
            : members.Contains(name)
                ? $"'{name}' is [SolutionOnly] but code that learners are given uses it."
                : null;

    private bool Add(TextSpan span)
    {
        spans.Add(span);
        var open = new Stack<DirectiveTriviaSyntax>();
        var directives = root.DescendantTrivia(span)
            .Where(trivia => trivia.IsDirective && span.Contains(trivia.SpanStart))
            .Select(trivia => (DirectiveTriviaSyntax)trivia.GetStructure()!);
        foreach (var directive in directives)
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax or RegionDirectiveTriviaSyntax:
                    open.Push(directive);
                    break;
                case ElifDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax when open.Count == 0:
                    return Torn(directive);
                case EndIfDirectiveTriviaSyntax or EndRegionDirectiveTriviaSyntax when !open.TryPop(out _):
                    return Torn(directive);
            }
        }
        return open.Count == 0 || Torn(open.Peek());
    }

    private bool Torn(DirectiveTriviaSyntax directive)
    {
        problems.Add(root.SyntaxTree, directive.Span,
            $"'#{directive.DirectiveNameToken.ValueText}' is inside of what is left out and its counterpart outside; "
            + "put both inside or both outside.");
        return false;
    }
}
