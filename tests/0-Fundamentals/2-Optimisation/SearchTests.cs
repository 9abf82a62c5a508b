using Arena.Testing;
using Arena.Training;
using FluentAssertions.Execution;
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
        AreSpread(draws, low, high, OffByAtMost, "", [
            ("the numbers themselves are spread evenly, so that nearly all are large: spread their logarithms",
                Shares(Even(x => low + (high - low) * x), low, high)),
            ("small numbers come too often: one over a number that is spread evenly",
                Shares(Even(x => 1 / (1 / low + (1 / high - 1 / low) * x)), low, high)),
            ("this is the logarithm, not the number: take its exponential",
                Shares(Even(x => Math.Log(low) + Math.Log(high / low) * x), low, high)),
            ("every draw is the same", Shares(Even(_ => draws[0]), low, high)),
        ]);
        Assert.True(
            draws.All(x => x >= low && x < high),
            $"The numbers go from {draws.Min()} to {draws.Max()}: none should be below {low}, or {high} or above.");
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
        Assert.True(
            draws.All(x => x.Optimiser is "sgd" or "adamw"), "The optimiser should be \"sgd\" or \"adamw\".");
        Configuration[] sgd = [.. draws.Where(x => x.Optimiser == "sgd")];
        Configuration[] adamW = [.. draws.Where(x => x.Optimiser == "adamw")];
        var share = Share(draws, x => x.Optimiser == "sgd");
        share.Should().BeApproximately(0.5, OffByAtMost, "sgd is drawn in half of all cases");

        AreWithin(sgd.Select(x => x.LearningRate), 0.01, 1, "SGD's learning rate");
        AreSpread(sgd.Select(x => x.LearningRate), 0.01, 1, HalfOffByAtMost, "SGD's learning rate. ");
        AreWithin(adamW.Select(x => x.LearningRate), 0.0001, 0.01, "AdamW's learning rate");
        AreSpread(adamW.Select(x => x.LearningRate), 0.0001, 0.01, HalfOffByAtMost, "AdamW's learning rate. ");

        Assert.True(adamW.All(x => x.Momentum == 0), "AdamW has no momentum of this kind: it should be 0.");
        AreWithin(sgd.Select(x => x.Momentum), 0.5, 0.95, "SGD's momentum");
        for (var fifth = 1; fifth < 5; fifth++)
        {
            share = Share(sgd, x => x.Momentum < 0.5 + 0.09 * fifth);
            share.Should().BeApproximately(0.2 * fifth, HalfOffByAtMost, "the momentum is uniform");
        }

        // Whatever the optimiser and the learning rate are.
        (string What, Configuration[] Draws)[] parts =
            [("SGD's", sgd), ("AdamW's", adamW), ("The", [.. sgd.Where(x => x.LearningRate < 0.1), .. adamW.Where(x => x.LearningRate < 0.001)])];
        foreach (var (what, part) in parts)
        {
            share = Share(part, x => x.WeightDecay == 0);
            share.Should().BeApproximately(
                0.5, HalfOffByAtMost,
                "half of the configurations have no weight decay, whatever their optimiser and learning rate are");
            var decaying = part.Where(x => x.WeightDecay != 0).Select(x => x.WeightDecay).ToList();
            AreWithin(decaying, 0.00001, 0.01, $"{what} weight decay, where it is not 0,");
            AreSpread(decaying, 0.00001, 0.01, 0.055, $"{what} weight decay, where it is not 0. ");
        }
        share = Share(sgd, x => x.LearningRate < 0.1 && x.Momentum < 0.725);
        share.Should().BeApproximately(
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
        const string OnPurpose = "this trial throws on purpose";
        double[] losses = [0.7, double.NaN, 0.2, double.NegativeInfinity, 0.5, double.PositiveInfinity, 0.2, -1];
        var tried = new List<Configuration>();
        using var progress = new StopsAfter(int.MaxValue);
        var trials = Run();
        Assert.True(
            tried.Count == 9,
            $"9 trials were asked for, and {tried.Count} were made: a failed one is no reason to stop.");
        int[] numbers = [.. trials.Select(x => x.Number)];
        numbers.Should().Equal(order, "the lowest loss comes first; those that failed come last, as they were tried");
        double[] ofTrials = [.. trials.Select(x => x.Loss)];
        ofTrials.Should().Equal(-1, 0.2, 0.2, 0.5, 0.7, double.NaN, double.NaN, double.NaN, double.NaN);
        string[] failures = [.. trials.Select(x => x.Failure)];
        failures.Should().Equal("", "", "", "", "", NotFinite, NotFinite, NotFinite, OnPurpose);
        progress.Losses.Should().Equal(
            [.. losses.Select(x => double.IsFinite(x) ? x : double.NaN), double.NaN],
            "progress is told each trial's loss, NaN when it failed");
        Configuration[] configurations = [.. trials.Select(x => x.Configuration)];
        configurations.Should().Equal(
            order.Select(x => tried[x - 1]), "each trial holds the configuration that it was made with");
        Snapshot.Match(Trial.Table(trials));

        double Objective(Configuration configuration)
        {
            tried.Add(configuration);
            return tried.Count <= losses.Length
                ? losses[tried.Count - 1]
                : throw new InvalidOperationException(OnPurpose);
        }

        IReadOnlyList<Trial> Run()
        {
            try
            {
                return Search.Run(9, new Random(1), Drawn, Objective, progress);
            }
            catch (InvalidOperationException problem) when (problem.Message == OnPurpose)
            {
                throw Xunit.Sdk.FailException.ForFailure(
                    "A trial that throws ended the search: record it as failed, and go on.");
            }
        }
    }

    [ExerciseFact("0.2.21")]
    public void ConfigurationsAreDrawnOneAfterTheOtherFromTheSameRandom()
    {
        var (random, given) = (new Random(4), new List<Random>());
        var trials = Search.Run(3, random, Draw, x => x.LearningRate, TrainingProgress.None);
        given.Should().HaveCount(3).And.OnlyContain(x => ReferenceEquals(x, random));
        double[] losses = [.. trials.Select(x => x.Loss)];
        losses.Should().Equal([1, 2, 3], "the objective is asked about what was drawn");

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
        Assert.True(
            trials.Count == 3, $"There were {trials.Count} trials; the third loss was followed by the wish to stop.");
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

    private static void AreWithin(IEnumerable<double> numbers, double low, double high, string what)
    {
        List<double> all = [.. numbers];
        Assert.True(
            all.TrueForAll(x => x >= low && x < high),
            $"{what} goes from {all.Min()} to {all.Max()}; it should go from {low} to below {high}.");
    }

    private static void AreSpread(
        IEnumerable<double> numbers, double low, double high, double offByAtMost, string what,
        IEnumerable<(string Mistake, Tensor Value)>? mistakes = null)
    {
        string[] failures;
        using (var scope = new AssertionScope())
        {
            Shares(numbers, low, high).Should().BeCloseTo(
                full(5, 0.2, dtype: float64), offByAtMost, axes: "fifth", mistakes: mistakes);
            failures = scope.Discard();
        }
        Assert.True(
            failures.Length == 0,
            $"{what}Share of the draws in each fifth of the range, on a logarithmic scale.\n{string.Concat(failures)}");
    }

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
