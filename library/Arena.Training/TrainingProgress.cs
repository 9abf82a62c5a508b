namespace Arena.Training;

/// <summary>How far a training is: shown while it runs, and asked whether to go on.</summary>
public abstract class TrainingProgress : IDisposable
{
    /// <summary>Shows nothing and never asks to stop.</summary>
    public static TrainingProgress None { get; } = new Silence();

    /// <summary>
    /// Shows a training in the terminal: a bar with the step, the loss, the rate and the time that is left. Where there
    /// is no terminal (a pipe, CI, NO_COLOR, TERM=dumb), it writes a line every tenth of the steps instead.
    /// </summary>
    /// <param name="what">What is trained, in a word or two.</param>
    /// <param name="steps">How many steps there will be; 0 if that is not known. More may follow.</param>
    /// <returns>
    /// What the training reports to, and asks: Ctrl-C makes <see cref="IsStopping"/> true, for later trainings of this
    /// process as well, and a second one ends the process. Dispose of it, and the bar becomes a last line.
    /// </returns>
    /// <remarks>The cursor is never hidden, so that it is there again however the process ends.</remarks>
    public static TrainingProgress InTerminal(string what, long steps)
    {
        var (console, isLive) = Terminal.Open();
        return new TerminalProgress(console, isLive, what, steps, TimeProvider.System, Interrupt.OfThisProcess);
    }

    /// <summary>Whether the training should end before its next step, as after Ctrl-C.</summary>
    public abstract bool IsStopping { get; }

    /// <summary>One more step is done.</summary>
    /// <param name="loss">The loss of that step. What is shown is smoothed over some twenty steps.</param>
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
