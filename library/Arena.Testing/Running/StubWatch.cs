using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Arena.Testing.Running;

/// <summary>
/// Notices that a test reached a stub, whatever became of the exception: a test that expects some exception to be
/// thrown is to do, not passed, when a stub throws it.
/// </summary>
internal sealed class StubWatch
{
    private static readonly AsyncLocal<StubWatch?> Current = new();

    static StubWatch() => AppDomain.CurrentDomain.FirstChanceException += Notice;

    /// <summary>The first stub that was reached, or null.</summary>
    public NotImplementedException? Reached { get; private set; }

    /// <summary>Watches what this thread and its continuations throw until the result is disposed.</summary>
    public IDisposable Watch()
    {
        Current.Value = this;
        return new End();
    }

    private static void Notice(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (thrown.Exception is NotImplementedException stub && Current.Value is { Reached: null } watch && !IsTorchSharp(stub))
            watch.Reached = stub;
    }

    // TorchSharp says so of what it lacks, which is no stub of ours.
    private static bool IsTorchSharp(NotImplementedException exception) =>
        new StackTrace(exception).GetFrame(0)?.GetMethod()?.Module.Assembly.GetName().Name == "TorchSharp";

    private sealed class End : IDisposable
    {
        public void Dispose() => Current.Value = null;
    }
}
