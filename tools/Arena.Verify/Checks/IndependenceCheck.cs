using Arena.Verify.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>What a test expects is not computed by the code under test.</summary>
internal sealed class IndependenceCheck(TestSources project)
{
    private const string Fix = "Take what is expected from an independent source: libtorch's own operator, a closed "
        + "formula, a case worked out by hand.";

    private readonly List<Assertion> assertions =
        [.. project.Nodes<CompilationUnitSyntax>().SelectMany(Assertion.In)
            .Where(x => x.Subject is not null && !x.IsOfItself)];

    public IEnumerable<Finding> Check() => project.Chapter is { } chapter ? OfChapter(chapter) : OfKit();

    // A chapter's tests never expect what an exercise of the chapter returns.
    private IEnumerable<Finding> OfChapter(ChapterSource chapter)
    {
        var exercises = new Dictionary<string, string>();
        foreach (var exercise in chapter.Exercises)
            foreach (var member in exercise.Members.Where(x => SolutionBody.Of(x).Any()))
                if (chapter.Compilation.GetSemanticModel(member.SyntaxTree).GetDeclaredSymbol(member) is { } symbol
                    && symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor })
                    exercises[symbol.GetDocumentationCommentId()!] = exercise.Id;
        foreach (var assertion in assertions)
        {
            var used = Origins.Of(project, assertion.Expected, isEnd: _ => false)
                .Select(x => exercises.GetValueOrDefault(x.Symbol.GetDocumentationCommentId() ?? ""))
                .FirstOrDefault(x => x is not null);
            if (used is not null)
                yield return TestQuality.At(assertion.Node, used,
                    $"What {assertion.Name} expects is computed by exercise {used} itself.", Fix);
        }
    }

    // The kit's tests may state laws, such as that a list gives what its tensors give one by one: two different calls
    // of a method are compared. A law alone proves little, as a constant obeys most; something else has to tie the
    // method to what it should return. The same call twice proves nothing, unless something happened to its object in
    // between.
    private IEnumerable<Finding> OfKit()
    {
        var compared = assertions.SelectMany(x => Callers(x.Node).Select(from => (
            Assertion: x,
            Subject: Calls([x.Subject!], from),
            Expected: Calls(x.Expected, from))))
            .ToList();
        var tied = compared
            .SelectMany(x => x.Subject.Select(y => y.Symbol)
                .Where(method => x.Subject.Count(y => Same(y.Symbol, method)) == 1)
                .Where(method => !x.Expected.Exists(y => Same(y.Symbol, method))))
            .ToHashSet(SymbolEqualityComparer.Default);
        foreach (var (assertion, subject, expected) in compared)
        {
            var pairs =
                from one in subject
                from other in expected
                where Same(one.Symbol, other.Symbol) && one.Use != other.Use
                select (one.Symbol, Again: assertion.IsOfValues && IsAgain(one.Use, other.Use));
            foreach (var (method, again) in pairs.Distinct())
            {
                if (again)
                    yield return TestQuality.At(assertion.Node, null,
                        $"{method.Name} is compared with itself: the same call computes what is expected.", Fix);
                else if (!tied.Contains(method))
                    yield return TestQuality.At(assertion.Node, null,
                        $"{method.Name} is only ever compared with itself.", Fix);
            }
        }
    }

    private List<Origin> Calls(IEnumerable<SyntaxNode> values, InvocationExpressionSyntax? from) =>
        [.. Origins.Of(project, values, IsOfKit, from).Where(x => IsOfKit(x.Symbol)).Distinct()];

    private static bool Same(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    // A helper that asserts is looked at in each of its calls by itself.
    private IEnumerable<InvocationExpressionSyntax?> Callers(SyntaxNode assertion)
    {
        var method = assertion.Ancestors().First(x => x is MemberDeclarationSyntax or LocalFunctionStatementSyntax);
        return project.Declared(method) is IMethodSymbol symbol ? project.CallsOf(symbol).DefaultIfEmpty() : [null];
    }

    private bool IsOfKit(ISymbol symbol) =>
        symbol is IMethodSymbol { MethodKind: not MethodKind.Constructor, ContainingAssembly.Name: var assembly }
        && !project.Declares(symbol)
        && (assembly == "arena" || assembly.StartsWith("Arena.", StringComparison.Ordinal));

    private bool IsAgain(SyntaxNode one, SyntaxNode other)
    {
        if (!Syntax.Same(one, other)) return false;
        var (first, last) = one.SpanStart < other.SpanStart ? (one, other) : (other, one);
        if (first.SyntaxTree != last.SyntaxTree) return true;
        var between = first.SyntaxTree.GetRoot().DescendantNodes().OfType<StatementSyntax>()
            .Where(x => x.SpanStart >= first.Span.End && x.Span.End <= last.SpanStart);
        var receivers = first.DescendantNodes().OfType<IdentifierNameSyntax>().Select(project.SymbolOf)
            .Where(x => x is ILocalSymbol or IFieldSymbol)
            .ToHashSet(SymbolEqualityComparer.Default);
        return !between.SelectMany(x => x.DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Any(x => receivers.Contains(project.SymbolOf(x)));
    }
}
