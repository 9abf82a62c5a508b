using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Arena.Analyzers.Benchmarks;

/// <summary>
/// How much longer the largest chapter compiles with the analyzers and the guards' generator than without them, and what
/// the compiler itself reports of their time.
/// </summary>
internal static partial class BuildCost
{
    private static readonly string[] Projects = ["chapters/0-Fundamentals", "solutions/0-Fundamentals"];

    private static readonly string[] Again = ["--no-restore", "--no-dependencies", "-t:Rebuild"];

    /// <summary>The rounds alternate between with and without, so that a slow minute slows both.</summary>
    public static string Table(string root, int rounds)
    {
        var table = new StringBuilder();
        table.AppendLine("| compiling                | without, ms | with, ms | added, % | all tools, s | ours, s | guards, s |");
        table.AppendLine("|--------------------------|------------:|---------:|---------:|-------------:|--------:|----------:|");
        foreach (var project in Projects.Where(project => Directory.Exists(Path.Combine(root, project))))
        {
            Build(root, project, "-v:q");
            var (without, with) = (new List<double>(), new List<double>());
            for (var round = -1; round < rounds; round++)
            {
                var (off, on) = (Compiler(root, project, "-p:HasTensors=false", "-p:HasGuards=false"), Compiler(root, project));
                // The first round warms the compiler's server up.
                if (round < 0) continue;
                without.Add(off);
                with.Add(on);
            }

            var (all, these, guards) = Report(root, project);
            var (slow, fast) = (Median.Of(with), Median.Of(without));
            var added = 100 * ((slow / fast) - 1);
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {project,-24} | {fast,11:F0} | {slow,8:F0} | {added,8:F1} | {all,12:F2} | {these,7:F2} | {guards,9:F2} |");
        }

        return table.ToString();
    }

    private static double Compiler(string root, string project, params string[] options)
    {
        var log = Build(root, project, [.. Again, "-v:n", "-clp:PerformanceSummary", .. options]);
        return Number(CscTime().Match(log));
    }

    private static (double All, double These, double Guards) Report(string root, string project)
    {
        var log = Build(root, project, [.. Again, "-p:ReportAnalyzer=true", "-v:d"]);
        return (Number(AllAnalyzers().Match(log)), Number(TheseAnalyzers().Match(log)),
            Number(Guards().Match(log)));
    }

    private static double Number(Match match) => match.Success
        ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new FormatException("The build's output does not have the expected form.");

    private static string Build(string root, string project, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", ["build", project, "--nologo", "-tl:off", .. options])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var build = Process.Start(start)!;
        var log = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0 ? log : throw new InvalidOperationException(log[Math.Max(0, log.Length - 4000)..]);
    }

    [GeneratedRegex(@"^ +(\d+) ms  Csc ", RegexOptions.Multiline)]
    private static partial Regex CscTime();

    [GeneratedRegex(@"Total analyzer execution time: ([\d.]+) seconds")]
    private static partial Regex AllAnalyzers();

    [GeneratedRegex(@"^ +([\d.]+) +<?\d+ +Arena\.Analyzers, ", RegexOptions.Multiline)]
    private static partial Regex TheseAnalyzers();

    [GeneratedRegex(@"^ +([\d.]+) +<?\d+ +Arena\.Guards, ", RegexOptions.Multiline)]
    private static partial Regex Guards();
}
