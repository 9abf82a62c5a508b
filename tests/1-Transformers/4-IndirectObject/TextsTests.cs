using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class TextsTests
{
    private static readonly string[] People = ["Mary", "John", "Tom", "Anna", "Kate"];

    [ExerciseTheory("1.4.1")]
    [InlineData(false, " When Mary and John came to the park, John handed a ring to")]
    [InlineData(true, " When John and Mary came to the park, John handed a ring to")]
    public void FillsATemplate(bool sIsFirst, string wanted)
    {
        var text = Texts.Fill(
            " When[A] and[B] came to the[PLACE],[S] handed a[THING] to",
            new Scene(Io: "Mary", S: "John", sIsFirst, "park", "ring"));
        (text == " When Mary and John came to the park, Mary handed a ring to").Should().BeFalse(
            "the one who is named again is the subject, in both orders");
        text.Should().Be(wanted);
    }

    [ExerciseFact("1.4.1")]
    public void FillersComeFirstAndSlotsInAnyOrder()
    {
        var scene = new Scene(Io: "Tom", S: "Kate", SIsFirst: true, "school", "ball", " It was late. Nobody spoke.");
        Texts.Fill("[THING] and[PLACE]:[S],[B],[A],[S]", scene).Should()
            .Be(" It was late. Nobody spoke. ball and school: Kate, Tom, Kate, Kate");
    }

    [ExerciseFact("1.4.1")]
    public void OnlySlotsAreFilled() =>
        Texts.Fill(" a [b] (S):[B] [place][PLACE] [a][A] [thing][THING] [s][S]", new("Tom", "Kate", false, "school", "ball"))
            .Should().Be(" a [b] (S): Kate [place] school [a] Tom [thing] ball [s] Kate");

    [ExerciseFact("1.4.2")]
    public void ScenesAreBalanced()
    {
        const int Count = 6000;
        var scenes = Texts.MakeScenes(Count, People, ["park", "beach"], ["ring", "ball", "cup"], new Random(3));
        scenes.Should().HaveCount(Count);
        scenes.Should().OnlyContain(scene => scene.Io != scene.S, "two people meet, not one");
        scenes.Select(scene => scene.SIsFirst).Should().Equal(
            Enumerable.Range(0, Count).Select(i => i % 2 == 1), "the order alternates, the indirect object first");
        scenes.Should().OnlyContain(scene => scene.Filler == "");

        // Six standard deviations: a right answer fails once in a billion seeds.
        Evenly(scenes.Select(scene => (scene.Io, scene.S)), Count, 20, "every pair of people");
        Evenly(scenes.Select(scene => scene.Place), Count, 2, "every place");
        Evenly(scenes.Select(scene => scene.Thing), Count, 3, "every thing");
        Evenly(scenes.Select(scene => (scene.Place, scene.Thing)), Count, 6, "every thing at every place");
        Evenly(scenes.Where(scene => scene.SIsFirst).Select(scene => scene.Io), Count / 2, 5, "every name in either order");
        scenes.Select(scene => scene.Place).Should().BeSubsetOf(["park", "beach"]);
        scenes.Select(scene => scene.Thing).Should().BeSubsetOf(["ring", "ball", "cup"]);

        static void Evenly<T>(IEnumerable<T> all, int total, int kinds, string what) where T : notnull
        {
            var share = 1.0 / kinds;
            var deviation = Math.Sqrt(total * share * (1 - share));
            var counts = all.CountBy(x => x).Select(x => x.Value).ToList();
            counts.Should().HaveCount(kinds, $"{what} should come up");
            ((double)counts.Min()).Should().BeGreaterThan(total * share - 6 * deviation, $"{what} should be as likely");
            ((double)counts.Max()).Should().BeLessThan(total * share + 6 * deviation, $"{what} should be as likely");
        }
    }

    [ExerciseTheory("1.4.2")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void ScenesOfTwoPeople(int count)
    {
        var scenes = Texts.MakeScenes(count, ["Mary", "John"], ["park"], ["ring"], new Random(0));
        scenes.Should().HaveCount(count);
        scenes.Should().NotContain(scene => scene.Io == scene.S || scene.Place != "park" || scene.Thing != "ring");
    }

    [ExerciseFact("1.4.3")]
    public void TextsAreFilledUpAtTheRight()
    {
        var tokens = Texts.Tokens(
            ["a b", "c", "d e f g", ""], text => [.. text.Split(' ').Where(x => x != "").Select(x => (long)(x[0] - 'a')
                + 1)], 99);
        tokens.Should().BeEqualTo(
            tensor(new long[,] { { 99, 1, 2, 99, 99 }, { 99, 3, 99, 99, 99 }, { 99, 4, 5, 6, 7 }, { 99, 99, 99, 99,
                99 } }),
            axes: "batch position", mistakes:
            [
                ("the beginning is missing from each row",
                    tensor(new long[,] { { 1, 2, 99, 99 }, { 3, 99, 99, 99 }, { 4, 5, 6, 7 }, { 99, 99, 99, 99 } })),
                ("the rows are filled up at the left; after the text, nothing that is added changes what is before it",
                    tensor(new long[,]
                    {
                        { 99, 99, 99, 1, 2 }, { 99, 99, 99, 99, 3 }, { 99, 4, 5, 6, 7 }, { 99, 99, 99, 99, 99 },
                    })),
                ("the rows are filled up with 0, not with the token for the beginning",
                    tensor(new long[,] { { 99, 1, 2, 0, 0 }, { 99, 3, 0, 0, 0 }, { 99, 4, 5, 6, 7 }, { 99, 0, 0, 0,
                        0 } })),
            ]);
    }

    [ExerciseFact("1.4.3")]
    public void OneTextNeedsNoFilling() =>
        Texts.Tokens(["x"], _ => [5, 6], 0).Should().BeEqualTo(tensor(new long[,] { { 0, 5, 6 } }),
            axes: "batch position");

    [ExerciseFact("1.4.4")]
    public void PositionsAreLabelled()
    {
        // Names are 1 to 4. In the last row the subject's name is the token before the filling, and again at the
        // beginning.
        var tokens = tensor(new long[,]
        {
            { 9, 1, 7, 2, 8, 2, 7, 6, 9, 9 },
            { 9, 5, 3, 7, 4, 8, 8, 3, 7, 6 },
            { 9, 4, 1, 8, 4, 6, 9, 9, 9, 9 },
            { 9, 2, 3, 2, 9, 9, 9, 9, 9, 9 },
        });
        var (io, s) = (tensor(new long[] { 1, 4, 1, 3 }), tensor(new long[] { 2, 3, 4, 2 }));
        using var unchanged = Inputs.MustStayUnchanged(tokens, io, s);
        var prompts = Texts.Label(tokens, io, s, begin: 9);
        Same(prompts.Tokens, tokens, "Tokens");
        Same(prompts.Io, io, "Io");
        Same(prompts.S, s, "S");
        var (first, second) = (tensor(new long[] { 3, 2, 1, 1 }), tensor(new long[] { 5, 7, 4, 3 }));
        Same(prompts.IoAt, tensor(new long[] { 1, 4, 2, 2 }), "IoAt");
        Same(prompts.S1At, first, "S1At", ("this is where the subject is named again, S2", second));
        Same(prompts.S2At, second, "S2At", ("this is where the subject is named first, S1", first));
        Same(prompts.End, tensor(new long[] { 7, 9, 5, 3 }), "End",
            ("this is the last position of the row, which is filled up", full([4], 9, dtype: int64)),
            ("this is the length of the text: positions count from 0", tensor(new long[] { 8, 10, 6, 4 })),
            ("this is the number of words: the beginning has a position too", tensor(new long[] { 6, 8, 4, 2 })));

        static void Same(Tensor actual, Tensor wanted, string what, params (string, Tensor)[] mistakes) =>
            actual.Should().BeCloseTo(wanted, tolerance: 0, axes: wanted.ndim == 2 ? "batch position" : "batch",
                mistakes: mistakes, what: what);
    }

    [ExerciseFact("1.4.4")]
    public void OneTextIsLabelled()
    {
        var prompts = Texts.Label(
            tensor(new long[,] { { 0, 2, 3, 2, 5 } }), tensor(new long[] { 3 }), tensor(new long[] { 2 }), begin: 0);
        stack([prompts.IoAt, prompts.S1At, prompts.S2At, prompts.End]).Should()
            .BeEqualTo(tensor(new long[,] { { 2 }, { 1 }, { 3 }, { 4 } }), axes: "role batch");
    }
}
