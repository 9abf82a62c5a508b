using System.Text.RegularExpressions;

namespace Arena.Cli.Course;

/// <summary>Reads the graded hints of a section page.</summary>
internal static partial class HintPage
{
    /// <summary>An exercise's hints in their order, as Markdown; empty when the page has none.</summary>
    /// <param name="page">The page's Markdown.</param>
    /// <param name="exerciseId">The exercise.</param>
    public static IReadOnlyList<string> HintsOf(string page, string exerciseId)
    {
        var lines = page.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, x => x.StartsWith($"### {exerciseId} ", StringComparison.Ordinal));
        if (start < 0) return [];
        var section = string.Join('\n', lines.Skip(start + 1).TakeWhile(x => !Heading().IsMatch(x)));
        return [.. Hint().Matches(section).Select(x => x.Groups["text"].Value.Trim())];
    }

    [GeneratedRegex("^#{1,3} ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"<details>\s*<summary>Hint \d+</summary>(?<text>.*?)</details>", RegexOptions.Singleline)]
    private static partial Regex Hint();
}
