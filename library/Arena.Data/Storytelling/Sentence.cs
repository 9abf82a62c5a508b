namespace Arena.Data.Storytelling;

/// <summary>A sentence, or several that belong together, with gaps.</summary>
/// <param name="text">Words and gaps, a space between any two.</param>
internal sealed class Sentence(string text)
{
    private static readonly HashSet<string> Gaps =
    [
        "A", "B", "H", "N", "X", "Y", "P", "Q", "O", "C", "S", "U", "V", "D", "F", "W", "a", "1", "2", "3", "4",
    ];

    private long?[]? numbers;

    /// <summary>The words and gaps in their order.</summary>
    public string[] Parts { get; } = text.Split(' ');

    /// <summary>The words that are the sentence's own.</summary>
    public IEnumerable<string> OwnWords => Parts.Where(part => !IsGap(part));

    /// <summary>The number of each word, and null where there is a gap.</summary>
    public long?[] Numbers =>
        numbers ??= [.. Parts.Select(part => IsGap(part) ? (long?)null : Stories.Vocabulary.NumberOf(part))];

    private static bool IsGap(string part) => Gaps.Contains(part) || part.Contains('.') && part.Length > 1;
}
