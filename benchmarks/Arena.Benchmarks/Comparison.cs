using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;

namespace Arena.Benchmarks;

/// <summary>
/// One line an operation: the libtorch calls beside the pattern, each in its fastest iteration, because whatever else
/// runs only adds time.
/// </summary>
internal static class Comparison
{
    public static string Table(Summary summary)
    {
        var fastest = summary.Reports.ToDictionary(
            report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            report => report.ResultStatistics!.Min / 1000);
        var table = new StringBuilder();
        table.AppendLine("| operation   | torch calls, µs | pattern, µs | ratio | difference, µs |");
        table.AppendLine("|-------------|----------------:|------------:|------:|---------------:|");
        foreach (var name in fastest.Keys.Where(name => name.EndsWith("_Torch", StringComparison.Ordinal))
            .Select(name => name[..^6]))
        {
            var (torch, pattern) = (fastest[name + "_Torch"], fastest[name + "_Pattern"]);
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {name,-11} | {torch,15:F2} | {pattern,11:F2} | {pattern / torch,5:F2} | {pattern - torch,14:F2} |");
        }
        return table.ToString();
    }
}
