using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for features of chance.</summary>
[SolutionOnly]
internal static class FeatureDataAnswers
{
    // Where x < p it is kept, and so no strength is above p.
    [WrongAnswer("1.3.1", Says = "one number of chance decides about both")]
    internal static Tensor UsesOneDrawForBoth(long items, Tensor probabilities, Generator generator)
    {
        var x = rand([probabilities.shape[0], items, probabilities.shape[1]], generator: generator);
        return x * x.lt(probabilities.unsqueeze(1));
    }

    [WrongAnswer("1.3.1", Says = "the features are on as often as they should be off")]
    internal static Tensor KeepsTheOthers(long items, Tensor probabilities, Generator generator) =>
        Draw(items, 1 - probabilities, generator);

    [WrongAnswer("1.3.1", Says = "a feature that is on has the strength 1")]
    internal static Tensor KnowsOnlyOnAndOff(long items, Tensor probabilities, Generator generator) =>
        Draw(items, probabilities, generator).gt(0).to(float32);

    [WrongAnswer("1.3.1", Says = "all features of an item are on or off together")]
    internal static Tensor DrawsOnceForAllFeatures(long items, Tensor probabilities, Generator generator)
    {
        var once = rand([probabilities.shape[0], items, 1], generator: generator);
        var on = once.lt(probabilities.unsqueeze(1));
        return on * rand(on.shape, generator: generator);
    }

    [WrongAnswer("1.3.1")]
    internal static Tensor ForgetsTheGenerator(long items, Tensor probabilities, Generator generator)
    {
        var on = rand(probabilities.shape[0], items, probabilities.shape[1]).lt(probabilities.unsqueeze(1));
        return on * rand(on.shape);
    }

    [WrongAnswer("1.3.1", Says = "goes on from call to call")]
    internal static Tensor BeginsAgainInEachCall(long items, Tensor probabilities, Generator generator)
    {
        generator.manual_seed(1);
        return Draw(items, probabilities, generator);
    }

    [RightAnswer("1.3.1")]
    internal static Tensor ComparesUniformNumbers(long items, Tensor probabilities, Generator generator) =>
        Draw(items, probabilities, generator);

    [WrongAnswer("1.3.8", Says = "both of a pair have the same strength")]
    internal static Tensor RepeatsTheStrengthToo(long items, Tensor probabilities, Generator generator) =>
        Draw(items, probabilities, generator).repeat_interleave(2, 2);

    [WrongAnswer("1.3.8", Says = "the pairs are 0 with 3")]
    internal static Tensor PutsThePairsApart(long items, Tensor probabilities, Generator generator)
    {
        var on = Draw(items, probabilities, generator).gt(0);
        var both = cat([on, on], 2);
        return both * rand(both.shape, generator: generator);
    }

    [WrongAnswer("1.3.8", Says = "both of a pair are on or both are off")]
    internal static Tensor DrawsForEachOfAPair(long items, Tensor probabilities, Generator generator) =>
        Draw(items, probabilities.repeat_interleave(2, 1), generator);

    [RightAnswer("1.3.8")]
    internal static Tensor StacksTwice(long items, Tensor probabilities, Generator generator)
    {
        var on = rand([probabilities.shape[0], items, probabilities.shape[1]], generator: generator)
            .lt(probabilities.unsqueeze(1));
        var (one, other) = (rand(on.shape, generator: generator), rand(on.shape, generator: generator));
        return stack([on * one, on * other], 3).flatten(2);
    }

    [WrongAnswer("1.3.9", Says = "half as often as it should")]
    internal static Tensor SharesOneProbability(long items, Tensor probabilities, Generator generator) =>
        Alone(Draw(items, probabilities, generator), generator);

    [WrongAnswer("1.3.9", Says = "where the first one's chance has failed")]
    internal static Tensor AsksTheFirstFirst(long items, Tensor probabilities, Generator generator)
    {
        var first = Draw(items, probabilities, generator);
        var second = Draw(items, probabilities, generator) * first.eq(0);
        return stack([first, second], 3).flatten(2);
    }

    [WrongAnswer("1.3.9", Says = "both were turned off")]
    internal static Tensor TurnsBothOff(long items, Tensor probabilities, Generator generator)
    {
        var first = Draw(items, probabilities, generator);
        var second = Draw(items, probabilities, generator);
        return stack([first * second.eq(0), second * first.eq(0)], 3).flatten(2);
    }

    [WrongAnswer("1.3.9", Says = "are never on at the same time")]
    internal static Tensor LetsThemMeet(long items, Tensor probabilities, Generator generator) =>
        Draw(items, probabilities.repeat_interleave(2, 1), generator);

    [WrongAnswer("1.3.9", Says = "the pairs are 0 with 3")]
    internal static Tensor PairsTheHalves(long items, Tensor probabilities, Generator generator)
    {
        var pairs = Alone(Draw(items, 2 * probabilities, generator), generator);
        return Rearrange(pairs, "instance item (pair member) -> instance item (member pair)", ("member", 2));
    }

    // One number decides: the first below p, the second above 1 − p.
    [RightAnswer("1.3.9")]
    internal static Tensor UsesBothEndsOfOneNumber(long items, Tensor probabilities, Generator generator)
    {
        var chance = probabilities.unsqueeze(1);
        var u = rand([probabilities.shape[0], items, probabilities.shape[1]], generator: generator);
        var on = stack([u.lt(chance), u.ge(1 - chance)], 3).flatten(2);
        return on * rand(on.shape, generator: generator);
    }

    private static Tensor Draw(long items, Tensor probabilities, Generator generator)
    {
        var on = rand([probabilities.shape[0], items, probabilities.shape[1]], generator: generator)
            .lt(probabilities.unsqueeze(1));
        return on * rand(on.shape, generator: generator);
    }

    private static Tensor Alone(Tensor x, Generator generator)
    {
        var isFirst = rand(x.shape, generator: generator).lt(0.5);
        return stack([x * isFirst, x * isFirst.logical_not()], 3).flatten(2);
    }
}
