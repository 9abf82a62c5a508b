using Arena.Testing;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class SearchTests
{
    private const int Draws = 20_000;

    // Hoeffding: a frequency of n draws is off by more than ε with a chance of at most 2 exp(-2 n ε²). With 20,000
    // draws and ε = 0.025 that is 3e-11, with the 9,000 at least that are of one optimiser and ε = 0.04 it is 6e-13.
    // Over all frequencies below, a right answer that uses its chance in another order fails less than once in 10⁸
    // runs.
    private const double OffByAtMost = 0.025;
    private const double HalfOffByAtMost = 0.04;

    [ExerciseTheory("0.2.19")]
    [InlineData(0.0001, 1, 1)]
    [InlineData(0.5, 2, 2)]
    [InlineData(10, 1000, 3)]
    public void LogarithmsAreSpreadEvenly(double low, double high, int seed)
    {
        var random = new Random(seed);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => Search.LogUniform(random, low, high))];
        Shares(draws, low, high).Should().BeCloseTo(full(5, 0.2, dtype: float64), OffByAtMost, axes: "fifth", mistakes:
        [
            ("the numbers themselves are spread evenly, so that nearly all are large: spread their logarithms",
                Shares(Even(x => low + (high - low) * x), low, high)),
            ("small numbers come too often: one over a number that is spread evenly",
                Shares(Even(x => 1 / (1 / low + (1 / high - 1 / low) * x)), low, high)),
            ("this is the logarithm, not the number: take its exponential",
                Shares(Even(x => Math.Log(low) + Math.Log(high / low) * x), low, high)),
            ("every draw is the same", Shares(Even(_ => draws[0]), low, high)),
        ]);
        draws.Should().OnlyContain(x => x >= low && x < high, "no number is outside of the limits");
    }

    [ExerciseFact("0.2.19")]
    public void ChanceComesFromTheRandomAlone()
    {
        var (first, again, next) = (
            Search.LogUniform(new Random(8), 1, 9), Search.LogUniform(new Random(8), 1, 9),
            Search.LogUniform(new Random(9), 1, 9));
        Assert.True(first == again, "The same seed gave two numbers: take chance from `random` only.");
        Assert.True(first != next, "Two seeds gave the same number: take chance from `random`.");
    }

    [ExerciseTheory("0.2.20")]
    [InlineData(1)]
    [InlineData(2)]
    public void ConfigurationsAreAsDescribed(int seed)
    {
        var random = new Random(seed);
        Configuration[] draws = [.. Enumerable.Range(0, Draws).Select(_ => Search.Draw(random))];
        draws.Should().OnlyContain(x => x.Optimiser == "sgd" || x.Optimiser == "adamw");
        Configuration[] sgd = [.. draws.Where(x => x.Optimiser == "sgd")];
        Configuration[] adamW = [.. draws.Where(x => x.Optimiser == "adamw")];
        Share(draws, x => x.Optimiser == "sgd").Should().BeApproximately(
            0.5, OffByAtMost, "sgd is drawn in half of all cases");

        sgd.Should().OnlyContain(x => x.LearningRate >= 0.01 && x.LearningRate < 1, "these are the limits for SGD");
        Shares(sgd.Select(x => x.LearningRate), 0.01, 1).Should().BeCloseTo(
            full(5, 0.2, dtype: float64), HalfOffByAtMost, axes: "fifth");
        adamW.Should().OnlyContain(
            x => x.LearningRate >= 0.0001 && x.LearningRate < 0.01, "these are the limits for AdamW");
        Shares(adamW.Select(x => x.LearningRate), 0.0001, 0.01).Should().BeCloseTo(
            full(5, 0.2, dtype: float64), HalfOffByAtMost, axes: "fifth");

        adamW.Should().OnlyContain(x => x.Momentum == 0, "AdamW has no momentum of this kind");
        sgd.Should().OnlyContain(x => x.Momentum >= 0.5 && x.Momentum < 0.95, "these are the limits of SGD's momentum");
        for (var fifth = 1; fifth < 5; fifth++)
            Share(sgd, x => x.Momentum < 0.5 + 0.09 * fifth).Should().BeApproximately(
                0.2 * fifth, HalfOffByAtMost, "the momentum is uniform");

        // Whatever the optimiser and the learning rate are.
        Configuration[][] parts =
            [sgd, adamW, [.. sgd.Where(x => x.LearningRate < 0.1), .. adamW.Where(x => x.LearningRate < 0.001)]];
        foreach (var part in parts)
        {
            Share(part, x => x.WeightDecay == 0).Should().BeApproximately(
                0.5, HalfOffByAtMost,
                "half of the configurations have no weight decay, whatever their optimiser and learning rate are");
            var decaying = part.Where(x => x.WeightDecay != 0).Select(x => x.WeightDecay).ToList();
            decaying.Should().OnlyContain(x => x >= 0.00001 && x < 0.01, "these are the limits of the weight decay");
            Shares(decaying, 0.00001, 0.01).Should().BeCloseTo(full(5, 0.2, dtype: float64), 0.055, axes: "fifth");
        }
        Share(sgd, x => x.LearningRate < 0.1 && x.Momentum < 0.725).Should().BeApproximately(
            0.25, HalfOffByAtMost, "learning rate and momentum are drawn one by one, each with a number of its own");
    }

    [ExerciseFact("0.2.20")]
    public void TheSameSeedGivesTheSameConfiguration()
    {
        var (first, again) = (Search.Draw(new Random(3)), Search.Draw(new Random(3)));
        Assert.True(first == again, "The same seed gave two configurations: take chance from `random` only.");
    }

    [ExerciseFact("0.2.21")]
    public void TheBestComesFirstAndFailuresLast()
    {
        int[] order = [8, 3, 7, 5, 1, 2, 4, 6, 9];
        const string NotFinite = "the loss is not finite";
        double[] losses = [0.7, double.NaN, 0.2, double.NegativeInfinity, 0.5, double.PositiveInfinity, 0.2, -1];
        var tried = new List<Configuration>();
        var trials = Search.Run(9, new Random(1), Drawn, Objective, TrainingProgress.None);
        Assert.True(
            tried.Count == 9,
            $"9 trials were asked for, and {tried.Count} were made: a failed one is no reason to stop.");
        trials.Select(x => x.Number).Should().Equal(
            order, "the lowest loss comes first; those that failed come last, as they were tried");
        trials.Select(x => x.Loss).Should().Equal(
            -1, 0.2, 0.2, 0.5, 0.7, double.NaN, double.NaN, double.NaN, double.NaN);
        trials.Select(x => x.Failure).Should().Equal(
            "", "", "", "", "", NotFinite, NotFinite, NotFinite, "out of memory");
        trials.Select(x => x.Configuration).Should().Equal(
            order.Select(x => tried[x - 1]), "each trial holds the configuration that it was made with");
        Snapshot.Match(Trial.Table(trials));

        double Objective(Configuration configuration)
        {
            tried.Add(configuration);
            return tried.Count <= losses.Length
                ? losses[tried.Count - 1]
                : throw new InvalidOperationException("out of memory");
        }
    }

    [ExerciseFact("0.2.21")]
    public void ConfigurationsAreDrawnOneAfterTheOtherFromTheSameRandom()
    {
        var (random, given) = (new Random(4), new List<Random>());
        var trials = Search.Run(3, random, Draw, x => x.LearningRate, TrainingProgress.None);
        given.Should().HaveCount(3).And.OnlyContain(x => ReferenceEquals(x, random));
        trials.Select(x => x.Loss).Should().Equal([1, 2, 3], "the objective is asked about what was drawn");

        Configuration Draw(Random from)
        {
            given.Add(from);
            return new("sgd", given.Count, 0, 0);
        }
    }

    [ExerciseFact("0.2.21")]
    public void ItCanBeStopped()
    {
        var returned = new List<double>();
        using var progress = new StopsAfter(3);
        var trials = Search.Run(10, new Random(2), Drawn, Objective, progress);
        trials.Should().HaveCount(3, "the third loss was followed by the wish to stop");
        progress.Losses.Should().Equal(returned, "progress is told each loss once");
        using var atOnce = new StopsAfter(0);
        Search.Run(10, new Random(2), Drawn, x => x.LearningRate, atOnce).Should().BeEmpty();
        Search.Run(0, new Random(2), Drawn, x => x.LearningRate, TrainingProgress.None).Should().BeEmpty();

        double Objective(Configuration configuration)
        {
            returned.Add(configuration.LearningRate);
            return configuration.LearningRate;
        }
    }

    // Independent of the exercise that draws.
    private static Configuration Drawn(Random random) => new(
        random.Next(2) == 0 ? "sgd" : "adamw", Math.Round(random.NextDouble(), 5), Math.Round(random.NextDouble(), 2),
        Math.Round(random.NextDouble() / 100, 5));

    private static double Share(IEnumerable<Configuration> draws, Func<Configuration, bool> which) =>
        draws.Average(x => which(x) ? 1.0 : 0.0);

    // How many of the numbers are in each of five parts, whose limits have the same ratio.
    private static Tensor Shares(IEnumerable<double> numbers, double low, double high)
    {
        var fifths = (tensor(numbers.ToArray()).log() - Math.Log(low)) / (Math.Log(high / low) / 5);
        return stack([.. Enumerable.Range(0, 5).Select(i => (fifths.ge(i) & fifths.lt(i + 1)).to(float64).mean())]);
    }

    private static IEnumerable<double> Even(Func<double, double> number) =>
        Enumerable.Range(0, 5000).Select(i => number((i + 0.5) / 5000));

    private sealed class StopsAfter(int trials) : TrainingProgress
    {
        public List<double> Losses { get; } = [];

        public override bool IsStopping => Losses.Count >= trials;

        public override void Step(double loss) => Losses.Add(loss);

        public override void Say(string line)
        {
        }
    }
}
