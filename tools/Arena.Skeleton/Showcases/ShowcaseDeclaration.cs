using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Skeleton.Showcases;

/// <summary>A showcase as its source has it; nothing is built to find it.</summary>
/// <param name="Name">The section and a word: <c>"0.1.depth"</c>.</param>
/// <param name="Title">What one sees.</param>
/// <param name="File">The file, from the kit's root, with forward slashes.</param>
/// <param name="Line">The line of the attribute, from 1.</param>
public sealed record ShowcaseDeclaration(string Name, string Title, string File, int Line)
{
    private const string Attribute = "Showcase";

    /// <summary>The section's part of the name: <c>"0.1"</c>.</summary>
    public string Section => Name[..Math.Max(0, Name.LastIndexOf('.'))];

    /// <summary>The chapter's part of the name: <c>"0"</c>.</summary>
    public string Chapter => Name.Split('.')[0];

    /// <summary>Every showcase below a folder, ordered by section and place in the sources.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="against"><c>chapters</c> or <c>solutions</c>.</param>
    public static IReadOnlyList<ShowcaseDeclaration> ReadAll(Workspace workspace, string against)
    {
        var folder = Path.Combine(workspace.Root, against);
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(x => !Path.GetRelativePath(folder, x).Split('/', '\\').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .SelectMany(x => Read(System.IO.File.ReadAllText(x), Path.GetRelativePath(workspace.Root, x).Replace('\\', '/')))
            .OrderBy(x => x.Section, StringComparer.Create(System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.CompareOptions.NumericOrdering))];
    }

    /// <summary>The showcases of a source, from top to bottom.</summary>
    public static IEnumerable<ShowcaseDeclaration> Read(string source, string file)
    {
        if (!source.Contains($"[{Attribute}(", StringComparison.Ordinal)) yield break;
        foreach (var attribute in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
            .OfType<AttributeSyntax>().Where(x => x.Name.ToString() == Attribute))
        {
            if (attribute.ArgumentList?.Arguments is not [{ } name, { } title, ..]
                || Text(name) is not { } nameText || Text(title) is not { } titleText) continue;
            yield return new ShowcaseDeclaration(
                nameText, titleText, file, attribute.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
    }

    private static string? Text(AttributeArgumentSyntax argument) =>
        (argument.Expression as LiteralExpressionSyntax)?.Token.Value as string;
}
