using System.Text;
using System.Text.RegularExpressions;

namespace Arena.Data;

/// <summary>The words of the texts about gifts and their numbers. A punctuation mark is a word too.</summary>
public sealed partial class GiftVocabulary
{
    /// <summary>The word that every text begins with, and that fills what is left of a row after it.</summary>
    public const string BeginWord = "<begin>";

    /// <summary>The number of <see cref="BeginWord"/>.</summary>
    public const long Begin = 0;

    private readonly Dictionary<string, long> numbers;

    internal GiftVocabulary(IReadOnlyList<string> words)
    {
        Words = words;
        numbers = words.Select((word, i) => (word, i)).ToDictionary(x => x.word, x => (long)x.i);
    }

    /// <summary>The words, each at the place that is its number.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>How many words there are.</summary>
    public int Count => Words.Count;

    /// <summary>Turns a text into numbers.</summary>
    /// <param name="text">Words and punctuation marks, with or without spaces between them.</param>
    /// <exception cref="ArgumentException">There is a word that is not in the vocabulary; the message says
    /// which.</exception>
    public long[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. WordsOf(text).Select(NumberOf)];
    }

    /// <summary>Turns numbers into a text.</summary>
    /// <param name="tokens">The numbers of words.</param>
    /// <exception cref="ArgumentException">There is a number that no word has.</exception>
    public string Decode(IEnumerable<long> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var text = new StringBuilder();
        foreach (var word in tokens.Select(WordOf))
        {
            if (text.Length > 0 && word is not ("." or ",")) text.Append(' ');
            text.Append(word);
        }
        return text.ToString();
    }

    /// <summary>The number of one word.</summary>
    /// <param name="word">A word or a punctuation mark.</param>
    /// <exception cref="ArgumentException">It is not in the vocabulary.</exception>
    public long NumberOf(string word) => numbers.TryGetValue(word, out var number)
        ? number
        : throw new ArgumentException(
            $"'{word}' is not one of the {Count} words of the texts about gifts.", nameof(word));

    /// <summary>The word of one number.</summary>
    /// <param name="token">From 0 up to, not including, <see cref="Count"/>.</param>
    /// <exception cref="ArgumentException">No word has this number.</exception>
    public string WordOf(long token) => token >= 0 && token < Count
        ? Words[(int)token]
        : throw new ArgumentException(
            $"There is no word {token}: words are numbered from 0 to {Count - 1}.", nameof(token));

    internal static IEnumerable<string> WordsOf(string text) => Word().Matches(text).Select(match => match.Value);

    [GeneratedRegex("""<\w+>|\w+|[^\w\s]""")]
    private static partial Regex Word();
}
