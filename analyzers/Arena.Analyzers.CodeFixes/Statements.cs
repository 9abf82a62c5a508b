using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes;

/// <summary>What several fixes need to write statements and to choose names.</summary>
internal static class Statements
{
    /// <summary>The method, the property or the top-level program that a node stands in.</summary>
    public static SyntaxNode Member(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(one =>
            one is MemberDeclarationSyntax and not GlobalStatementSyntax and not BaseNamespaceDeclarationSyntax)
        ?? node.SyntaxTree.GetRoot();

    /// <summary>All words that are used as names in a node.</summary>
    public static HashSet<string> Words(SyntaxNode node) =>
        [.. node.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.UnderscoreToken))
            .Select(token => token.ValueText)];

    /// <summary>A name that is not taken: the wanted one, or it with a number.</summary>
    public static string Free(string wanted, HashSet<string> taken)
    {
        var name = wanted;
        for (var number = 2; taken.Contains(name); number++) name = $"{wanted}{number}";
        return name;
    }

    /// <summary>The line break that a file uses.</summary>
    public static string NewLine(SyntaxNode root)
    {
        var found = root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return found.IsKind(SyntaxKind.EndOfLineTrivia) ? found.ToFullString() : "\n";
    }

    /// <summary>The white space before a node's first token.</summary>
    public static string Indent(SyntaxNode node) => Indent(node.GetFirstToken());

    /// <summary>The white space before the first token of a token's line.</summary>
    public static string Indent(SyntaxToken token)
    {
        var text = token.SyntaxTree!.GetText();
        var line = text.Lines.GetLineFromPosition(token.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>A statement that takes up whole lines.</summary>
    public static StatementSyntax Line(string code, string indent, string newLine) =>
        SyntaxFactory.ParseStatement(code)
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indent))
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine));

    /// <summary>
    /// Whether a change of a file brings no errors: there, where the project speaks of a changed member, or in a
    /// declaration anywhere, as of a class that owes the member to an interface.
    /// </summary>
    public static async Task<bool> CompilesAsync(
        Document before, Document after, string member, CancellationToken cancellation)
    {
        foreach (var document in before.Project.Documents)
            if (document.Id == before.Id || (await document.GetTextAsync(cancellation)).ToString().Contains(member))
                if (await ErrorsAsync(after.Project.GetDocument(document.Id)!, cancellation)
                    > await ErrorsAsync(document, cancellation))
                    return false;
        return await DeclarationErrorsAsync(after.Project, cancellation)
            <= await DeclarationErrorsAsync(before.Project, cancellation);
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation) is { } model
            ? Errors(model.GetDiagnostics(cancellationToken: cancellation))
            : 0;

    private static async Task<int> DeclarationErrorsAsync(Project project, CancellationToken cancellation) =>
        await project.GetCompilationAsync(cancellation) is { } compilation
            ? Errors(compilation.GetDeclarationDiagnostics(cancellation))
            : 0;

    private static int Errors(IEnumerable<Diagnostic> found) =>
        found.Count(one => one.Severity == DiagnosticSeverity.Error);
}
