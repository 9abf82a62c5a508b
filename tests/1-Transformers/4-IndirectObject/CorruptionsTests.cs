using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class CorruptionsTests
{
    private static Prompts Two => new(
        tensor(new long[,] { { 9, 1, 7, 2, 8, 2, 6, 9 }, { 9, 5, 3, 7, 4, 8, 3, 6 } }),
        Io: tensor(new long[] { 1, 4 }), S: tensor(new long[] { 2, 3 }), IoAt: tensor(new long[] { 1, 4 }),
        S1At: tensor(new long[] { 3, 2 }), S2At: tensor(new long[] { 5, 6 }), End: tensor(new long[] { 6, 7 }));

    [ExerciseFact("1.4.5")]
    public void TheOtherOneGives()
    {
        var prompts = Two;
        using var unchanged = Inputs.MustStayUnchanged(prompts.Tokens, prompts.Io, prompts.S, prompts.S2At);
        Corruptions.OtherGiver(prompts).Should().BeEqualTo(
            tensor(new long[,] { { 9, 1, 7, 2, 8, 1, 6, 9 }, { 9, 5, 3, 7, 4, 8, 4, 6 } }), axes: "batch position",
                mistakes:
            [
                ("nothing was changed", prompts.Tokens),
                ("the name at S1 was changed, not the one at S2",
                    tensor(new long[,] { { 9, 1, 7, 1, 8, 2, 6, 9 }, { 9, 5, 4, 7, 4, 8, 3, 6 } })),
                ("both names of the subject were changed, so nobody is named but the indirect object",
                    tensor(new long[,] { { 9, 1, 7, 1, 8, 1, 6, 9 }, { 9, 5, 4, 7, 4, 8, 4, 6 } })),
            ]);
    }

    [ExerciseFact("1.4.6")]
    public void StrangersTakeTheirPlaces()
    {
        var prompts = Two;
        var names = tensor(new long[,] { { 11, 12, 13 }, { 14, 15, 16 } });
        using var unchanged = Inputs.MustStayUnchanged(prompts.Tokens, prompts.IoAt, prompts.S1At, prompts.S2At, names);
        Corruptions.Strangers(prompts, names).Should().BeEqualTo(
            tensor(new long[,] { { 9, 11, 7, 12, 8, 13, 6, 9 }, { 9, 5, 15, 7, 14, 8, 16, 6 } }),
                axes: "batch position",
            mistakes:
            [
                ("the names were put in the order in which they stand in the text, not in the order IO, S1, S2",
                    tensor(new long[,] { { 9, 11, 7, 12, 8, 13, 6, 9 }, { 9, 5, 14, 7, 15, 8, 16, 6 } })),
                ("the name at S2 is still the subject's",
                    tensor(new long[,] { { 9, 11, 7, 12, 8, 2, 6, 9 }, { 9, 5, 15, 7, 14, 8, 3, 6 } })),
                ("S1 and S2 have the same name, so somebody is named twice",
                    tensor(new long[,] { { 9, 11, 7, 12, 8, 12, 6, 9 }, { 9, 5, 15, 7, 14, 8, 15, 6 } })),
            ]);
    }

    [ExerciseFact("1.4.7")]
    public void TheTwoAreNamedInTheOtherOrder()
    {
        var prompts = Two;
        using var unchanged = Inputs.MustStayUnchanged(prompts.Tokens, prompts.Io, prompts.S, prompts.IoAt,
            prompts.S1At);
        Corruptions.OtherOrder(prompts).Should().BeEqualTo(
            tensor(new long[,] { { 9, 2, 7, 1, 8, 2, 6, 9 }, { 9, 5, 4, 7, 3, 8, 3, 6 } }), axes: "batch position",
                mistakes:
            [
                ("nothing was changed", prompts.Tokens),
                ("the name at S2 was changed too: then the answer is another one",
                    tensor(new long[,] { { 9, 2, 7, 1, 8, 1, 6, 9 }, { 9, 5, 4, 7, 3, 8, 4, 6 } })),
            ]);
    }
}
