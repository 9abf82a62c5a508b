using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Arena.Benchmarks;

/// <summary>Runs in this process, because a generated project would not link the native library; prints no log.</summary>
internal sealed class QuietConfig : ManualConfig
{
    public QuietConfig()
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithWarmupCount(3).WithIterationCount(25)
            .WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(80)));
        AddColumnProvider(DefaultColumnProviders.Instance);
        Options |= ConfigOptions.DisableLogFile;
    }
}
