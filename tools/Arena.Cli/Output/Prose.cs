using Spectre.Console;

namespace Arena.Cli.Output;

/// <summary>Markdown as far as a hint or an explanation needs it: paragraphs, lists, code blocks, code spans,
/// emphasis.</summary>
internal static class Prose
{
    /// <summary>Breaks one paragraph between words.</summary>
    /// <param name="text">The paragraph, on one line.</param>
    /// <param name="width">The longest line.</param>
    /// <param name="indent">Spaces before the first line.</param>
    /// <param name="hanging">Further spaces before the other lines.</param>
    public static IEnumerable<Line> Wrap(string text, int width, int indent = 0, int hanging = 0)
    {
        var line = new Line().PadTo(indent);
        var start = indent;
        foreach (var word in Words(text))
        {
            if (line.Length > start && line.Length + 1 + word.Length > width)
            {
                yield return line;
                start = indent + hanging;
                line = new Line().PadTo(start);
            }
            if (line.Length > start) line.Add(" ");
            line.Add(word);
        }
        if (line.Length > start) yield return line;
    }

    /// <summary>Renders a piece of Markdown.</summary>
    public static IEnumerable<Line> Markdown(string text, int width, int indent, Glyphs glyphs)
    {
        foreach (var block in Blocks(text))
        {
            if (block.Code)
            {
                foreach (var line in block.Text.Split('\n'))
                    yield return new Line().PadTo(indent + 2).Add(line, Styles.Code);
                continue;
            }
            if (block.Text.Length == 0)
            {
                yield return new Line();
                continue;
            }
            var (marker, content) = ListItem(block.Text, glyphs);
            foreach (var line in Wrap(marker + content, width, indent, marker.Length)) yield return line;
        }
    }

    private static (string Marker, string Content) ListItem(string text, Glyphs glyphs)
    {
        if (text.StartsWith("- ", StringComparison.Ordinal) || text.StartsWith("* ", StringComparison.Ordinal))
            return (glyphs.Bullet + " ", text[2..]);
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && text.AsSpan(digits).StartsWith(". ")
            ? (text[..(digits + 2)], text[(digits + 2)..])
            : ("", text);
    }

    // A block is a paragraph or list item on one line, a code block with its lines, or an empty line between blocks.
    private static IEnumerable<(string Text, bool Code)> Blocks(string markdown)
    {
        var paragraph = "";
        List<string>? code = null;
        var blank = false;
        foreach (var line in markdown.Trim().Split('\n').Select(x => x.TrimEnd()))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                if (paragraph.Length > 0) yield return (paragraph, false);
                paragraph = "";
                if (code is null)
                {
                    if (blank) yield return ("", false);
                    blank = false;
                    code = [];
                }
                else
                {
                    yield return (string.Join('\n', code), true);
                    code = null;
                }
                continue;
            }
            if (code is not null)
            {
                code.Add(line);
                continue;
            }
            var text = line.Trim();
            var startsItem = ListItem(text, Glyphs.Ascii).Marker.Length > 0;
            if ((text.Length == 0 || startsItem) && paragraph.Length > 0)
            {
                yield return (paragraph, false);
                paragraph = "";
            }
            if (text.Length == 0)
            {
                blank = true;
                continue;
            }
            if (blank && paragraph.Length == 0) yield return ("", false);
            blank = false;
            paragraph = paragraph.Length == 0 ? text : paragraph + " " + text;
        }
        if (paragraph.Length > 0) yield return (paragraph, false);
    }

    // A code span keeps its spaces together only as far as words do: a long one may be broken between its words.
    private static IEnumerable<Line> Words(string text)
    {
        var word = new Line();
        foreach (var (piece, style) in Spans(text))
        {
            var parts = piece.Split(' ');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0 && word.Length > 0)
                {
                    yield return word;
                    word = new Line();
                }
                word.Add(parts[i], style);
            }
        }
        if (word.Length > 0) yield return word;
    }

    private static IEnumerable<(string Text, Style? Style)> Spans(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var mark = Marks.FirstOrDefault(m => text.AsSpan(at).StartsWith(m.Sign));
            var end = mark.Sign is null ? -1 : text.IndexOf(mark.Sign, at + mark.Sign.Length, StringComparison.Ordinal);
            if (end > at + (mark.Sign?.Length ?? 0))
            {
                yield return (text[(at + mark.Sign!.Length)..end], mark.Style);
                at = end + mark.Sign.Length;
                continue;
            }
            var next = at + 1;
            while (next < text.Length && !Marks.Any(m => text.AsSpan(next).StartsWith(m.Sign))) next++;
            yield return (text[at..next], null);
            at = next;
        }
    }

    private static readonly (string Sign, Style Style)[] Marks = [("`", Styles.Code), ("**", Styles.Strong)];
}
