using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>
/// Removes the usings that only the solution needed. Those of the kit's library and of TorchSharp stay, as they are the
/// words that every body of a chapter is written in; so do global usings, and one marked <c>// given</c>.
/// </summary>
internal static class OrphanUsings
{
    private const string Unnecessary = "CS8019";

    // What a using of a namespace, a nested namespace or a type says when that vanished with the solution.
    private static readonly HashSet<string> Unknown = ["CS0246", "CS0234", "CS0426", "CS0138"];

    public static EditedText Remove(SyntaxTree stub, Compilation stubs, SyntaxTree solution, Compilation solutions)
    {
        var edits = new TextEdits(stub.GetText());
        var needless = Usings(solution, solutions, id => id == Unnecessary)
            .Select(directive => directive.ToString())
            .ToHashSet();
        var orphans = Usings(stub, stubs, id => id == Unnecessary)
            .Where(directive => directive.GlobalKeyword == default && !needless.Contains(directive.ToString()))
            .Where(directive => !IsVocabulary(directive, stubs))
            .Concat(Usings(stub, stubs, Unknown.Contains))
            .ToHashSet();

        foreach (var directive in stub.GetCompilationUnitRoot().DescendantNodes().OfType<UsingDirectiveSyntax>())
        {
            var end = FileStub.EndWithComment(directive.SemicolonToken);
            var given = directive.GetTrailingTrivia().Any(trivia => trivia.ToString() == "// given");
            if (given) edits.Replace(TextSpan.FromBounds(directive.Span.End, end), "");
            else if (orphans.Contains(directive))
                edits.Cut(TextSpan.FromBounds(directive.SpanStart, end), closeUp: true);
        }
        return edits.Apply();
    }

    private static bool IsVocabulary(UsingDirectiveSyntax directive, Compilation stubs)
    {
        if (directive.Alias is not null) return false;
        var target = stubs.GetSemanticModel(directive.SyntaxTree).GetSymbolInfo(directive.NamespaceOrType).Symbol;
        return target?.ToDisplayString().Split('.')[0] is "Arena" or "TorchSharp";
    }

    private static IEnumerable<UsingDirectiveSyntax> Usings(
        SyntaxTree tree, Compilation compilation, Func<string, bool> withId)
    {
        var root = tree.GetRoot();
        return compilation.GetSemanticModel(tree).GetDiagnostics()
            .Where(diagnostic => withId(diagnostic.Id))
            .Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan))
            .Select(node => node.FirstAncestorOrSelf<UsingDirectiveSyntax>())
            .OfType<UsingDirectiveSyntax>();
    }
}
