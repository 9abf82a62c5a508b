using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>Changes to a text, collected in any order. Everything outside of them stays to the letter.</summary>
internal sealed class TextEdits(SourceText text)
{
    private readonly List<(TextSpan Span, string New)> replacements = [];
    private readonly SortedSet<int> cutLines = [];
    private readonly SortedSet<int> closedLines = [];

    public SourceText Text => text;

    public void Replace(TextSpan span, string replacement) => replacements.Add((span, replacement));

    /// <summary>Cuts code and, where it stood alone, its lines.</summary>
    /// <param name="span">The code, which may begin with comments that go with it.</param>
    /// <param name="closeUp">Whether the blank line that set it apart goes too.</param>
    public void Cut(TextSpan span, bool closeUp)
    {
        var first = text.Lines.GetLineFromPosition(span.Start);
        var last = text.Lines.GetLineFromPosition(span.End);
        var alone = IsBlank(first.Start, span.Start) && IsBlank(span.End, last.End);
        if (!alone)
        {
            var (start, end) = (span.Start, span.End);
            while (end < last.End && text[end] == ' ') end++;
            while (end == last.End && text[start - 1] == ' ') start--;
            Replace(TextSpan.FromBounds(start, end), "");
            return;
        }

        for (var line = first.LineNumber; line <= last.LineNumber; line++)
        {
            cutLines.Add(line);
            if (closeUp) closedLines.Add(line);
        }
    }

    public EditedText Apply()
    {
        CloseUpAroundCuts();
        var edits = replacements
            .Where(edit => !cutLines.Contains(text.Lines.GetLineFromPosition(edit.Span.Start).LineNumber))
            .Concat(cutLines.Select(line => (Span: text.Lines[line].SpanIncludingLineBreak, New: "")))
            .OrderBy(edit => edit.Span.Start);

        var result = new StringBuilder(text.Length);
        var pieces = new List<Piece> { new(0, 0, IsNew: false) };
        var position = 0;
        foreach (var (span, replacement) in edits)
        {
            result.Append(text.ToString(TextSpan.FromBounds(position, span.Start)));
            if (replacement.Length > 0) pieces.Add(new Piece(result.Length, span.Start, IsNew: true));
            result.Append(replacement);
            position = span.End;
            pieces.Add(new Piece(result.Length, position, IsNew: false));
        }

        result.Append(text.ToString(TextSpan.FromBounds(position, text.Length)));
        return new EditedText(result.ToString(), pieces);
    }

    // A cut that leaves two blank lines in a row, or one beside a brace or the file's edge, takes one of them along.
    private void CloseUpAroundCuts()
    {
        var line = 0;
        while (line < text.Lines.Count)
        {
            if (!closedLines.Contains(line)) { line++; continue; }
            var first = line;
            var after = line + 1;
            for (var next = after; next < text.Lines.Count && (IsBlank(next) || cutLines.Contains(next)); next++)
                if (closedLines.Contains(next)) after = next + 1;
            for (var between = first; between < after; between++) cutLines.Add(between);

            var blankBefore = first > 0 && IsBlank(first - 1);
            var blankAfter = after < text.Lines.Count && IsBlank(after);
            if (blankBefore && (blankAfter || AtEnd(after) || LineText(after).StartsWith('}'))) cutLines.Add(first - 1);
            else if (blankAfter && (first == 0 || LineText(first - 1).EndsWith('{'))) cutLines.Add(after);
            line = after;
        }
    }

    private bool AtEnd(int line) => line >= text.Lines.Count || text.Lines[line].Start == text.Length;

    private string LineText(int line) => text.Lines[line].ToString().Trim();

    private bool IsBlank(int line) => text.Lines[line].SpanIncludingLineBreak.Length > 0 && LineText(line).Length == 0;

    private bool IsBlank(int start, int end) => text.ToString(TextSpan.FromBounds(start, end)).AsSpan().IsWhiteSpace();
}

/// <summary>A text after its changes, which remembers where each part came from.</summary>
internal sealed class EditedText(string text, List<Piece> pieces)
{
    public string Text { get; } = text;

    /// <summary>Where a position lay before the changes; for new text, where the old one began.</summary>
    public int OriginalPosition(int position)
    {
        var piece = pieces.FindLast(piece => piece.At <= position);
        return piece.IsNew ? piece.From : piece.From + position - piece.At;
    }
}

/// <summary>A stretch of an edited text: where it begins, where it comes from, and whether it is new.</summary>
internal readonly record struct Piece(int At, int From, bool IsNew);
