using System.Collections.Concurrent;

namespace Arena.Verify.Running;

/// <summary>As many test programs as there are cores; each job waits until one is free.</summary>
/// <param name="options">How they are started.</param>
internal sealed class TestWorkers(TestProgramOptions options) : IDisposable
{
    // Each holds libtorch and its tensors, some 400 MB.
    private const int MostWorkers = 8;

    private readonly SemaphoreSlim free = new(Count);
    private readonly ConcurrentBag<TestWorker> idle = [];

    /// <summary>How many there are.</summary>
    public static int Count { get; } = Math.Clamp(Environment.ProcessorCount, 1, MostWorkers);

    /// <inheritdoc cref="TestWorker.RunAsync"/>
    public async Task<TestOutcome> RunAsync(
        byte[] chapter, IReadOnlyCollection<string> exercises, IReadOnlyCollection<string> tests,
        CancellationToken cancellation)
    {
        await free.WaitAsync(cancellation);
        var worker = idle.TryTake(out var used) ? used : new TestWorker(options);
        try
        {
            var outcome = await worker.RunAsync(chapter, exercises, tests, cancellation);
            // That says nothing of the version.
            return outcome.WasKilledFromOutside
                ? await worker.RunAsync(chapter, exercises, tests, cancellation)
                : outcome;
        }
        finally
        {
            idle.Add(worker);
            free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in idle) worker.Dispose();
        free.Dispose();
    }
}
