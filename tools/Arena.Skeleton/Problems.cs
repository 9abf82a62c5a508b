using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>The problems found so far: one for each line, the first, as the others mostly follow from it.</summary>
internal sealed class Problems
{
    private readonly Dictionary<(string File, int Line), Problem> found = [];

    public bool Any => found.Count > 0;

    public int Count => found.Count;

    public IReadOnlyList<Problem> InOrder =>
        [.. found.Values.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];

    public void Add(SyntaxTree tree, TextSpan span, string message)
    {
        var at = tree.GetLineSpan(span).StartLinePosition;
        Add(new Problem(tree.FilePath, at.Line + 1, at.Character + 1, message));
    }

    public void Add(SyntaxNodeOrToken at, string message) => Add(at.SyntaxTree!, at.Span, message);

    public void Add(Problem problem) => found.TryAdd((problem.File, problem.Line), problem);
}
