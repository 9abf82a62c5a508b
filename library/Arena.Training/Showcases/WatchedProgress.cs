namespace Arena.Training;

/// <summary>Counts the living tensors after each step of a training, and passes everything on.</summary>
internal sealed class WatchedProgress(string what, TrainingProgress shown, CancellationToken stopping)
    : TrainingProgress
{
    private readonly List<long> alive = [];

    /// <summary>Whether the training was told to stop.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>Whether it has not been disposed.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>How many tensors were alive.</summary>
    public TrainingMemory Memory
    {
        get
        {
            var tenth = (alive.Count + 9) / 10;
            // Optimisers make their state in the first step, so the second belongs to the beginning too.
            return new TrainingMemory(
                what, alive.Count, alive.Take(Math.Max(2, tenth)).DefaultIfEmpty().Max(),
                alive.TakeLast(tenth).DefaultIfEmpty().Min());
        }
    }

    public override bool IsStopping
    {
        get
        {
            var isStopping = shown.IsStopping || stopping.IsCancellationRequested;
            WasStopped |= isStopping;
            return isStopping;
        }
    }

    public override void Step(double loss)
    {
        alive.Add(LivingTensors.Count);
        shown.Step(loss);
    }

    public override void Say(string line) => shown.Say(line);

    public override void Dispose()
    {
        IsOn = false;
        shown.Dispose();
        base.Dispose();
    }
}
