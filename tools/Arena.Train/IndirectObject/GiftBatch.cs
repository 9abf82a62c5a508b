using Arena.Data;
using static TorchSharp.torch;

namespace Arena.Train.IndirectObject;

/// <summary>Texts about gifts, one a row, filled up at the right.</summary>
/// <param name="Tokens"><c>batch position</c>.</param>
/// <param name="Io">Who gets the gift: <c>batch</c>.</param>
/// <param name="S">Who gives it: <c>batch</c>.</param>
/// <param name="IoAt">Where the receiver was named: <c>batch</c>.</param>
/// <param name="S1At">Where the giver was named first: <c>batch</c>.</param>
/// <param name="S2At">Where the giver was named again: <c>batch</c>.</param>
/// <param name="End">Where the text breaks off: <c>batch</c>.</param>
internal sealed record GiftBatch(Tensor Tokens, Tensor Io, Tensor S, Tensor IoAt, Tensor S1At, Tensor S2At, Tensor End)
{
    /// <summary>The longest text, with the token that it begins with.</summary>
    public const int Length = 64;

    private static readonly long[][] Fillers = [.. GiftTexts.Fillers.Select(GiftTexts.Vocabulary.Encode)];

    /// <summary>Makes some.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="isFixed">
    /// Whether all have the first template, no fillers and the giver's name last, so that counting positions is enough.
    /// </param>
    /// <param name="thirdPerson">
    /// The share of texts in which the giver is nobody of the two: either may get the gift.
    /// </param>
    /// <param name="isTurned">Whether, where all is fixed, the giver's name is first and not last.</param>
    public static GiftBatch Make(
        int count, Random random, bool isFixed, double thirdPerson, bool isTurned = false)
    {
        var vocabulary = GiftTexts.Vocabulary;
        var tokens = new long[count, Length];
        var labels = new long[6][];
        for (var i = 0; i < labels.Length; i++) labels[i] = new long[count];
        for (var row = 0; row < count; row++)
        {
            var names = new long[3];
            for (var i = 0; i < names.Length; i++)
            {
                do names[i] = vocabulary.NumberOf(GiftTexts.Names[random.Next(GiftTexts.Names.Count)]);
                while (names.Take(i).Contains(names[i]));
            }
            var isThird = random.NextDouble() < thirdPerson;
            var giverIsFirst = isFixed ? isTurned : random.Next(2) == 0;
            var (io, s) = giverIsFirst ? (names[1], names[0]) : (names[0], names[1]);
            var giver = isThird ? names[2] : s;

            var text = new List<long> { GiftTexts.Begin };
            for (var fillers = isFixed ? 0 : random.Next(4); fillers > 0; fillers--)
                text.AddRange(Fillers[random.Next(Fillers.Length)]);
            var template = GiftTexts.Templates[isFixed ? 0 : random.Next(GiftTexts.Templates.Count)];
            var at = new Dictionary<string, long>();
            foreach (var piece in template.Split('[', ']'))
            {
                var slot = $"[{piece}]";
                at[slot] = text.Count;
                switch (slot)
                {
                    case GiftTexts.FirstName: text.Add(names[0]); break;
                    case GiftTexts.SecondName: text.Add(names[1]); break;
                    case GiftTexts.Giver: text.Add(giver); break;
                    case GiftTexts.Place: text.AddRange(vocabulary.Encode(OneOf(GiftTexts.Places))); break;
                    case GiftTexts.Thing: text.AddRange(vocabulary.Encode(OneOf(GiftTexts.Things))); break;
                    default: text.AddRange(vocabulary.Encode(piece)); break;
                }
            }
            for (var i = 0; i < text.Count; i++) tokens[row, i] = text[i];
            var (first, second) = (at[GiftTexts.FirstName], at[GiftTexts.SecondName]);
            long[] values =
            [
                io, s, giverIsFirst ? second : first, giverIsFirst ? first : second, at[GiftTexts.Giver],
                text.Count - 1,
            ];
            for (var i = 0; i < values.Length; i++) labels[i][row] = values[i];
        }
        return new GiftBatch(
            tensor(tokens), tensor(labels[0]), tensor(labels[1]), tensor(labels[2]), tensor(labels[3]),
            tensor(labels[4]), tensor(labels[5]));

        string OneOf(IReadOnlyList<string> words) => words[random.Next(words.Count)];
    }
}
