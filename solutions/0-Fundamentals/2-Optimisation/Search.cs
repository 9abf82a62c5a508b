using Arena.Training;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Looks for good configurations by trying random ones (Bergstra and Bengio 2012).</summary>
public static class Search
{
    /// <summary>
    /// Draws a number that is as likely between 0.001 and 0.01 as between 0.01 and 0.1: its logarithm is uniform.
    /// </summary>
    /// <param name="random">Where chance comes from; it is asked for one number.</param>
    /// <param name="low">The least it may be, above 0.</param>
    /// <param name="high">What it stays below.</param>
    /// <returns>From <paramref name="low"/> to below <paramref name="high"/>.</returns>
    [Exercise("0.2.19", "Log-uniform",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static double LogUniform(Random random, double low, double high) =>
        low * Math.Pow(high / low, random.NextDouble());

    /// <summary>Draws a configuration. Each choice below is made by itself, whatever the others are.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <returns>
    /// <c>sgd</c> or <c>adamw</c>, equally often. The learning rate is log-uniform, from 0.01 to 1 for SGD and from
    /// 0.0001 to 0.01 for AdamW. The momentum is uniform from 0.5 to 0.95 for SGD, and 0 for AdamW. The weight decay is
    /// 0 in half of all cases, else log-uniform from 0.00001 to 0.01.
    /// </returns>
    [Exercise("0.2.20", "A configuration at random",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static Configuration Draw(Random random)
    {
        var isSgd = random.NextDouble() < 0.5;
        var learningRate = isSgd ? LogUniform(random, 0.01, 1) : LogUniform(random, 0.0001, 0.01);
        var momentum = isSgd ? 0.5 + 0.45 * random.NextDouble() : 0;
        var weightDecay = random.NextDouble() < 0.5 ? 0 : LogUniform(random, 0.00001, 0.01);
        return new Configuration(isSgd ? "sgd" : "adamw", learningRate, momentum, weightDecay);
    }

    /// <summary>Tries random configurations, one after the other.</summary>
    /// <param name="trials">How many.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="draw">Draws a configuration.</param>
    /// <param name="objective">Trains with a configuration and returns the loss; it may throw.</param>
    /// <param name="progress">Is told each trial's loss, NaN when it failed; when it asks to stop, no further trial begins.</param>
    /// <returns>
    /// The trials, the lowest loss first; those that failed come last, in the order in which they were tried. A trial
    /// has failed, and its loss is NaN, when the objective throws, which gives its <see cref="Trial.Failure"/>, or
    /// returns a number that is not finite, whose failure is <c>the loss is not finite</c>. The next one is tried all
    /// the same.
    /// </returns>
    [Exercise("0.2.21", "A random search",
        Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<Trial> Run(
        int trials, Random random, Func<Random, Configuration> draw, Func<Configuration, double> objective,
        TrainingProgress progress)
    {
        var done = new List<Trial>();
        for (var number = 1; number <= trials && !progress.IsStopping; number++)
        {
            var trial = Try(number, draw(random));
            progress.Step(trial.Loss);
            done.Add(trial);
        }
        return [.. done.OrderBy(x => double.IsNaN(x.Loss)).ThenBy(x => x.Loss)];

        Trial Try(int number, Configuration configuration)
        {
            try
            {
                var loss = objective(configuration);
                return double.IsFinite(loss)
                    ? new Trial(number, configuration, loss)
                    : new Trial(number, configuration, double.NaN, "the loss is not finite");
            }
            catch (Exception problem)
            {
                return new Trial(number, configuration, double.NaN, problem.Message);
            }
        }
    }
}
