using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Arena.Benchmarks;

/// <summary>
/// Runs in this process, because a generated project would not link the native library; prints no log.
/// </summary>
internal sealed class QuietConfig : ManualConfig
{
    public QuietConfig()
    {
        // Many short iterations: some of them get a core for themselves, even on a busy machine.
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput)
            .WithWarmupCount(10).WithIterationCount(150)
            .WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(5)));
        AddLogger(NullLogger.Instance);
        AddColumnProvider(DefaultColumnProviders.Instance);
        Options |= ConfigOptions.DisableLogFile;
    }
}
