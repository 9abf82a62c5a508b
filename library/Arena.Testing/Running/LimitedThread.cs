namespace Arena.Testing.Running;

/// <summary>Runs code on a thread of its own, and goes on without it when its time is over.</summary>
internal static class LimitedThread
{
    // For a thread that was waiting: to wake up, and to say where it waited. The first exception of a process is slow.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>How the code ended.</summary>
    /// <param name="InTime">It ended by itself.</param>
    /// <param name="Stopped">It is over: what it did until then can be read.</param>
    /// <param name="Failure">What it threw, when it ended by itself.</param>
    public readonly record struct End(bool InTime, bool Stopped, Exception? Failure = null);

    /// <summary>Runs the code, its continuations included, on one background thread.</summary>
    public static async Task<End> Run(Func<Task> code, TimeSpan limit)
    {
        var ended = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => ended.SetResult(FailureOf(() => SingleThread.Run(code))))
        {
            IsBackground = true,
            Name = "exercise",
        };
        thread.Start();

        if (await Ends(ended.Task, limit)) return new End(InTime: true, Stopped: true, await ended.Task);

        // A thread that waits for something is woken. One that computes is left behind: aborting it
        // (ControlledExecution) ends the whole process when it happens to return from native code just then.
        thread.Interrupt();
        return new End(InTime: false, Stopped: await Ends(ended.Task, Grace));
    }

    private static async Task<bool> Ends(Task task, TimeSpan limit) =>
        await Task.WhenAny(task, Task.Delay(limit)) == task;

    private static Exception? FailureOf(Action code)
    {
        try
        {
            code();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
