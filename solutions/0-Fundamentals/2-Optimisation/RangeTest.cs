using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Finds out in one short training which learning rates are worth trying.</summary>
public static class RangeTest
{
    /// <summary>
    /// Trains with a learning rate that grows by the same factor from step to step, and records the losses (Smith
    /// 2017).
    /// </summary>
    /// <param name="optimiser">What trains; its learning rate is set in each step.</param>
    /// <param name="loss">The loss of the next batch, with gradients.</param>
    /// <param name="lowest">The learning rate of the first step, above 0.</param>
    /// <param name="highest">That of the last step.</param>
    /// <param name="steps">How many steps to take, 2 or more.</param>
    /// <returns>
    /// Each step's learning rate, and the loss before the step. The test ends early after a loss that is not finite or
    /// more than 4 times the lowest one so far: that loss is recorded, and no step is taken with it.
    /// </returns>
    [Exercise("0.2.22", "A learning-rate range test",
        Minutes = 20, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<(double LearningRate, double Loss)> Run(
        Optimiser optimiser, Func<Tensor> loss, double lowest, double highest, int steps)
    {
        var record = new List<(double LearningRate, double Loss)>();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimiser.LearningRate = lowest * Math.Pow(highest / lowest, step / (steps - 1.0));
            optimiser.ZeroGrad();
            var value = loss();
            var last = value.ToDouble();
            record.Add((optimiser.LearningRate, last));
            if (!(double.IsFinite(last) && last <= 4 * record.Min(x => x.Loss))) break;
            value.backward();
            optimiser.Step();
        }
        return record;
    }
}
