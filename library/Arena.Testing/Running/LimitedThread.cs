using System.Runtime;

namespace Arena.Testing.Running;

/// <summary>Runs code on a thread of its own, and gets it off that thread when its time is over.</summary>
internal static class LimitedThread
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>How the code ended.</summary>
    /// <param name="InTime">It ended by itself.</param>
    /// <param name="Stopped">It is over: what it did until then can be read.</param>
    /// <param name="Failure">What it threw, when it ended by itself.</param>
    public readonly record struct End(bool InTime, bool Stopped, Exception? Failure = null);

    /// <summary>Runs the code, its continuations included, on one background thread.</summary>
    public static async Task<End> Run(Func<Task> code, TimeSpan limit)
    {
        using var stop = new CancellationTokenSource();
        var ended = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => ended.SetResult(Guard(() => SingleThread.Run(code), stop.Token)))
        {
            IsBackground = true,
            Name = "exercise",
        };
        thread.Start();

        if (await Ends(ended.Task, limit)) return new End(InTime: true, Stopped: true, await ended.Task);

        // A thread that waits for something is woken; one that computes is aborted at the next managed instruction.
        thread.Interrupt();
        if (!await Ends(ended.Task, Grace / 8))
        {
            var aborting = stop.CancelAsync();
            if (!await Ends(ended.Task, Grace)) return new End(InTime: false, Stopped: false);
            await aborting;
        }
        return new End(InTime: false, Stopped: true);
    }

    private static async Task<bool> Ends(Task task, TimeSpan limit) =>
        await Task.WhenAny(task, Task.Delay(limit)) == task;

    private static Exception? Guard(Action code, CancellationToken stop)
    {
        try
        {
#pragma warning disable SYSLIB0046 // Aborting is what is wanted: the code is a learner's, and the process soon ends.
            ControlledExecution.Run(code, stop);
#pragma warning restore SYSLIB0046
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
