using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class SamplingTests
{
    private const int Draws = 20_000;

    // Hoeffding: a frequency of n draws is off by more than ε with a chance of at most 2 exp(-2 n ε²). With all draws and
    // ε = 0.025 that is 8e-12 for one outcome; with half of them and ε = 0.035 it is 5e-11. Over all outcomes and seeds
    // below, a right answer fails less than once in 10⁸ runs.
    private const double OffByAtMost = 0.025;
    private const double HalfOffByAtMost = 0.035;

    [ExerciseTheory("0.0.22")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FrequenciesAreTheProbabilities(long seed)
    {
        var probabilities = tensor(new float[] { 0.1f, 0.45f, 0.05f, 0.25f, 0.15f });
        using var unchanged = Inputs.MustStayUnchanged(probabilities);
        manual_seed(seed);
        var draws = Sampling.Sample(probabilities, Draws).to(int64);
        draws.Should().HaveShape("count", Draws);
        Frequencies(draws, 5).Should().BeCloseTo(probabilities, axes: "outcome", tolerance: OffByAtMost,
        mistakes: Mistakes(probabilities, draws));
        // The first half alone: draws in rising order, for example, would have the right frequencies only in all.
        Frequencies(draws[..(Draws / 2)], 5).Should().BeCloseTo(
            probabilities, axes: "outcome", tolerance: HalfOffByAtMost, mistakes:
        [
            ("the draws come in rising order; each draw should be random by itself",
                tensor(new float[] { 0.2f, 0.8f, 0, 0, 0 })),
        ]);
    }

    [ExerciseTheory("0.0.22")]
    [InlineData(4)]
    [InlineData(5)]
    public void ProbabilitiesMayLieApartInMemory(long seed)
    {
        var probabilities = Some.AsView(tensor(new float[] { 0.7f, 0.1f, 0.2f }));
        using var unchanged = Inputs.MustStayUnchanged(probabilities);
        manual_seed(seed);
        var draws = Sampling.Sample(probabilities, Draws).to(int64);
        Frequencies(draws, 3).Should()
            .BeCloseTo(probabilities, axes: "outcome", tolerance: OffByAtMost,
            mistakes: Mistakes(probabilities, draws));
    }

    [ExerciseTheory("0.0.22")]
    [InlineData(new float[] { 0, 0.5f, 0, 0.5f, 0 })]
    [InlineData(new float[] { 0, 0, 1 })]
    [InlineData(new float[] { 1, 0 })]
    [InlineData(new float[] { 1 })]
    public void WhatCannotHappenIsNeverDrawn(float[] probabilities)
    {
        manual_seed(6);
        var draws = Sampling.Sample(tensor(probabilities), 5_000).to(int64);
        var frequencies = Frequencies(draws, probabilities.Length);
        frequencies.Should().BeCloseTo(tensor(probabilities), axes: "outcome", tolerance: 0.06);
        var ofImpossible = frequencies.masked_fill(tensor(probabilities).gt(0), 0);
        ofImpossible.Should().BeCloseTo(zeros(probabilities.Length), axes: "outcome", tolerance: 0);
    }

    [ExerciseFact("0.0.22")]
    public void AnotherSeedGivesOtherDraws()
    {
        // Twenty fair draws of two are the same by chance once in a million times.
        var fair = tensor(new float[] { 0.5f, 0.5f });
        manual_seed(7);
        var draws = Sampling.Sample(fair, 20).to(int64);
        var next = Sampling.Sample(fair, 20).to(int64);
        Assert.False(
            draws.eq(next).all().item<bool>(),
            "Two calls drew the same twenty outcomes: each call should draw anew, without a seed.");
    }

    [ExerciseFact("0.0.22")]
    public void OneDrawIsAnAxisOfOne() =>
        Sampling.Sample(tensor(new float[] { 0, 1 }), 1).to(int64).Should()
            .BeCloseTo(tensor(new long[] { 1 }), axes: "count", tolerance: 0);

    private static Tensor Frequencies(Tensor draws, int outcomes)
    {
        var (lowest, highest) = (draws.min().item<long>(), draws.max().item<long>());
        Assert.True(
            lowest >= 0 && highest < outcomes,
            $"Outcomes {lowest} to {highest} were drawn, but the {outcomes} outcomes are numbered 0 to {outcomes - 1}.");
        return stack([.. Enumerable.Range(0, outcomes).Select(outcome => draws.eq(outcome).to(float32).mean())]);
    }

    private static IEnumerable<(string, Tensor)> Mistakes(Tensor probabilities, Tensor draws) =>
    [
        ("every draw is the same: each needs a random number of its own",
            arange(probabilities.shape[0]).eq(draws[0]).to(float32)),
        ("every outcome is drawn equally often, whatever its probability",
            full_like(probabilities, 1.0 / probabilities.shape[0])),
        ("each outcome is drawn with the probability of its neighbour: count the borders again, the first outcome has none below it",
            probabilities.roll(1)),
        ("each outcome is drawn with the probability of its neighbour: count the borders again",
            probabilities.roll(-1)),
        ("the first border was left out; leave out the last, which is 1", Between(probabilities.cumsum(0)[1..])),
        ("the probabilities themselves are the borders; they should be their sums so far (`cumsum`)",
            Between(probabilities[..^1].sort().Values)),
        ("the random numbers are normally distributed (`randn`); they should be uniform (`rand`)",
            Between((1 + special.erf(probabilities.cumsum(0)[..^1] / Math.Sqrt(2))) / 2)),
        ("the outcomes are drawn in the opposite order: count the borders below the uniform number, not above it",
            probabilities.flip(0)),
    ];

    // How long the pieces are that the borders cut the line from 0 to 1 into.
    private static Tensor Between(Tensor borders) => cat([borders, ones(1)]) - cat([zeros(1), borders]);
}
