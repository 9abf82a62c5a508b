using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class FeatureDataTests
{
    private const long Items = 20_000;

    // Each is a mean of 20,000 numbers between 0 and 1, whose standard error is at most 0.0036: 7 of them.
    private const double Tolerance = 0.025;

    private static readonly float[,] Chances = { { 0.1f, 0.5f, 1 }, { 0.9f, 0, 0.3f } };

    [ExerciseFact("1.3.1")]
    public void EachFeatureIsOnAsOftenAsItShould()
    {
        var probabilities = tensor(Chances);
        using var unchanged = Inputs.MustStayUnchanged(probabilities);
        using var generator = new Generator(1);
        var x = FeatureData.Independent(Items, probabilities, generator);
        x.Should().HaveDtype(float32).And.HaveShape("instance item feature", 2, Items, 3);
        Share(x).Should().BeCloseTo(probabilities, Tolerance, axes: "instance feature", mistakes:
        [
            ("the features are on as often as they should be off", 1 - probabilities),
            ("all features are always on", ones(2, 3)),
            ("every feature has the mean probability", probabilities.mean().expand(2, 3)),
        ]);
        StrengthsAreUniform(x, probabilities);
    }

    [ExerciseFact("1.3.1")]
    public void FeaturesHaveNothingToDoWithEachOther()
    {
        using var generator = new Generator(2);
        var x = FeatureData.Independent(Items, tensor(new[,] { { 0.5f, 0.5f } }), generator)[0];
        var on = x.gt(0).to(float32);
        var both = on[.., 0].eq(1).logical_and(on[.., 1].eq(1));
        both.to(float32).mean().Should().BeCloseTo(tensor(0.25f), Tolerance, axes: "", mistakes:
        [
            ("all features of an item are on or off together; each has a chance of its own", tensor(0.5f)),
            ("never are two features on together; each has a chance of its own", tensor(0f)),
        ], what: "How often two features are both on that are on half of the time");
        x.masked_select(both.unsqueeze(1)).reshape(-1, 2).var(0L).mean().Should().BeCloseTo(
            tensor(1 / 12f), Tolerance, axes: "");
        Together(x, both).Should().BeCloseTo(tensor(0f), 0.01, axes: "", mistakes:
            [("all features of an item have the same strength", tensor(1 / 12f))],
            what: "The covariance of the strengths of two features");
        (on[..^1] * on[1..]).mean().Should().BeCloseTo(tensor(0.25f), Tolerance, axes: "", mistakes:
            [("all items have the same features on", tensor(0.5f))],
            what: "How often a feature is on in an item and in the next one");
    }

    [ExerciseFact("1.3.1")]
    public void TheGeneratorIsTheOnlySourceOfChance() =>
        OnlyTheGeneratorDecides(FeatureData.Independent, tensor(new[,] { { 0.5f, 0.5f } }));

    [ExerciseFact("1.3.8")]
    public void BothOfAPairOrNeither()
    {
        var probabilities = tensor(Chances);
        using var unchanged = Inputs.MustStayUnchanged(probabilities);
        using var generator = new Generator(3);
        var x = FeatureData.Together(Items, probabilities, generator);
        x.Should().HaveDtype(float32).And.HaveShape("instance item feature", 2, Items, 6);
        Share(x).Should().BeCloseTo(
            probabilities.repeat_interleave(2, 1), Tolerance, axes: "instance feature",
            mistakes: [("the pairs are 0 with 3, 1 with 4 and so on", cat([probabilities, probabilities], 1))]);
        var on = x.gt(0);
        var torn = on[.., .., TensorIndex.Slice(0, null, 2)].ne(on[.., .., TensorIndex.Slice(1, null, 2)]);
        // A strength of exactly 0 comes in one of 16 million draws.
        Assert.True(torn.sum().item<long>() < 2, "Features 0 and 1 are a pair, and 2 and 3 the next one: in each item, "
            + "both of a pair are on or both are off.");
        StrengthsAreUniform(x, probabilities.repeat_interleave(2, 1));
    }

    [ExerciseFact("1.3.8")]
    public void PairsAndStrengthsHaveNothingToDoWithEachOther()
    {
        using var generator = new Generator(4);
        var x = FeatureData.Together(Items, full([1, 2], 0.5f), generator)[0];
        var on = x.gt(0).to(float32);
        (on[.., 0] * on[.., 2]).mean().Should().BeCloseTo(tensor(0.25f), Tolerance, axes: "", mistakes:
            [("all pairs are on at the same time", tensor(0.5f))], what: "How often two pairs are on together");
        Together(x, on[.., 0].gt(0)).Should().BeCloseTo(tensor(0f), 0.01, axes: "", mistakes:
            [("both of a pair have the same strength; draw one for each", tensor(1 / 12f))],
            what: "The covariance of the strengths of a pair");
        (on[..^1] * on[1..]).mean().Should().BeCloseTo(
            tensor(0.25f), Tolerance, axes: "", what: "How often a pair is on in an item and in the next one");
    }

    [ExerciseFact("1.3.8")]
    public void TheGeneratorDecidesAboutPairs() =>
        OnlyTheGeneratorDecides(FeatureData.Together, tensor(new[,] { { 0.5f, 0.5f } }));

    [ExerciseFact("1.3.9")]
    public void NeverBothOfAPair()
    {
        var probabilities = tensor(new[,] { { 0.1f, 0.5f, 0.25f }, { 0.4f, 0, 0.3f } });
        using var unchanged = Inputs.MustStayUnchanged(probabilities);
        using var generator = new Generator(5);
        var x = FeatureData.Apart(Items, probabilities, generator);
        x.Should().HaveDtype(float32).And.HaveShape("instance item feature", 2, Items, 6);
        var wanted = probabilities.repeat_interleave(2, 1);
        Share(x).Should().BeCloseTo(wanted, Tolerance, axes: "instance feature", mistakes:
        [
            ("the pair is on with the probability of one of its features, which is half as often as it should",
                wanted / 2),
            ("the second of a pair is on only where the first one's chance has failed: both should be on equally often",
                stack([probabilities, probabilities * (1 - probabilities)], -1).flatten(1)),
            ("whenever both came up, both were turned off", wanted * (1 - wanted)),
            ("the pairs are 0 with 3, 1 with 4 and so on", cat([probabilities, probabilities], 1)),
        ]);
        var on = x.gt(0);
        var both = on[.., .., TensorIndex.Slice(0, null, 2)].logical_and(on[.., .., TensorIndex.Slice(1, null, 2)]);
        Assert.False(both.any().item<bool>(), "Features 0 and 1 are a pair, and 2 and 3 the next one: the two of a pair "
            + "are never on at the same time.");
        StrengthsAreUniform(x, wanted);
    }

    [ExerciseFact("1.3.9")]
    public void PairsAvoidOnlyThemselves()
    {
        using var generator = new Generator(6);
        var x = FeatureData.Apart(Items, full([1, 2], 0.5f), generator)[0];
        var on = x.gt(0).to(float32);
        (on[.., 0] * on[.., 2]).mean().Should().BeCloseTo(
            tensor(0.25f), Tolerance, axes: "",
            what: "How often the first of one pair and that of the next are on together");
        (on[..^1] * on[1..]).mean().Should().BeCloseTo(
            tensor(0.25f), Tolerance, axes: "", what: "How often a feature is on in an item and in the next one");
        var first = x[.., 0].masked_select(on[.., 0].gt(0));
        first.mean().Should().BeCloseTo(tensor(0.5f), Tolerance, axes: "");
    }

    [ExerciseFact("1.3.9")]
    public void TheGeneratorDecidesWhoIsAlone() =>
        OnlyTheGeneratorDecides(FeatureData.Apart, tensor(new[,] { { 0.5f, 0.4f } }));

    private static Tensor Share(Tensor x) => x.gt(0).to(float32).mean([1]);

    private static void StrengthsAreUniform(Tensor x, Tensor probabilities)
    {
        x.min().item<float>().Should().BeGreaterThanOrEqualTo(0, "a feature is never negative");
        x.max().item<float>().Should().BeLessThan(1.0001f, "strengths are from 0 to 1");
        x.mean([1]).Should().BeCloseTo(probabilities / 2, Tolerance, axes: "instance feature", mistakes:
        [
            ("a feature that is on has the strength 1; it should have one from 0 to 1", probabilities),
            ("one number of chance decides about both, so that strengths end at the probability; draw two",
                probabilities.square() / 2),
        ], what: "The mean of each feature");
        x.square().mean([1]).Should().BeCloseTo(
            probabilities / 3, Tolerance, axes: "instance feature", what: "The mean square of each feature");
    }

    // The covariance of two features' strengths where both are on.
    private static Tensor Together(Tensor x, Tensor where)
    {
        var (one, other) = (x[.., 0].masked_select(where), x[.., 1].masked_select(where));
        return ((one - 0.5) * (other - 0.5)).mean();
    }

    private static void OnlyTheGeneratorDecides(Func<long, Tensor, Generator, Tensor> draw, Tensor probabilities)
    {
        using Generator generator = new(8), same = new(8), other = new(9);
        manual_seed(1);
        var first = draw(50, probabilities, generator);
        var second = draw(50, probabilities, generator);
        manual_seed(2);
        first.eq(draw(50, probabilities, same)).all().item<bool>().Should().BeTrue(
            "the same seed gives the same features: take all chance from the generator");
        first.eq(second).all().item<bool>().Should().BeFalse("the generator goes on from call to call");
        first.eq(draw(50, probabilities, other)).all().item<bool>().Should().BeFalse(
            "another seed gives other features");
    }
}
