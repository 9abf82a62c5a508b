using Arena.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>A training whose log tells afterwards what happened.</summary>
public static class LoggedTraining
{
    /// <summary>
    /// Trains with a schedule, and logs <c>loss/train</c>, <c>learning rate</c> and <c>accuracy/validation</c>.
    /// </summary>
    /// <param name="optimiser">What trains; its learning rate at the beginning is what the schedule multiplies.</param>
    /// <param name="loss">The loss of the batch of a step, with gradients; steps are counted from 0.</param>
    /// <param name="accuracy">Measures the accuracy now; it is asked inside of <c>no_grad()</c>.</param>
    /// <param name="schedule">The factor of the learning rate in a step.</param>
    /// <param name="steps">How many steps to take.</param>
    /// <param name="every">After how many steps the accuracy is measured.</param>
    /// <param name="log">
    /// Gets each step's loss, before the step, and learning rate, under the step's number; and the accuracy before the
    /// first step, after every so many steps and after the last one, once each, under how many steps were taken until
    /// then.
    /// </param>
    /// <param name="progress">Is told each loss; when it asks to stop, no further step begins.</param>
    [Exercise("0.2.23", "A training with a log",
        Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static void Train(
        Optimiser optimiser, Func<int, Tensor> loss, Func<double> accuracy, Func<int, double> schedule, int steps,
        int every, RunLog log, TrainingProgress progress)
    {
        var rate = optimiser.LearningRate;
        var step = 0;
        Validate();
        while (step < steps && !progress.IsStopping)
        {
            TakeStep();
            step++;
            if (step % every == 0) Validate();
        }
        if (step % every != 0) Validate();

        void TakeStep()
        {
            using var scope = NewDisposeScope();
            optimiser.LearningRate = rate * schedule(step);
            optimiser.ZeroGrad();
            var value = loss(step);
            value.backward();
            optimiser.Step();
            log.Scalar("loss/train", value.ToDouble(), step);
            log.Scalar("learning rate", optimiser.LearningRate, step);
            progress.Step(value.ToDouble());
        }

        void Validate()
        {
            using var scope = NewDisposeScope();
            using var off = no_grad();
            log.Scalar("accuracy/validation", accuracy(), step);
        }
    }
}
