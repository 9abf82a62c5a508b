namespace Arena.Training;

/// <summary>Ctrl-C, while something trains: the first asks to stop, the second ends the process as ever.</summary>
internal sealed class Interrupt
{
    private static readonly Lazy<Interrupt> Registered = new(() =>
    {
        var interrupt = new Interrupt();
        Console.CancelKeyPress += (_, press) => press.Cancel = interrupt.Press();
        return interrupt;
    });

    private readonly Lock gate = new();
    private readonly List<Action> watchers = [];
    private volatile bool isAsked;

    /// <summary>That of the running process.</summary>
    public static Interrupt OfThisProcess => Registered.Value;

    /// <summary>Whether the first press was.</summary>
    public bool IsAsked => isAsked;

    /// <summary>Presses are for the one who watches, until that is disposed.</summary>
    public IDisposable Watch(Action onFirstPress)
    {
        lock (gate) watchers.Add(onFirstPress);
        return new Watcher(this, onFirstPress);
    }

    /// <summary>Ctrl-C was pressed.</summary>
    /// <returns>Whether the process goes on.</returns>
    public bool Press()
    {
        Action[] all;
        lock (gate)
        {
            if (isAsked || watchers.Count == 0) return false;
            isAsked = true;
            all = [.. watchers];
        }
        foreach (var tell in all) tell();
        return true;
    }

    private sealed class Watcher(Interrupt interrupt, Action onFirstPress) : IDisposable
    {
        public void Dispose()
        {
            lock (interrupt.gate) interrupt.watchers.Remove(onFirstPress);
        }
    }
}
