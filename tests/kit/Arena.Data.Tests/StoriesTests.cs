using static TorchSharp.torch;

namespace Arena.Data.Tests;

public sealed class StoriesTests
{
    private static readonly string[] Names =
    [
        "anna", "mia", "lily", "sara", "nora", "ella", "ruth", "clara", "julia", "emma", "ida", "rosa", "tom", "ben", "max",
        "leo", "sam", "paul", "oscar", "hugo", "finn", "jack", "noah", "emil",
    ];

    [Fact]
    public void KindsAreOfWordsThatThereAre()
    {
        Stories.Kinds.Select(kind => kind.Name).Should().OnlyHaveUniqueItems();
        foreach (var (name, words) in Stories.Kinds)
            Stories.Vocabulary.Words.Should().Contain(words, $"these are the words for a {name}");
        Stories.Kinds.Single(kind => kind.Name == "animal").Words.Should().Contain("rabbit").And.NotContain("tom");
    }

    [Fact]
    public void The_vocabulary_is_small_and_known_in_advance()
    {
        var words = Stories.Vocabulary.Words;
        words.Count.Should().BeInRange(150, 400);
        Stories.Vocabulary.Count.Should().Be(words.Count);
        words.Should().OnlyHaveUniqueItems();
        words.Should().AllSatisfy(word => word.Should().MatchRegex("^([a-z]+|<[a-z]+>|[.,?!:\"])$"));
        Stories.Vocabulary.WordOf(Stories.Begin).Should().Be("<begin>");
        Stories.Vocabulary.WordOf(Stories.End).Should().Be("<end>");
        words.Should().Contain(Names);
    }

    [Fact]
    public void A_seed_gives_the_same_stories_and_fewer_are_the_first_of_more()
    {
        Stories.Make(20, 3).Should().NotEqual(Stories.Make(20, 4));
        Stories.Make(5, 3).Should().Equal(Stories.Make(20, 3).Take(5));
        Stories.Make(0).Should().BeEmpty();
        Stories.Make(300, 5).Should().OnlyHaveUniqueItems();
    }

    // Whoever means to change the stories changes this, and the figures in docs/data.md.
    [Fact]
    public void Everybody_gets_the_same_first_story() =>
        Stories.Make(1, 1)[0].Should().Be(
            "one day, mia and ruth went to the library. ruth showed mia a white cup. \"look,\" she said, \"this is " +
            "my cup.\" \"let us go to the forest,\" said mia. so mia and ruth went from the library to the forest. " +
            "mia was afraid because ruth had the cup. ruth lost the cup. mia looked under the bridge, but the cup " +
            "was not there. mia looked under the wall, but the cup was not there. then mia looked under the box. " +
            "the cup was there, and ruth took it back. it was windy at the forest, and mia was happy. ruth was " +
            "happy too. \"let us go to the garden,\" said ruth. so ruth and mia went from the forest to the garden. " +
            "\"thank you,\" said mia to ruth. \"see you at the garden,\" said ruth to mia.");

    [Fact]
    public void A_story_has_several_sentences_and_names_come_back()
    {
        foreach (var story in Stories.Make(300, seed: 7))
        {
            story.Should().EndWith(story.EndsWith('"') ? "\"" : ".");
            story.Count(letter => letter is '.' or '?').Should().BeGreaterThanOrEqualTo(4);
            var words = Stories.Vocabulary.Encode(story).Select(Stories.Vocabulary.WordOf).ToList();
            words.Count.Should().BeInRange(30, 260);
            words.Count(word => word == "\"").Should().Match(count => count % 2 == 0);
            var named = words.Where(Names.Contains).ToList();
            named.Distinct().Should().HaveCount(2);
            named.Count.Should().BeGreaterThanOrEqualTo(4);
        }
    }

    [Fact]
    public void A_is_an_in_front_of_a_vowel_and_only_there()
    {
        var words = Stories.Make(400, seed: 8).SelectMany(story => Stories.Vocabulary.Encode(story))
            .Select(Stories.Vocabulary.WordOf).ToList();
        foreach (var (article, next) in words.Zip(words.Skip(1)))
        {
            if (article == "a") "aeiou".Should().NotContain(next[..1]);
            if (article == "an") "aeiou".Should().Contain(next[..1]);
        }
        words.Should().Contain("an");
    }

    [Fact]
    public void Every_word_is_used()
    {
        var used = Stories.Make(3_000, seed: 9).SelectMany(story => Stories.Vocabulary.Encode(story)).ToHashSet();
        Stories.Vocabulary.Words.Where((_, i) => !used.Contains(i)).Should().BeEquivalentTo("<begin>", "<end>");
    }

    [Fact]
    public void Text_goes_into_numbers_and_back()
    {
        foreach (var story in Stories.Make(200, seed: 10))
        {
            var tokens = Stories.Vocabulary.Encode(story);
            Stories.Vocabulary.Decode(tokens).Should().Be(story);
            Stories.Vocabulary.Encode(string.Join(" ", tokens.Select(Stories.Vocabulary.WordOf))).Should().Equal(tokens);
        }
        Stories.Vocabulary.Decode(Stories.Vocabulary.Encode("\"yes,\" said Anna . <end>")).Should()
            .Be("\"yes,\" said anna. <end>");
        Stories.Vocabulary.Encode("").Should().BeEmpty();
        Stories.Vocabulary.Decode([]).Should().BeEmpty();
    }

    [Theory]
    [InlineData("anna went to the parq", "'parq'", "'park'")]
    [InlineData("Ana was happy", "'ana'", "'anna'")]
    public void An_unknown_word_is_named_with_its_neighbour(string text, string unknown, string nearest)
    {
        var act = () => Stories.Vocabulary.Encode(text);
        act.Should().Throw<ArgumentException>().Which.Message.Should().Contain(unknown).And.Contain(nearest);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_000)]
    public void An_unknown_number_is_named(long token)
    {
        var act = () => Stories.Vocabulary.Decode([token]);
        act.Should().Throw<ArgumentException>().WithMessage($"*no word {token}*");
    }

    [Fact]
    public void Rows_begin_with_their_mark_and_go_on_from_story_to_story()
    {
        using var tokens = Stories.Tokens(30, 200, seed: 11);
        tokens.shape.Should().Equal(30, 200);
        tokens.dtype.Should().Be(ScalarType.Int64);
        var stories = Stories.Make(30, seed: 11);
        for (var row = 0; row < 30; row++)
        {
            var numbers = tokens[row].data<long>().ToArray();
            numbers[0].Should().Be(Stories.Begin);
            numbers.Skip(1).Should().NotContain(Stories.Begin);
            var first = Stories.Vocabulary.Encode(stories[row]);
            numbers.Skip(1).Take(first.Length).Should().Equal(first.Take(199));
            if (first.Length < 199) numbers[first.Length + 1].Should().Be(Stories.End);
        }
    }

    [Fact]
    public void Fewer_and_shorter_rows_are_the_beginnings_of_more_and_longer_ones()
    {
        using var many = Stories.Tokens(8, 90, seed: 12);
        using var few = Stories.Tokens(3, 40, seed: 12);
        few.data<long>().ToArray().Should().Equal(many[..3, ..40].contiguous().data<long>().ToArray());
        using var none = Stories.Tokens(0, 5);
        none.shape.Should().Equal(0, 5);
        var act = () => Stories.Tokens(2, 0);
        act.Should().Throw<ArgumentOutOfRangeException>();
    }
}
