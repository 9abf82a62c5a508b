using Arena.Data.Drawing;
using Arena.Data.Storytelling;
using static TorchSharp.torch;

namespace Arena.Data;

/// <summary>
/// Little stories that the kit writes itself, as many as one likes: two children, a place, a thing that changes hands.
/// They are text to learn a language model from, with words that come back, pronouns that have to fit, and a thing whose
/// holder has to be remembered.
/// </summary>
/// <remarks>
/// Each story is written sentence by sentence by a small grammar that knows who has the thing and where everybody is. How
/// hard the text is, measured in nats per token, is in <c>docs/data.md</c>.
/// </remarks>
public static class Stories
{
    /// <summary>The token that every row of <see cref="Tokens"/> begins with: <c>&lt;begin&gt;</c>.</summary>
    public const long Begin = 0;

    /// <summary>The token after the last word of a story: <c>&lt;end&gt;</c>.</summary>
    public const long End = 1;

    /// <summary>Every word that there is in the stories. It does not depend on a seed.</summary>
    public static WordVocabulary Vocabulary { get; } = new(Grammar.Words, "the stories", hasCapitals: false);

    /// <summary>
    /// The kinds of words that the stories draw from: children, girls and boys among them, places, things, looks, spots
    /// where things hide, animals, feelings and weathers. A word may be of two: "cold" is.
    /// </summary>
    public static IReadOnlyList<StoryWordKind> Kinds { get; } =
    [
        new("child", [.. Grammar.Girls, .. Grammar.Boys]), new("girl", Grammar.Girls), new("boy", Grammar.Boys),
        new("place", Grammar.Places), new("thing", Grammar.Things), new("look", Grammar.Looks),
        new("spot", Grammar.Spots), new("animal", Grammar.Animals), new("feeling", Grammar.Feelings),
        new("weather", Grammar.Weathers),
    ];

    /// <summary>Writes stories.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">
    /// Which ones: the same seed gives the same stories on every machine, and fewer of them are the first of more.
    /// </param>
    /// <returns>Each story as text, of several sentences, without <see cref="Begin"/> and <see cref="End"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static IReadOnlyList<string> Make(int count, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var stories = new string[count];
        for (var story = 0; story < count; story++)
        {
            var tokens = new List<long>();
            Narrator.Tell(new IntegerRandom(seed, story), tokens);
            stories[story] = Vocabulary.Decode(tokens);
        }
        return stories;
    }

    /// <summary>Writes stories as rows of tokens, all of one length, to train a language model on.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="length">How many tokens each row has, <see cref="Begin"/> included.</param>
    /// <param name="seed">
    /// Which stories: the same seed gives the same rows on every machine. Fewer rows are the first of more, and shorter
    /// rows the beginnings of longer ones.
    /// </param>
    /// <returns>
    /// Whole numbers below <see cref="WordVocabulary.Count"/>, <c>row position</c>. Each row is <see cref="Begin"/>, a
    /// story, <see cref="End"/>, the next story, <see cref="End"/> and so on, and breaks off where it is full. The first
    /// story of row i is story i of <see cref="Make"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the length is 0.</exception>
    public static Tensor Tokens(int rows, int length, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var tokens = new long[checked(rows * length)];
        Parallel.For(0, rows, row =>
        {
            var written = new List<long>(length + 100) { Begin };
            var random = new IntegerRandom(seed, row);
            while (written.Count < length)
            {
                Narrator.Tell(random, written);
                written.Add(End);
            }
            written.CopyTo(0, tokens, row * length, length);
        });
        return tensor(tokens, [rows, length]);
    }
}
