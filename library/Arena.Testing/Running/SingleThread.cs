using System.Collections.Concurrent;

namespace Arena.Testing.Running;

/// <summary>
/// Keeps asynchronous code on the thread that started it, because TorchSharp's dispose scopes, like its grad mode, belong
/// to a thread.
/// </summary>
internal sealed class SingleThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Code, object? State)> queue = [];

    /// <summary>Runs the code to its end, and throws what it throws.</summary>
    public static void Run(Func<Task> code)
    {
        var context = new SingleThread();
        SetSynchronizationContext(context);
        var task = code();
        _ = task.ContinueWith(_ => context.queue.CompleteAdding(), TaskScheduler.Default);
        foreach (var (continuation, state) in context.queue.GetConsumingEnumerable()) continuation(state);
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => queue.Add((d, state));

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);
}
