using System.Text;
using System.Text.RegularExpressions;

namespace Arena.Data;

/// <summary>The words of a text and their numbers. A punctuation mark is a word too.</summary>
public sealed partial class WordVocabulary
{
    private readonly Dictionary<string, long> numbers;
    private readonly string texts;
    private readonly bool hasCapitals;

    /// <summary>A vocabulary of these words, numbered from 0.</summary>
    /// <param name="words">Each word once.</param>
    /// <param name="texts">What the words are of, for messages: <c>the stories</c>.</param>
    /// <param name="hasCapitals">
    /// Whether capital and small letters are different. Otherwise all words are in lower case.
    /// </param>
    internal WordVocabulary(IReadOnlyList<string> words, string texts, bool hasCapitals)
    {
        Words = words;
        this.texts = texts;
        this.hasCapitals = hasCapitals;
        numbers = words.Select((word, i) => (word, i)).ToDictionary(x => x.word, x => (long)x.i);
    }

    /// <summary>The words, each at the place that is its number.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>How many words there are.</summary>
    public int Count => Words.Count;

    /// <summary>Turns a text into numbers.</summary>
    /// <param name="text">
    /// Words and punctuation marks, with or without spaces between them. Where all words are in lower case, the letters
    /// of a text may be capital or small.
    /// </param>
    /// <returns>The number of each word.</returns>
    /// <exception cref="ArgumentException">There is a word that is not in the vocabulary; the message says which.</exception>
    public long[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. WordsOf(hasCapitals ? text : text.ToLowerInvariant()).Select(NumberOf)];
    }

    /// <summary>Turns numbers into a text.</summary>
    /// <param name="tokens">The numbers of words.</param>
    /// <returns>The words, with spaces as one writes them. <see cref="Encode"/> gives the same numbers again.</returns>
    /// <exception cref="ArgumentException">There is a number that no word has.</exception>
    public string Decode(IEnumerable<long> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var (text, isQuoting, isTight) = (new StringBuilder(), false, true);
        foreach (var token in tokens)
        {
            var word = WordOf(token);
            var closes = word is "." or "," or "?" or "!" or ":" || (word == "\"" && isQuoting);
            if (!isTight && !closes) text.Append(' ');
            text.Append(word);
            if (word == "\"") isQuoting = !isQuoting;
            isTight = word == "\"" && isQuoting;
        }
        return text.ToString();
    }

    /// <summary>The number of one word.</summary>
    /// <param name="word">A word or a punctuation mark, as it is in <see cref="Words"/>.</param>
    /// <exception cref="ArgumentException">It is not in the vocabulary; the message names the nearest one.</exception>
    public long NumberOf(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return numbers.TryGetValue(word, out var number)
            ? number
            : throw new ArgumentException(
                $"'{word}' is not one of the {Count} words of {texts}. The nearest one is " +
                $"'{Words.MinBy(other => Distance(word, other))}'.", nameof(word));
    }

    /// <summary>The word of one number.</summary>
    /// <param name="token">From 0 up to, not including, <see cref="Count"/>.</param>
    /// <exception cref="ArgumentException">No word has this number.</exception>
    public string WordOf(long token) =>
        token >= 0 && token < Count
            ? Words[(int)token]
            : throw new ArgumentException(
                $"There is no word {token}: words are numbered from 0 to {Count - 1}.", nameof(token));

    internal static IEnumerable<string> WordsOf(string text) => Word().Matches(text).Select(match => match.Value);

    // How many letters have to be added, left out or changed (Levenshtein 1966).
    private static int Distance(string one, string other)
    {
        var previous = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 0; i < one.Length; i++)
        {
            var current = new int[other.Length + 1];
            current[0] = i + 1;
            for (var j = 0; j < other.Length; j++)
            {
                current[j + 1] = Math.Min(
                    previous[j] + (one[i] == other[j] ? 0 : 1), Math.Min(previous[j + 1], current[j]) + 1);
            }
            previous = current;
        }
        return previous[^1];
    }

    [GeneratedRegex("""<\w+>|\w+|[^\w\s]""")]
    private static partial Regex Word();
}
