using System.Text;
using System.Text.RegularExpressions;

namespace Arena.Verify.Checks;

/// <summary>
/// A text as its words, numbers and signs, whatever stands between them, so that code is found however it is laid out.
/// </summary>
internal sealed partial class TokenText
{
    private const char Between = '\n';

    // What writing the same code in another form adds or takes away.
    private static readonly HashSet<string> Form = ["return", "var", ";", "{", "}"];

    private readonly string tokens;
    private readonly List<int> lines = [];

    private TokenText(string text, bool asWords)
    {
        var joined = new StringBuilder().Append(Between);
        var (line, at) = (1, 0);
        foreach (var match in (asWords ? Word() : Token()).EnumerateMatches(text))
        {
            line += text.AsSpan(at, match.Index - at).Count('\n');
            at = match.Index;
            var token = text.Substring(match.Index, match.Length);
            if (!asWords && Form.Contains(token)) continue;
            joined.Append(asWords ? token.ToLowerInvariant() : token).Append(Between);
            lines.Add(line);
        }
        tokens = joined.ToString();
    }

    /// <summary>How many tokens there are.</summary>
    public int Count => lines.Count;

    /// <summary>A text as code: every sign counts, but not braces, semicolons, <c>var</c> and <c>return</c>.</summary>
    public static TokenText OfCode(string text) => new(text, asWords: false);

    /// <summary>A text as prose: words and numbers, in any case, without the tags of documentation.</summary>
    public static TokenText OfProse(string text) => new(Tag().Replace(text, " "), asWords: true);

    /// <summary>Whether another text of at least one token occurs in this one.</summary>
    public bool Contains(TokenText part) => LineOf(part) is not null;

    /// <summary>The line, from 1, on which another text of at least one token first occurs; else null.</summary>
    public int? LineOf(TokenText part)
    {
        if (part.Count == 0) return null;
        var at = tokens.IndexOf(part.tokens, StringComparison.Ordinal);
        return at < 0 ? null : lines[tokens.AsSpan(0, at).Count(Between)];
    }

    [GeneratedRegex(@"\w+|[^\s\w]")]
    private static partial Regex Token();

    [GeneratedRegex(@"<[^<>\n]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
