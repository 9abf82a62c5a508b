namespace Arena.Training;

/// <summary>Ctrl-C, while something trains: the first asks to stop, the second ends the process as ever.</summary>
internal sealed class Interrupt
{
    private static readonly Lazy<Interrupt> s_ofThisProcess = new(() =>
    {
        var interrupt = new Interrupt();
        Console.CancelKeyPress += (_, press) => press.Cancel = interrupt.Press();
        return interrupt;
    });

    private readonly Lock _gate = new();
    private readonly List<Action> _watchers = [];
    private volatile bool _isAsked;

    /// <summary>That of the running process.</summary>
    public static Interrupt OfThisProcess => s_ofThisProcess.Value;

    /// <summary>Whether the first press was.</summary>
    public bool IsAsked => _isAsked;

    /// <summary>Presses are for the one who watches, until that is disposed.</summary>
    public IDisposable Watch(Action onFirstPress)
    {
        lock (_gate) _watchers.Add(onFirstPress);
        return new Watcher(this, onFirstPress);
    }

    /// <summary>Ctrl-C was pressed.</summary>
    /// <returns>Whether the process goes on.</returns>
    public bool Press()
    {
        Action[] watchers;
        lock (_gate)
        {
            if (_isAsked || _watchers.Count == 0) return false;
            _isAsked = true;
            watchers = [.. _watchers];
        }
        foreach (var tell in watchers) tell();
        return true;
    }

    private sealed class Watcher(Interrupt interrupt, Action onFirstPress) : IDisposable
    {
        public void Dispose()
        {
            lock (interrupt._gate) interrupt._watchers.Remove(onFirstPress);
        }
    }
}
