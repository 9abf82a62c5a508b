using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Analyzers.Patterns;

/// <summary>Tells where in the source each character of a string literal is written.</summary>
internal sealed class LiteralText
{
    private readonly string text;
    private readonly int start;
    private readonly bool hasEscapes;
    private readonly bool doublesQuotes;
    private readonly bool doublesBraces;
    private readonly string? indent;
    private readonly List<TextSpan> places = [];
    private readonly List<char> value = [];

    private LiteralText(SyntaxToken token, LiteralForm form)
    {
        text = token.Text;
        start = token.SpanStart;
        hasEscapes = form == LiteralForm.Regular;
        doublesQuotes = form == LiteralForm.Verbatim;
        doublesBraces = token.IsKind(SyntaxKind.InterpolatedStringTextToken)
            && form is LiteralForm.Regular or LiteralForm.Verbatim;
        indent = form == LiteralForm.MultiLineRaw ? IndentOf(token) : null;
    }

    private enum LiteralForm
    {
        Regular,
        Verbatim,
        Raw,
        MultiLineRaw,
    }

    /// <summary>
    /// A place for each character of the value, or null when the token is none of a string or does not have that value.
    /// </summary>
    public static IReadOnlyList<TextSpan>? Places(SyntaxToken token, string value)
    {
        if (FormOf(token) is not { } form) return null;
        var literal = new LiteralText(token, form);
        if (token.IsKind(SyntaxKind.InterpolatedStringTextToken))
            literal.Read(0, token.Text.Length, IsFirst(token));
        else if (literal.Content(form) is var (from, to))
            literal.Read(from, to, true);
        return new string([.. literal.value]) == value ? literal.places : null;
    }

    private static LiteralForm? FormOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken when token.Text.StartsWith("@", StringComparison.Ordinal) => LiteralForm.Verbatim,
        SyntaxKind.StringLiteralToken => LiteralForm.Regular,
        SyntaxKind.SingleLineRawStringLiteralToken => LiteralForm.Raw,
        SyntaxKind.MultiLineRawStringLiteralToken => LiteralForm.MultiLineRaw,
        SyntaxKind.InterpolatedStringTextToken => Interpolated(token)?.StringStartToken.Kind() switch
        {
            SyntaxKind.InterpolatedStringStartToken => LiteralForm.Regular,
            SyntaxKind.InterpolatedVerbatimStringStartToken => LiteralForm.Verbatim,
            SyntaxKind.InterpolatedSingleLineRawStringStartToken => LiteralForm.Raw,
            SyntaxKind.InterpolatedMultiLineRawStringStartToken => LiteralForm.MultiLineRaw,
            _ => null,
        },
        _ => null,
    };

    private static InterpolatedStringExpressionSyntax? Interpolated(SyntaxToken token) =>
        token.Parent?.Parent as InterpolatedStringExpressionSyntax;

    private static bool IsFirst(SyntaxToken token) => Interpolated(token)?.Contents[0] == token.Parent;

    // What stands before the closing quotes is not part of any line.
    private static string IndentOf(SyntaxToken token)
    {
        var closing = Interpolated(token)?.StringEndToken ?? token;
        var source = token.SyntaxTree!.GetText();
        var line = source.ToString(TextSpan.FromBounds(
            source.Lines.GetLineFromPosition(closing.Span.End).Start, closing.Span.End));
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    private (int From, int To) Content(LiteralForm form)
    {
        var opening = text.IndexOf('"');
        var quotes = 0;
        while (opening + quotes < text.Length && text[opening + quotes] == '"') quotes++;
        return form switch
        {
            LiteralForm.Raw => (opening + quotes, text.Length - quotes),
            LiteralForm.MultiLineRaw => (text.IndexOf('\n') + 1, LastLineEnd()),
            _ => (opening + 1, text.Length - 1),
        };
    }

    private int LastLineEnd()
    {
        var end = text.LastIndexOf('\n');
        return end > 0 && text[end - 1] == '\r' ? end - 1 : end;
    }

    private void Read(int from, int to, bool atLineStart)
    {
        for (var at = from; at < to;)
        {
            if (atLineStart && indent is not null)
            {
                for (var i = 0; i < indent.Length && at < to && text[at] == indent[i]; i++) at++;
                atLineStart = false;
                continue;
            }
            var first = at;
            var characters = ReadCharacters(ref at, to);
            foreach (var character in characters)
            {
                value.Add(character);
                places.Add(new TextSpan(start + first, at - first));
            }
            atLineStart = characters == "\n";
        }
    }

    private string ReadCharacters(ref int at, int to)
    {
        var c = text[at++];
        var doubled = at < to && text[at] == c
            && (doublesQuotes && c == '"' || doublesBraces && c is '{' or '}');
        if (doubled) at++;
        return c == '\\' && hasEscapes && at < to ? ReadEscape(ref at, to) : c.ToString();
    }

    private string ReadEscape(ref int at, int to)
    {
        switch (text[at++])
        {
            case '0': return "\0";
            case 'a': return "\a";
            case 'b': return "\b";
            case 'e': return "\u001b";
            case 'f': return "\f";
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            case 'v': return "\v";
            case 'x' or 'u': return ((char)ReadHex(ref at, to, 4)).ToString();
            case 'U':
                var point = ReadHex(ref at, to, 8);
                return point is > 0x10ffff or (>= 0xd800 and <= 0xdfff) ? "" : char.ConvertFromUtf32(point);
            default: return text[at - 1].ToString();
        }
    }

    private int ReadHex(ref int at, int to, int digits)
    {
        var first = at;
        while (at < to && at - first < digits && Uri.IsHexDigit(text[at])) at++;
        return int.TryParse(
            text.Substring(first, at - first), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
            ? code
            : 0;
    }
}
