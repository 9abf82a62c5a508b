using Arena.Plots;
using Arena.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Your optimisers at work.</summary>
public static class Showcases
{
    private const int Trials = 32;
    private const int TrialSteps = 200;
    private const int ScheduleSteps = 500;

    /// <summary>Four optimisers on two surfaces.</summary>
    [Showcase("0.2.paths", "Four optimisers look for the way down")]
    public static void Paths(Showcase show)
    {
        var random = new Random(show.Seed);
        Walk(show, random, Surface.NarrowValley, "valley", steps: 60,
            ("SGD", x => new PlainSgd(x, 0.074)),
            ("momentum", x => new MomentumSgd(x, 0.03, 0.7)),
            ("RMSprop", x => new RmsProp(x, 0.1, alpha: 0.9)),
            ("Adam", x => new Adam(x, 0.25)));
        Walk(show, random, Surface.Banana, "banana", steps: 1000,
            ("SGD", x => new PlainSgd(x, 0.0015)),
            ("momentum", x => new MomentumSgd(x, 0.0005, 0.95)),
            ("RMSprop", x => new RmsProp(x, 0.01, alpha: 0.9)),
            ("Adam", x => new Adam(x, 0.1)));
    }

    /// <summary>Random configurations of a small classifier of digits.</summary>
    [Showcase("0.2.sweep", "Which learning rate? A random search")]
    public static void Sweep(Showcase show)
    {
        using var digits = new SmallDigits(show.Seed);
        using var progress = show.Progress("trials", Trials);
        var accuracies = new Dictionary<Configuration, double>();
        var trials = Search.Run(Trials, new Random(show.Seed), Search.Draw, Try, progress);
        foreach (var line in Trial.Table(trials).TrimEnd().Split('\n')) show.Say(line);
        var plot = new Plot("Random search on drawn digits", "learning rate", "validation loss").LogX().LogY();
        var successes = trials.Where(x => x.Failure == "").GroupBy(x => x.Configuration.Optimiser).OrderBy(x => x.Key);
        foreach (var ofOne in successes)
            plot.Points(
                ofOne.Key == "sgd" ? "SGD" : "AdamW",
                [.. ofOne.Select(x => x.Configuration.LearningRate)], [.. ofOne.Select(x => x.Loss)]);
        if (trials.Any(x => x.Failure == "")) show.Save(plot, "search");
        if (trials is not [{ Failure: "" } best, ..]) return;
        show.Figure("validation accuracy of the best trial", 100 * accuracies[best.Configuration], "%");
        show.Figure("learning rate of the best trial", best.Configuration.LearningRate);
        show.Figure("trials that failed or guess", trials.Count(x => !(x.Loss < Math.Log(10))));

        double Try(Configuration configuration)
        {
            var (name, learningRate, momentum, weightDecay) = configuration;
            digits.Restart(show.Seed);
            using Optimiser optimiser = name == "sgd"
                ? new Sgd(digits.Parameters, learningRate, momentum, weightDecay)
                : new AdamW(digits.Parameters, learningRate, weightDecay: weightDecay);
            for (var step = 0; step < TrialSteps; step++)
            {
                using var scope = NewDisposeScope();
                optimiser.LearningRate = learningRate * Schedules.WarmUpCosine(step, warmUp: 10, TrialSteps);
                optimiser.ZeroGrad();
                digits.Loss().backward();
                optimiser.Step();
            }
            var (loss, accuracy) = digits.Validate();
            accuracies[configuration] = accuracy;
            return loss;
        }
    }

    /// <summary>The same training with four schedules; its logs are for TensorBoard.</summary>
    [Showcase("0.2.schedules", "Four schedules, with logs for TensorBoard")]
    public static void CompareSchedules(Showcase show)
    {
        (string Name, Func<int, double> Factor)[] schedules =
        [
            ("constant", _ => 1),
            ("staircase", step => Schedules.Staircase(step, ScheduleSteps / 4, 0.3)),
            ("exponential", step => Schedules.Exponential(step, ScheduleSteps, 0.01)),
            ("warm-up and cosine", step => Schedules.WarmUpCosine(step, ScheduleSteps / 20, ScheduleSteps)),
        ];
        using var digits = new SmallDigits(show.Seed);
        double[] steps = [.. Enumerable.Range(0, ScheduleSteps).Select(x => (double)x)];
        var factors = new Plot("Four schedules", "step", "factor of the learning rate");
        show.Axes("accuracy", "The same training with four schedules", "step", "validation accuracy (%)");
        foreach (var (name, factor) in schedules)
        {
            factors.Line(name, steps, [.. steps.Select(x => factor((int)x))]);
            digits.Restart(show.Seed);
            using var optimiser = new MomentumSgd(digits.Parameters, 0.15);
            using var log = new RunLog(Path.Combine(show.Folder, "runs", name));
            using var progress = show.Progress(name, ScheduleSteps);
            var measured = new List<double>();
            LoggedTraining.Train(
                optimiser, _ => digits.Loss(), Measure, factor, ScheduleSteps, every: 25, log, progress);
            show.Curve("accuracy", name, [.. measured.Select((_, i) => 25.0 * i)], measured);
            show.Figure($"validation accuracy, {name}", measured[^1], "%");
            if (show.IsStopping) return;

            double Measure()
            {
                var (_, accuracy) = digits.Validate();
                measured.Add(100 * accuracy);
                return accuracy;
            }
        }
        show.Save(factors, "schedules");
        show.Say($"tensorboard --logdir {Path.Combine(show.Folder, "runs")}");
    }

    private static void Walk(
        Showcase show, Random random, Surface surface, string name, int steps,
        params (string Name, Func<IReadOnlyList<Parameter>, Optimiser> Make)[] optimisers)
    {
        // Every seed starts a little elsewhere, so that no path is an accident.
        var start = (surface.Start.X + Shift(), surface.Start.Y + Shift());
        var plot = new Plot($"Down {surface.Name}", "x", "y").Contours(surface.At, surface.X, surface.Y, log: true);
        show.Axes($"{name}-heights", $"Down {surface.Name}", "step", "height", logY: true);
        foreach (var (optimiser, make) in optimisers)
        {
            using var path = Descent.Path(surface, start, make, steps);
            double[] xs = [.. path[.., 0].contiguous().data<double>()];
            double[] ys = [.. path[.., 1].contiguous().data<double>()];
            double[] heights = [.. xs.Zip(ys, surface.At)];
            plot.Line(optimiser, xs, ys).Points(optimiser, [xs[^1]], [ys[^1]]);
            show.Curve($"{name}-heights", optimiser, [.. heights.Select((_, i) => (double)i)], heights);
            show.Figure($"{name}, height after {steps} steps, {optimiser}", heights[^1]);
        }
        show.Save(plot, name);

        double Shift() => 0.2 * (random.NextDouble() - 0.5);
    }
}
