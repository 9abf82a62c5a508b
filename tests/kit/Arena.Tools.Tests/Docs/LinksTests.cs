using System.Text.RegularExpressions;
using Arena.Skeleton;

namespace Arena.Tools.Tests.Docs;

public sealed partial class LinksTests : IDisposable
{
    private static readonly string Root =
        Workspace.Find(AppContext.BaseDirectory)?.Root ?? throw new InvalidOperationException("This is no kit.");

    // What a build, an editor or a learner puts beside the kit's own pages, and what pages are generated from.
    private static readonly string[] NotOurs =
        [".git", ".arena", "bin", "obj", "TestResults", "node_modules", "sources"];

    private readonly string folder = Directory.CreateTempSubdirectory("arena-links-").FullName;

    [Fact]
    public void Every_relative_link_of_every_page_leads_somewhere()
    {
        var pages = Pages(new DirectoryInfo(Root)).ToList();

        pages.Should().Contain(Path.Combine(Root, "docs", "README.md"));
        pages.SelectMany(page => Broken(page).Select(link => $"{Path.GetRelativePath(Root, page)}: {link}"))
            .Should().BeEmpty();
    }

    [Theory]
    [InlineData("[a](other.md)")]
    [InlineData("[over\nlines](other.md#a-heading)")]
    [InlineData("[a](other.md \"a title\")")]
    [InlineData("[a](sub/../other.md#a-heading)")]
    [InlineData("[a](sub)")]
    [InlineData("[twice](other.md#a-heading-1)")]
    [InlineData("[marked up](other.md#0010-a-d_model-of-mine)")]
    [InlineData("# Here\n\n[a](#here)")]
    [InlineData("![a picture](sub/picture.png)")]
    [InlineData("<img src=\"sub/picture.png\" width=\"80\">")]
    [InlineData("[a](https://example.org/none.md) [b](mailto:me@example.org)")]
    [InlineData("`[code](none.md)`")]
    [InlineData("```\n[code](none.md)\n```")]
    public void A_good_link_is_accepted(string text) => BrokenIn(text).Should().BeEmpty();

    [Theory]
    [InlineData("[a](none.md)", "none.md")]
    [InlineData("[over\nlines](none.md)", "none.md")]
    [InlineData("[a](other.md#none)", "other.md#none")]
    [InlineData("[in code only](other.md#not-a-heading)", "other.md#not-a-heading")]
    [InlineData("[once](other.md#once-1)", "other.md#once-1")]
    [InlineData("[a](#none)", "#none")]
    [InlineData("![a picture](sub/none.png)", "sub/none.png")]
    [InlineData("<img src=\"sub/none.png\">", "sub/none.png")]
    [InlineData("<a href='none.md'>a</a>", "none.md")]
    [InlineData("[a](Other.md)", "Other.md")]
    [InlineData("[a](/other.md)", "/other.md")]
    public void A_broken_link_is_named(string text, string target) =>
        BrokenIn(text).Should().Equal(target);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IEnumerable<string> BrokenIn(string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        File.WriteAllText(Path.Combine(folder, "sub", "picture.png"), "");
        File.WriteAllText(Path.Combine(folder, "other.md"),
            "# A heading\n\n## A heading\n\n### 0.0.10 A `d_model` of [mine](x)\n\n## Once\n\n"
                + "```\n# Not a heading\n```\n");
        var page = Path.Combine(folder, "page.md");
        File.WriteAllText(page, text);
        return Broken(page);
    }

    private static IEnumerable<string> Pages(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.md").Select(file => file.FullName).Concat(folder.EnumerateDirectories()
            .Where(inner => !NotOurs.Contains(inner.Name) && inner.LinkTarget is null)
            .SelectMany(Pages));

    private static IEnumerable<string> Broken(string page)
    {
        var text = CodeSpan().Replace(Fence().Replace(File.ReadAllText(page), ""), "");
        return Link().Matches(text)
            .Select(link => link.Groups["target"].Value)
            .Where(target => !Elsewhere().IsMatch(target) && !Exists(page, Uri.UnescapeDataString(target)));
    }

    private static bool Exists(string page, string link)
    {
        var parts = link.Split('#', 2);
        // GitHub reads a leading slash as the repository's root, other viewers as the disk's: nobody should write it.
        if (parts[0].StartsWith('/')) return false;
        var folder = Path.GetDirectoryName(page)!;
        var target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(folder, parts[0]));
        return IsThere(target) && (parts.Length == 1 || Anchors(target).Contains(parts[1]));
    }

    // As it is spelt, also where the file system does not care.
    private static bool IsThere(string path) =>
        new DirectoryInfo(Path.GetDirectoryName(path)!) is { Exists: true } folder
        && folder.EnumerateFileSystemInfos().Any(entry => entry.Name == Path.GetFileName(path));

    // Headings of the same text are told apart by a number.
    private static IEnumerable<string> Anchors(string page) =>
        Heading().Matches(Fence().Replace(File.ReadAllText(page), ""))
            .Select(heading => MentalModelPages.Anchor(LinkText().Replace(heading.Groups["text"].Value.Trim(), "$1")))
            .GroupBy(anchor => anchor)
            .SelectMany(same => same.Select((anchor, index) => index == 0 ? anchor : $"{anchor}-{index}"));

    [GeneratedRegex(
        @"\]\((?<target>[^()\s]+)(\s+""[^""]*"")?\)|<(img|a)\b[^>]*?\b(src|href)=[""'](?<target>[^""']+)[""']")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(
        @"^ {0,3}(?<fence>```+|~~~+)[^\n]*\n.*?^ {0,3}\k<fence>[^\n]*$",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("(?<ticks>`+)[^`]+?\\k<ticks>(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^ {0,3}#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();
}
