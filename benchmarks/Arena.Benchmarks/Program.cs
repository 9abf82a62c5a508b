using Arena.Benchmarks;
using Arena.Tensors;
using BenchmarkDotNet.Running;

Native.EnsureLoaded();
var summary = BenchmarkRunner.Run<EinopsBenchmarks>(new QuietConfig(), args);
if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) return 1;
Console.WriteLine(Comparison.Table(summary));
return 0;
