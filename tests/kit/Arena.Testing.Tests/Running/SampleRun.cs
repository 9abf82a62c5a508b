using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Arena.Testing.Tests.Running;

/// <summary>The samples, run in a process of their own, which a learner's code may well kill.</summary>
public sealed class SampleRun : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-samples-");
    private readonly Dictionary<string, SampleResult> results = [];
    private readonly string? whyNoReport;

    private SampleRun(string against, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var report = Path.Combine(folder.FullName, "report.xml");
        var start = new ProcessStartInfo(Dotnet) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] program = ["exec", "--runtimeconfig", RuntimeConfig(against), Built("Arena.Testing.Samples.dll")];
        string[] options = ["-noColor", "-noLogo", "-noAutoReporters", "-result-xml", report];
        foreach (var argument in (string[])[.. program, .. options, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var name in new[] { "ARENA_RESULTS", "ARENA_TIME_LIMIT" }) start.Environment.Remove(name);
        start.Environment["ARENA_RESULTS"] = JournalPath;
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Guard))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The samples did not end.");
        }
        process.WaitForExit();
        (ExitCode, Output) = (process.ExitCode, output.Result + error.Result);
        if (File.Exists(report)) Read(XDocument.Load(report));
        else whyNoReport = $"The samples ended with {ExitCode} and no report. They said: {Output}";
    }

    public int ExitCode { get; }

    public string Output { get; }

    public IReadOnlyList<TestResult> Journal => new ResultJournal(JournalPath).Read();

    public string[] JournalLines => File.ReadAllLines(JournalPath);

    private string JournalPath => Path.Combine(folder.FullName, "results", "journal.txt");

    private static string Dotnet =>
        Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..",
            OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Runs samples as if compiled against <c>chapters</c> or <c>solutions</c>.</summary>
    public static SampleRun Start(string against, params string[] arguments) =>
        new(against, arguments, new Dictionary<string, string>());

    public static SampleRun StartWith(string variable, string value, params string[] arguments) =>
        new("chapters", arguments, new Dictionary<string, string> { [variable] = value });

    /// <summary>How a test of <c>SampleTests</c> went.</summary>
    public SampleResult this[string test] =>
        whyNoReport is null ? results[test] : throw new InvalidOperationException(whyNoReport);

    /// <summary>The journal's lines of a test, their first field only.</summary>
    public IEnumerable<string> States(string test) =>
        JournalLines.Select(line => line.Split('\t')).Where(fields => fields[2].EndsWith("." + test))
            .Select(fields => fields[0]);

    public void Dispose() => folder.Delete(recursive: true);

    private void Read(XDocument report)
    {
        foreach (var test in report.Descendants("test"))
            results[test.Attribute("name")!.Value.Split("SampleTests.")[^1]] = new SampleResult(
                test.Attribute("result")!.Value,
                test.Descendants("message").SingleOrDefault()?.Value ?? test.Element("reason")?.Value ?? "",
                test.Descendants("stack-trace").SingleOrDefault()?.Value ?? "",
                [.. test.Descendants("trait")
                    .Select(trait => $"{trait.Attribute("name")!.Value}={trait.Attribute("value")!.Value}")]);
    }

    private string RuntimeConfig(string against)
    {
        var config = JsonNode.Parse(File.ReadAllText(Built("Arena.Testing.Samples.runtimeconfig.json")))!;
        config["runtimeOptions"]!["configProperties"]!["Arena.Against"] = against;
        var path = Path.Combine(folder.FullName, "runtimeconfig.json");
        File.WriteAllText(path, config.ToJsonString());
        return path;
    }

    // From the samples' own folder, because coverlet rewrites the copies that lie beside these tests.
    private static string Built(string file) =>
        Path.Combine(
            AppContext.BaseDirectory.Replace("Arena.Testing.Tests", "Arena.Testing.Samples", StringComparison.Ordinal),
            file);
}

/// <param name="Result">Pass, Fail or Skip.</param>
/// <param name="Message">The failure's message, or the reason for skipping.</param>
/// <param name="StackTrace">The failure's frames.</param>
/// <param name="Traits">"Exercise=9.0.1".</param>
public sealed record SampleResult(string Result, string Message, string StackTrace, string[] Traits);
