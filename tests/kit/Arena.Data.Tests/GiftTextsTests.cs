namespace Arena.Data.Tests;

public sealed class GiftTextsTests
{
    private static readonly string[] Slots =
        [GiftTexts.FirstName, GiftTexts.SecondName, GiftTexts.Giver, GiftTexts.Place, GiftTexts.Thing];

    [Fact]
    public void Every_template_has_every_slot_once_and_breaks_off_before_the_receiver()
    {
        foreach (var template in GiftTexts.Templates)
        {
            Slots.Should().OnlyContain(slot => template.Split(slot).Length == 2, template);
            template.Should().EndWith(" to");
            template.IndexOf(GiftTexts.Giver, StringComparison.Ordinal).Should()
                .BeGreaterThan(template.IndexOf(GiftTexts.SecondName, StringComparison.Ordinal), template);
        }
    }

    [Fact]
    public void A_space_belongs_to_the_word_after_it()
    {
        GiftTexts.Templates.Should().OnlyContain(template => template.StartsWith(' ') || template.StartsWith('['));
        GiftTexts.Templates.Should().OnlyContain(template => !template.Contains(" [", StringComparison.Ordinal));
        GiftTexts.Fillers.Should().OnlyContain(filler => filler.StartsWith(' ') && filler.EndsWith('.'));
    }

    [Fact]
    public void Words_are_there_once()
    {
        GiftTexts.Vocabulary.Words.Should().OnlyHaveUniqueItems();
        GiftTexts.Vocabulary.Words[(int)GiftTexts.Begin].Should().Be("<begin>");
        GiftTexts.Vocabulary.Words.Should().NotContain(["A", "B", "S", "PLACE", "THING", "[", "]"]);
        string[] words = [.. GiftTexts.Names, .. GiftTexts.Places, .. GiftTexts.Things];
        words.Should().OnlyContain(word => GiftTexts.Vocabulary.Encode(" " + word).Length == 1);
    }

    [Fact]
    public void Names_and_things_do_not_come_up_elsewhere()
    {
        string[] words = [.. GiftTexts.Names, .. GiftTexts.Places, .. GiftTexts.Things];
        foreach (var text in GiftTexts.Templates.Concat(GiftTexts.Fillers))
            text.Split(' ', '.', ',', '[', ']').Should().NotIntersectWith(words);
    }

    [Fact]
    public void A_text_comes_back()
    {
        const string Text = "While Mary talked with John, they walked to the park, and John gave the ring back to";
        var vocabulary = GiftTexts.Vocabulary;
        var tokens = vocabulary.Encode(Text);
        tokens.Should().HaveCount(19);
        vocabulary.Decode(tokens).Should().Be(Text);
        vocabulary.Encode(vocabulary.Decode(tokens)).Should().Equal(tokens);
        vocabulary.Decode([GiftTexts.Begin, vocabulary.NumberOf("Mary")]).Should().Be("<begin> Mary");
    }

    [Fact]
    public void Unknown_words_are_named()
    {
        var vocabulary = GiftTexts.Vocabulary;
        vocabulary.Invoking(x => x.Encode("Marry met Tom"))
            .Should().Throw<ArgumentException>().WithMessage("*'Marry'*gifts*'Mary'*");
        vocabulary.Invoking(x => x.Encode("mary met Tom")).Should().Throw<ArgumentException>().WithMessage("*'mary'*");
        vocabulary.Invoking(x => x.WordOf(x.Count))
            .Should().Throw<ArgumentException>().WithMessage($"*{vocabulary.Count}*");
        vocabulary.Invoking(x => x.WordOf(-1)).Should().Throw<ArgumentException>();
    }
}
