namespace Arena.Training;

/// <summary>How far a training is: shown while it runs, and asked whether to go on.</summary>
public abstract class TrainingProgress : IDisposable
{
    /// <summary>Shows nothing and never asks to stop.</summary>
    public static TrainingProgress None { get; } = new Silence();

    /// <summary>Whether the training should end before its next step, as after Ctrl-C.</summary>
    public abstract bool IsStopping { get; }

    /// <summary>One more step is done.</summary>
    /// <param name="loss">The loss of that step.</param>
    public abstract void Step(double loss);

    /// <summary>Says something beside the bar, such as the accuracy after an epoch.</summary>
    /// <param name="line">One line of text.</param>
    public abstract void Say(string line);

    /// <summary>Takes the bar away.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    private sealed class Silence : TrainingProgress
    {
        public override bool IsStopping => false;

        public override void Step(double loss)
        {
        }

        public override void Say(string line)
        {
        }
    }
}
