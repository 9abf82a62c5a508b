using Arena.Benchmarks;
using Arena.Tensors;
using BenchmarkDotNet.Running;

Native.EnsureLoaded();
if (args is ["digits", .. var options]) return DigitFigures.Run(options);
return Measure<EinopsBenchmarks>("Pattern") && Measure<GuardBenchmarks>("Guarded") ? 0 : 1;

bool Measure<T>(string other)
{
    var summary = BenchmarkRunner.Run<T>(new QuietConfig(), args);
    if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) return false;
    Console.WriteLine(Comparison.Table(summary, other));
    return true;
}
