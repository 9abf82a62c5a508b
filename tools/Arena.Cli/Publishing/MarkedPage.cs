namespace Arena.Cli.Publishing;

/// <summary>
/// A page of Markdown with marked places: <c>&lt;!-- front --&gt;</c> … <c>&lt;!-- /front --&gt;</c>, each mark on a
/// line of its own.
/// </summary>
internal static class MarkedPage
{
    /// <summary>Puts a text in the place of everything that is marked, marks included.</summary>
    /// <param name="page">The page, with line feeds.</param>
    /// <param name="mark">The word in the marks.</param>
    /// <param name="text">What comes there; empty leaves the place out.</param>
    /// <exception cref="InvalidDataException">There is no such place, or one that does not end.</exception>
    public static string Replace(string page, string mark, string text)
    {
        var (begin, end) = ($"<!-- {mark} -->", $"<!-- /{mark} -->");
        List<string> lines = [.. page.Split('\n')];
        if (!lines.Contains(begin)) throw new InvalidDataException($"The line {begin} is missing.");
        while (lines.IndexOf(begin) is >= 0 and var first)
        {
            var last = lines.FindIndex(first + 1, x => x == begin || x == end);
            if (last < 0 || lines[last] != end)
                throw new InvalidDataException($"The line {begin} has no {end} after it.");
            lines.RemoveRange(first, last - first + 1);
            if (text.Length > 0) lines.InsertRange(first, text.Split('\n'));
            // Empty lines stood before and after the place; one is enough.
            else if (first > 0 && first < lines.Count && lines[first - 1] == "" && lines[first] == "")
                lines.RemoveAt(first);
        }
        return lines.Contains(end)
            ? throw new InvalidDataException($"The line {end} has no {begin} before it.")
            : string.Join('\n', lines);
    }
}
