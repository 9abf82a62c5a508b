using Arena.Training;

namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for a random search.</summary>
[SolutionOnly]
internal static class SearchAnswers
{
    [WrongAnswer("0.2.19", Says = "the numbers themselves are spread evenly")]
    internal static double SpreadsTheNumbers(Random random, double low, double high) =>
        low + (high - low) * random.NextDouble();

    [WrongAnswer("0.2.19", Says = "this is the logarithm, not the number")]
    internal static double ForgetsTheExponential(Random random, double low, double high) =>
        Math.Log(low) + (Math.Log(high) - Math.Log(low)) * random.NextDouble();

    [WrongAnswer("0.2.19", Says = "take chance from `random` only")]
    internal static double HasAChanceOfItsOwn(Random random, double low, double high) =>
        low * Math.Pow(high / low, Random.Shared.NextDouble());

    [WrongAnswer("0.2.19")]
    internal static double DrawsWholePowersOfTen(Random random, double low, double high) =>
        low * Math.Pow(10, random.Next((int)Math.Ceiling(Math.Log10(high / low))));

    [RightAnswer("0.2.19")]
    internal static double TakesExponentialsOfLogarithms(Random random, double low, double high) =>
        Math.Clamp(
            Math.Exp(Math.Log(low) + (Math.Log(high) - Math.Log(low)) * random.NextDouble()),
            low, Math.BitDecrement(high));

    [WrongAnswer("0.2.20", Says = "AdamW's learning rate goes from")]
    internal static Configuration TakesTheSameRateForBoth(Random random)
    {
        var name = random.Next(2) == 0 ? "sgd" : "adamw";
        return new(name, Log(random, 0.01, 1), name == "sgd" ? 0.5 + 0.45 * random.NextDouble() : 0, Decay(random));
    }

    [WrongAnswer("0.2.20", Says = "AdamW has no momentum of this kind")]
    internal static Configuration GivesEveryoneMomentum(Random random)
    {
        var isSgd = random.Next(2) == 0;
        return new(
            isSgd ? "sgd" : "adamw", isSgd ? Log(random, 0.01, 1) : Log(random, 0.0001, 0.01),
            0.5 + 0.45 * random.NextDouble(), Decay(random));
    }

    [WrongAnswer("0.2.20", Says = "half of the configurations have no weight decay")]
    internal static Configuration AlwaysDecays(Random random)
    {
        var isSgd = random.Next(2) == 0;
        return new(
            isSgd ? "sgd" : "adamw", isSgd ? Log(random, 0.01, 1) : Log(random, 0.0001, 0.01),
            isSgd ? 0.5 + 0.45 * random.NextDouble() : 0, Log(random, 0.00001, 0.01));
    }

    [WrongAnswer("0.2.20", Says = "each with a number of its own")]
    internal static Configuration TakesOneNumberForTwo(Random random)
    {
        var (isSgd, number) = (random.Next(2) == 0, random.NextDouble());
        return new(
            isSgd ? "sgd" : "adamw", isSgd ? 0.01 * Math.Pow(100, number) : 0.0001 * Math.Pow(100, number),
            isSgd ? 0.5 + 0.45 * number : 0, Decay(random));
    }

    // SGD decays, AdamW does not: half of all cases, but no choice of its own.
    [WrongAnswer("0.2.20", Says = "half of the configurations have no weight decay")]
    internal static Configuration TiesTheDecayToTheOptimiser(Random random)
    {
        var isSgd = random.Next(2) == 0;
        return new(
            isSgd ? "sgd" : "adamw", isSgd ? Log(random, 0.01, 1) : Log(random, 0.0001, 0.01),
            isSgd ? 0.5 + 0.45 * random.NextDouble() : 0, isSgd ? Log(random, 0.00001, 0.01) : 0);
    }

    [WrongAnswer("0.2.20", Says = "take chance from `random` only")]
    internal static Configuration HasChanceFromElsewhere(Random random)
    {
        var isSgd = random.Next(2) == 0;
        return new(
            isSgd ? "sgd" : "adamw", isSgd ? Log(Random.Shared, 0.01, 1) : Log(Random.Shared, 0.0001, 0.01),
            isSgd ? 0.5 + 0.45 * random.NextDouble() : 0, Decay(random));
    }

