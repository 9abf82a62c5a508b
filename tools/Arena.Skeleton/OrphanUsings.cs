using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>
/// Removes the usings that only the solution needed. A global using stays, as it is what a chapter offers its learners;
/// so does one marked <c>// given</c>.
/// </summary>
internal static class OrphanUsings
{
    private const string Unnecessary = "CS8019";

    // What a using of a namespace, a nested namespace or a type says when that vanished with the solution.
    private static readonly HashSet<string> Unknown = ["CS0246", "CS0234", "CS0426", "CS0138"];

    public static EditedText Remove(SyntaxTree stub, Compilation stubs, SyntaxTree? solution, Compilation solutions)
    {
        var needless = solution is null ? [] : Usings(solution, solutions, id => id == Unnecessary).Select(directive => directive.ToString()).ToHashSet();
        var edits = new TextEdits(stub.GetText());
        var orphans = Usings(stub, stubs, id => id == Unnecessary)
            .Where(directive => directive.GlobalKeyword == default && !needless.Contains(directive.ToString()))
            .Concat(Usings(stub, stubs, Unknown.Contains))
            .ToHashSet();

        foreach (var directive in stub.GetCompilationUnitRoot().DescendantNodes().OfType<UsingDirectiveSyntax>())
        {
            var given = directive.GetTrailingTrivia().FirstOrDefault(trivia => trivia.ToString() == "// given");
            if (given != default) edits.Replace(TextSpan.FromBounds(directive.Span.End, given.Span.End), "");
            else if (orphans.Contains(directive))
                edits.Cut(TextSpan.FromBounds(directive.SpanStart, FileStub.EndWithComment(directive.SemicolonToken)), closeUp: true);
        }
        return edits.Apply();
    }

    private static IEnumerable<UsingDirectiveSyntax> Usings(SyntaxTree tree, Compilation compilation, Func<string, bool> withId)
    {
        var root = tree.GetRoot();
        return compilation.GetSemanticModel(tree).GetDiagnostics()
            .Where(diagnostic => withId(diagnostic.Id))
            .Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<UsingDirectiveSyntax>())
            .OfType<UsingDirectiveSyntax>();
    }
}
