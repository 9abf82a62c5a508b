using System.Net;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Checks;

/// <summary>A file that learners get, as it lies on disk.</summary>
internal sealed partial class LearnerFile
{
    private readonly IReadOnlyList<TokenText> code;
    private readonly TokenText prose;

    private LearnerFile(string path, string text)
    {
        Path = path;
        Text = text;
        var bare = IsSource ? WithoutComments(text) : Plain(Comments().Replace(text, Blank));
        code = [TokenText.OfCode(bare), TokenText.OfCode(Plain(text))];
        prose = TokenText.OfProse(Plain(text));
    }

    /// <summary>The file, from the kit's root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>Whether it is C#.</summary>
    public bool IsSource => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>The line on which code occurs: in the code, in a comment, or in between comments; else null.</summary>
    public int? LineOfCode(TokenText part) => code.Select(x => x.LineOf(part)).FirstOrDefault(x => x is not null);

    /// <summary>The line on which a comment's words occur; else null.</summary>
    public int? LineOfProse(TokenText part) => prose.LineOf(part);

    /// <summary>What learners get of a kit in which an exercise's solution might be read.</summary>
    public static IReadOnlyList<LearnerFile> ReadAll(Workspace workspace)
    {
        var tests = Folder(workspace, "tests").Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(path => !path.StartsWith("tests/kit/", StringComparison.Ordinal) && path.Count(x => x == '/') > 1);
        var readme = new[] { "README.md" }.Where(x => File.Exists(System.IO.Path.Combine(workspace.Root, x)));
        return [.. Folder(workspace, "chapters").Concat(tests).Concat(Folder(workspace, "docs")).Concat(readme)
            .Where(path => System.IO.Path.GetExtension(path) is ".cs" or ".md" or ".json")
            .Select(path => Read(workspace, path))];
    }

    private static IEnumerable<string> Folder(Workspace workspace, string folder)
    {
        var full = System.IO.Path.Combine(workspace.Root, folder);
        if (!Directory.Exists(full)) return [];
        return Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(workspace.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(x => x is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
    }

    private static LearnerFile Read(Workspace workspace, string path) =>
        new(path, File.ReadAllText(System.IO.Path.Combine(workspace.Root, path)).ReplaceLineEndings("\n"));

    /// <summary>A source with its comments blanked out, each line in its place.</summary>
    public static string WithoutComments(string text)
    {
        var comments = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTrivia()
            .Where(x => x.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia);
        return Without(text, comments.Select(x => x.FullSpan));
    }

    /// <summary>A text with stretches of it blanked out, each line in its place.</summary>
    public static string Without(string text, IEnumerable<TextSpan> spans)
    {
        var left = text.ToCharArray();
        foreach (var span in spans)
            for (var i = span.Start; i < span.End; i++)
                if (left[i] != '\n') left[i] = ' ';
        return new string(left);
    }

    private static string Plain(string text) => WebUtility.HtmlDecode(Signs().Replace(text, Blank));

    private static string Blank(Match match) => new([.. match.Value.Select(x => x == '\n' ? x : ' ')]);

    // What begins a line of comment or of quotation, and what ends a comment.
    [GeneratedRegex(@"^[ \t]*(?:///?|\*(?!\*)|>)+|//+|/\*+|\*+/", RegexOptions.Multiline)]
    private static partial Regex Signs();

    [GeneratedRegex(@"//[^\n]*|/\*[^*\n]*\*/")]
    private static partial Regex Comments();
}
