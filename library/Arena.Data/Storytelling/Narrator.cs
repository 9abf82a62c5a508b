using Arena.Data.Drawing;

namespace Arena.Data.Storytelling;

/// <summary>Tells one story: it knows who has the thing and where everybody is.</summary>
internal sealed class Narrator
{
    private readonly IntegerRandom random;
    private readonly List<long> tokens;
    private readonly Child one;
    private readonly Child other;
    private readonly string thing;
    private readonly string look;
    private Child holder;
    private string place;

    private Narrator(IntegerRandom random, List<long> tokens)
    {
        this.random = random;
        this.tokens = tokens;
        one = SomeChild();
        do other = SomeChild();
        while (other.Name == one.Name);
        holder = random.Below(2) == 0 ? one : other;
        place = Some(Grammar.Places);
        thing = Some(Grammar.Things);
        look = Some(Grammar.Looks);
    }

    /// <summary>Adds the tokens of a story to those that there are.</summary>
    /// <param name="random">Which story.</param>
    /// <param name="tokens">Where it is added.</param>
    public static void Tell(IntegerRandom random, List<long> tokens) => new Narrator(random, tokens).Tell();

    private void Tell()
    {
        Say(Grammar.Openings);
        Say(Grammar.Introductions);
        var sentences = 2 + random.Below(4);
        for (var i = 0; i < sentences; i++)
        {
            var kind = random.Below(10);
            if (kind < 3)
            {
                Say(Grammar.Gifts);
                holder = TheOther(holder);
            }
            else if (kind < 4)
            {
                var next = SomeBut(Grammar.Places, place);
                Say(Grammar.Moves, next);
                place = next;
            }
            else
            {
                Say(Grammar.Events);
            }
        }
        Say(Grammar.Endings);
    }

    private void Say(Sentence[] kinds, string? next = null)
    {
        var sentence = kinds[random.Below(kinds.Length)];
        var gaps = Gaps(next);
        for (var i = 0; i < sentence.Parts.Length; i++)
            tokens.Add(sentence.Numbers[i] ?? Stories.Vocabulary.NumberOf(Filled(sentence.Parts, i, gaps)));
    }

    private Dictionary<string, string> Gaps(string? next)
    {
        var (first, second) = random.Below(2) == 0 ? (one, other) : (other, one);
        var notHolder = TheOther(holder);
        var gaps = new Dictionary<string, string> { ["P"] = place, ["O"] = thing, ["C"] = look };
        if (next is not null) gaps["Q"] = next;
        foreach (var (gap, child) in new[]
            { ("A", one), ("B", other), ("H", holder), ("N", notHolder), ("X", first), ("Y", second) })
        {
            gaps[gap] = child.Name;
            gaps[gap + ".he"] = child.IsGirl ? "she" : "he";
            gaps[gap + ".him"] = child.IsGirl ? "her" : "him";
            gaps[gap + ".his"] = child.IsGirl ? "her" : "his";
        }
        Fill(gaps, Grammar.Spots, "S", "U", "V");
        Fill(gaps, Grammar.Animals, "D");
        Fill(gaps, Grammar.Weathers, "W");
        Fill(gaps, Grammar.Feelings, "F");
        Fill(gaps, Grammar.Things, "1", "2", "3", "4");
        return gaps;
    }

    // "a" is "an" in front of a vowel, whatever word comes there.
    private static string Filled(string[] parts, int at, Dictionary<string, string> gaps)
    {
        if (parts[at] != "a") return gaps[parts[at]];
        var next = gaps.GetValueOrDefault(parts[at + 1], parts[at + 1]);
        return "aeiou".Contains(next[0]) && next != "a" ? "an" : "a";
    }

    private void Fill(Dictionary<string, string> gaps, string[] words, params string[] names)
    {
        var taken = new List<string>();
        foreach (var name in names)
        {
            string word;
            do word = Some(words);
            while (taken.Contains(word));
            taken.Add(word);
            gaps[name] = word;
        }
    }

    private Child TheOther(Child child) => child == one ? other : one;

    private Child SomeChild() =>
        random.Below(2) == 0 ? new Child(Some(Grammar.Girls), true) : new Child(Some(Grammar.Boys), false);

    private string Some(string[] words) => words[random.Below(words.Length)];

    private string SomeBut(string[] words, string taken)
    {
        string word;
        do word = Some(words);
        while (word == taken);
        return word;
    }

    private sealed record Child(string Name, bool IsGirl);
}
