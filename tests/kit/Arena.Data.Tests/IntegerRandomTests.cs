using Arena.Data.Drawing;

namespace Arena.Data.Tests;

public sealed class IntegerRandomTests
{
    // The first outputs of the published SplitMix64 for the state 1234567.
    [Fact]
    public void Each_step_is_the_published_one()
    {
        ulong state = 1234567;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431];
        expected.Select(_ => IntegerRandom.Mixed(state += 0x9e3779b97f4a7c15)).Should().Equal(expected);
    }

    [Fact]
    public void Seeds_and_streams_differ()
    {
        var firsts = from seed in Enumerable.Range(-20, 40)
                     from stream in Enumerable.Range(0, 100)
                     select new IntegerRandom(seed, stream).Bits();
        firsts.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Numbers_are_spread_as_promised()
    {
        var random = new IntegerRandom(1, 1);
        const int draws = 100_000;
        var counts = new int[7];
        for (var i = 0; i < draws; i++) counts[random.Below(7)]++;
        counts.Should().AllSatisfy(count => count.Should().BeInRange(draws / 7 - 600, draws / 7 + 600));

        var evenly = Enumerable.Range(0, draws).Select(_ => random.Between(-2, 4)).ToArray();
        (evenly.Min(), evenly.Max()).Should().Match<(double Min, double Max)>(x => x.Min >= -2 && x.Max < 4);
        evenly.Average().Should().BeApproximately(1, 0.03);
        evenly.Select(x => (x - 1) * (x - 1)).Average().Should().BeApproximately(3, 0.05);

        var bells = Enumerable.Range(0, draws).Select(_ => random.Bell()).ToArray();
        bells.Average().Should().BeApproximately(0, 0.02);
        bells.Select(x => x * x).Average().Should().BeApproximately(1, 0.02);
        bells.Max(Math.Abs).Should().BeInRange(3, 3.47);
    }
}
