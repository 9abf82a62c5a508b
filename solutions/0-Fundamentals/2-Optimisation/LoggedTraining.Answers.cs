using Arena.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for a training with a log.</summary>
[SolutionOnly]
internal static class LoggedTrainingAnswers
{
    [WrongAnswer("0.2.23", Says = "the factors were multiplied with each other")]
    internal static void MultipliesTheRateEachTime(
        Optimiser optimiser, Func<int, Tensor> loss, Func<double> accuracy, Func<int, double> schedule, int steps,
        int every, RunLog log, TrainingProgress progress) =>
        Loop(accuracy, steps, every, log, progress, step =>
            Take(optimiser, loss, optimiser.LearningRate * schedule(step), step, log, progress));

    [WrongAnswer("0.2.23", Says = "steps are counted from 0")]
    internal static void CountsFromOne(
        Optimiser optimiser, Func<int, Tensor> loss, Func<double> accuracy, Func<int, double> schedule, int steps,
        int every, RunLog log, TrainingProgress progress)
    {
        var rate = optimiser.LearningRate;
        Loop(accuracy, steps, every, log, progress, step =>
            Take(optimiser, loss, rate * schedule(step), step, log, progress, number: step + 1));
    }

    [WrongAnswer("0.2.23", Says = "before the first step")]
    internal static void ForgetsTheBeginning(
        Optimiser optimiser, Func<int, Tensor> loss, Func<double> accuracy, Func<int, double> schedule, int steps,
        int every, RunLog log, TrainingProgress progress)
    {
        var rate = optimiser.LearningRate;
        Loop(accuracy, steps, every, log, progress, atFirst: false, step: step =>
            Take(optimiser, loss, rate * schedule(step), step, log, progress));
    }

    [WrongAnswer("0.2.23", Says = "once each")]
    internal static void MeasuresTheEndTwice(
        Optimiser optimiser, Func<int, Tensor> loss, Func<double> accuracy, Func<int, double> schedule, int steps,
        int every, RunLog log, TrainingProgress progress)
    {
        var rate = optimiser.LearningRate;
        Loop(accuracy, steps, every, log, progress, always: true, step: step =>
            Take(optimiser, loss, rate * schedule(step), step, log, progress));
    }

    [WrongAnswer("0.2.23", Says = "inside of no_grad()")]
    internal static void RecordsTheValidation(
        Optimiser optimiser, Func<int, Tensor> loss, Func<double> accuracy, Func<int, double> schedule, int steps,
        int every, RunLog log, TrainingProgress progress)
    {
        var rate = optimiser.LearningRate;
        Loop(accuracy, steps, every, log, progress, withGradients: true, step: step =>
            Take(optimiser, loss, rate * schedule(step), step, log, progress));
    }

    [WrongAnswer("0.2.23", Says = "the wish to stop")]
    internal static void CannotBeStopped(
        Optimiser optimiser, Func<int, Tensor> loss, Func<double> accuracy, Func<int, double> schedule, int steps,
        int every, RunLog log, TrainingProgress progress)
    {
        var rate = optimiser.LearningRate;
        Loop(accuracy, steps, every, log, TrainingProgress.None, step =>
            Take(optimiser, loss, rate * schedule(step), step, log, progress));
    }

    [RightAnswer("0.2.23")]
    internal static void MeasuresAtTheTopOfTheLoop(
        Optimiser optimiser, Func<int, Tensor> loss, Func<double> accuracy, Func<int, double> schedule, int steps,
        int every, RunLog log, TrainingProgress progress)
    {
        var rate = optimiser.LearningRate;
        for (var step = 0; ; step++)
        {
            using var scope = NewDisposeScope();
            var isEnd = step >= steps || progress.IsStopping;
            if (isEnd || step % every == 0)
            {
                using var off = no_grad();
                log.Scalar("accuracy/validation", accuracy(), step);
            }
            if (isEnd) break;
            Take(optimiser, loss, rate * schedule(step), step, log, progress);
        }
    }

    private static void Loop(
        Func<double> accuracy, int steps, int every, RunLog log, TrainingProgress progress, Action<int> step,
        bool atFirst = true, bool always = false, bool withGradients = false)
    {
        var taken = 0;
        if (atFirst) Validate();
        while (taken < steps && !progress.IsStopping)
        {
            step(taken++);
            if (taken % every == 0) Validate();
        }
        if (always || taken % every != 0) Validate();

        void Validate()
        {
            using var mode = withGradients ? enable_grad() : no_grad();
            log.Scalar("accuracy/validation", accuracy(), taken);
        }
    }

    private static void Take(
        Optimiser optimiser, Func<int, Tensor> loss, double rate, int step, RunLog log, TrainingProgress progress,
        int? number = null)
    {
        using var scope = NewDisposeScope();
        optimiser.LearningRate = rate;
        optimiser.ZeroGrad();
        var value = loss(step);
        value.backward();
        optimiser.Step();
        log.Scalar("loss/train", value.ToDouble(), number ?? step);
        log.Scalar("learning rate", rate, number ?? step);
        progress.Step(value.ToDouble());
    }
}
