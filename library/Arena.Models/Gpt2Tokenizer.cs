using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Arena.Models;

/// <summary>
/// GPT-2's tokens: a text's UTF-8 bytes, merged to frequent pieces (Sennrich et al. 2016; Radford et al. 2019). Every
/// text has its tokens, and they give the text back.
/// </summary>
public sealed partial class Gpt2Tokenizer
{
    /// <summary>The token between two texts; models start from it.</summary>
    public const string EndOfText = "<|endoftext|>";

    private readonly BpeTokenizer tokenizer;
    private readonly Dictionary<string, int> vocabulary;

    private Gpt2Tokenizer(BpeTokenizer tokenizer, Dictionary<string, int> vocabulary) =>
        (this.tokenizer, this.vocabulary) = (tokenizer, vocabulary);

    /// <summary>How many tokens there are.</summary>
    public int Count => vocabulary.Count;

    /// <summary>The number of <see cref="EndOfText"/>.</summary>
    public int EndOfTextId => vocabulary[EndOfText];

    /// <summary>Loads the tokens that Hugging Face publishes.</summary>
    /// <param name="folder">The folder with <c>vocab.json</c> and <c>merges.txt</c>.</param>
    /// <exception cref="FileNotFoundException">One of the files is not there.</exception>
    /// <exception cref="InvalidDataException">They are damaged or do not fit each other.</exception>
    public static Gpt2Tokenizer Load(string folder)
    {
        var (names, merges) = (Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"));
        foreach (var file in new[] { names, merges })
            if (!File.Exists(file)) throw new FileNotFoundException($"There is no {file}.", file);
        try
        {
            var vocabulary = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(names))
                ?? throw new JsonException("It is null.");
            if (!vocabulary.TryGetValue(EndOfText, out var end))
                throw new InvalidDataException($"The vocabulary has no {EndOfText}.");
            var special = new Dictionary<string, int> { [EndOfText] = end };
            return new(
                BpeTokenizer.Create(new BpeOptions(names, merges)
                {
                    ByteLevel = true,
                    SpecialTokens = special,
                    PreTokenizer = new RegexPreTokenizer(Pieces(), special),
                }),
                vocabulary);
        }
        catch (Exception problem) when (problem is not IOException)
        {
            throw new InvalidDataException(
                $"{names} and {merges} are not GPT-2's tokens: {problem.Message} Fetch both anew.", problem);
        }
    }

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">Any text. <see cref="EndOfText"/> in it is that token.</param>
    public IReadOnlyList<int> Encode(string text) => tokenizer.EncodeToIds(text);

    /// <summary>The text of tokens. Bytes that are no UTF-8, such as half a letter's, become U+FFFD.</summary>
    public string Decode(IEnumerable<int> tokens) => tokenizer.Decode(tokens);

    // Words with the space before them, numbers, signs, and spaces: nothing is merged across two of them.
    [GeneratedRegex(@"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Pieces();
}
