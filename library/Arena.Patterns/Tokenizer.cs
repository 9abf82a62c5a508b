namespace Arena.Patterns;

/// <summary>Cuts a pattern into tokens. Every character but the space belongs to exactly one of them.</summary>
public static class Tokenizer
{
    /// <summary>
    /// The tokens of a text, in order. Nothing is refused here: what makes no sense becomes an unknown token.
    /// </summary>
    public static IReadOnlyList<Token> Read(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }
            var kind = KindAt(text, at, out var length);
            tokens.Add(new Token(kind, text.Substring(at, length), new Place(at, length)));
            at += length;
        }
        return tokens;
    }

    private static TokenKind KindAt(string text, int at, out int length)
    {
        length = 1;
        switch (text[at])
        {
            case '(': return TokenKind.Open;
            case ')': return TokenKind.Close;
            case ',': return TokenKind.Comma;
            case '*': return TokenKind.Star;
            case '-' when at + 1 < text.Length && text[at + 1] == '>':
                length = 2;
                return TokenKind.Arrow;
            case '.':
                length = RunLength(text, at, c => c == '.');
                return length == 3 ? TokenKind.Ellipsis : TokenKind.Dots;
        }
        if (!IsWordPart(text[at])) return TokenKind.Unknown;
        length = RunLength(text, at, IsWordPart);
        return RunLength(text, at, IsAsciiDigit) == length ? TokenKind.Number : TokenKind.Word;
    }

    private static int RunLength(string text, int at, Func<char, bool> belongs)
    {
        var end = at;
        while (end < text.Length && belongs(text[end])) end++;
        return end - at;
    }

    // IsNumber takes in the likes of ², so that "a²" is refused as one name.
    private static bool IsWordPart(char c) => c == '_' || char.IsLetter(c) || char.IsNumber(c);

    private static bool IsAsciiDigit(char c) => c is >= '0' and <= '9';
}
