using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;

namespace Arena.Benchmarks;

/// <summary>
/// One line an operation: the libtorch calls beside the pattern or the guarded call, each in its fastest iteration, because whatever else
/// runs only adds time.
/// </summary>
internal static class Comparison
{
    /// <param name="summary">What was measured.</param>
    /// <param name="other">How the methods end that stand beside those ending in <c>_Torch</c>: <c>"Pattern"</c>.</param>
    public static string Table(Summary summary, string other)
    {
        var fastest = summary.Reports.ToDictionary(
            report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            report => report.ResultStatistics!.Min / 1000);
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture,
            $"| operation   | torch calls, µs | {other.ToLowerInvariant() + ", µs",11} | ratio | difference, µs |");
        table.AppendLine("|-------------|----------------:|------------:|------:|---------------:|");
        foreach (var name in fastest.Keys.Where(name => name.EndsWith("_Torch", StringComparison.Ordinal))
            .Select(name => name[..^6]))
        {
            var (torch, ours) = (fastest[name + "_Torch"], fastest[$"{name}_{other}"]);
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {name,-11} | {torch,15:F2} | {ours,11:F2} | {ours / torch,5:F2} | {ours - torch,14:F2} |");
        }
        return table.ToString();
    }
}