    [RightAnswer("0.2.20")]
    internal static Configuration DrawsAllFirst(Random random)
    {
        var decay = random.Next(2) == 1 ? Math.Exp(Math.Log(10) * (-5 + 3 * random.NextDouble())) : 0;
        var (rate, momentum) = (Log(random, 0.0001, 0.01), 0.5 + random.NextDouble() * 0.45);
        return random.Next(2) == 1 ? new("adamw", rate, 0, decay) : new("sgd", 100 * rate, momentum, decay);
    }

    [WrongAnswer("0.2.21", Says = "A trial that throws ended the search")]
    internal static IReadOnlyList<Trial> EndsWithTheFirstFailure(
        int trials, Random random, Func<Random, Configuration> draw, Func<Configuration, double> objective,
        TrainingProgress progress)
    {
        var done = new List<Trial>();
        for (var number = 1; number <= trials && !progress.IsStopping; number++)
        {
            var configuration = draw(random);
            done.Add(Finite(number, configuration, objective(configuration)));
            progress.Step(done[^1].Loss);
        }
        return [.. done.OrderBy(x => double.IsNaN(x.Loss)).ThenBy(x => x.Loss)];
    }

    [WrongAnswer("0.2.21", Says = "progress is told each trial's loss, NaN when it failed")]
    internal static IReadOnlyList<Trial> TellsOnlyWhatWentWell(
        int trials, Random random, Func<Random, Configuration> draw, Func<Configuration, double> objective,
        TrainingProgress progress)
    {
        var done = new List<Trial>();
        while (done.Count < trials && !progress.IsStopping)
        {
            var (number, configuration) = (done.Count + 1, draw(random));
            try
            {
                done.Add(Finite(number, configuration, objective(configuration)));
                if (done[^1].Failure == "") progress.Step(done[^1].Loss);
            }
            catch (Exception problem)
            {
                done.Add(new(number, configuration, double.NaN, problem.Message));
            }
        }
        return [.. done.OrderBy(x => double.IsNaN(x.Loss)).ThenBy(x => x.Loss)];
    }

    // NaN is less than every number where .NET sorts.
    [WrongAnswer("0.2.21", Says = "those that failed come last")]
    internal static IReadOnlyList<Trial> LetsNaNWin(
        int trials, Random random, Func<Random, Configuration> draw, Func<Configuration, double> objective,
        TrainingProgress progress) =>
        [.. All(trials, random, draw, objective, progress).OrderBy(x => x.Loss)];

    [WrongAnswer("0.2.21", Says = "the lowest loss comes first")]
    internal static IReadOnlyList<Trial> SortsTheWrongWayRound(
        int trials, Random random, Func<Random, Configuration> draw, Func<Configuration, double> objective,
        TrainingProgress progress) =>
        [.. All(trials, random, draw, objective, progress)
            .OrderBy(x => double.IsNaN(x.Loss)).ThenByDescending(x => x.Loss)];

    [WrongAnswer("0.2.21")]
    internal static IReadOnlyList<Trial> LeavesFailuresOut(
        int trials, Random random, Func<Random, Configuration> draw, Func<Configuration, double> objective,
        TrainingProgress progress) =>
        [.. All(trials, random, draw, objective, progress).Where(x => x.Failure == "").OrderBy(x => x.Loss)];

    [RightAnswer("0.2.21")]
    internal static IReadOnlyList<Trial> SortsFailuresAsInfinity(
        int trials, Random random, Func<Random, Configuration> draw, Func<Configuration, double> objective,
        TrainingProgress progress) =>
        [.. All(trials, random, draw, objective, progress)
            .OrderBy(x => double.IsNaN(x.Loss) ? double.PositiveInfinity : x.Loss).ThenBy(x => x.Number)];

    private static List<Trial> All(
        int trials, Random random, Func<Random, Configuration> draw, Func<Configuration, double> objective,
        TrainingProgress progress)
    {
        var done = new List<Trial>();
        while (done.Count < trials && !progress.IsStopping)
        {
            var (number, configuration) = (done.Count + 1, draw(random));
            try
            {
                done.Add(Finite(number, configuration, objective(configuration)));
            }
            catch (Exception problem)
            {
                done.Add(new(number, configuration, double.NaN, problem.Message));
            }
            progress.Step(done[^1].Loss);
        }
        return done;
    }

    private static Trial Finite(int number, Configuration configuration, double loss) =>
        double.IsFinite(loss)
            ? new(number, configuration, loss)
            : new(number, configuration, double.NaN, "the loss is not finite");

    private static double Decay(Random random) => random.Next(2) == 0 ? 0 : Log(random, 0.00001, 0.01);

    private static double Log(Random random, double low, double high) =>
        low * Math.Pow(high / low, random.NextDouble());
}
