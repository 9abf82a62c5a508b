using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace Arena.TestLogger;

/// <summary>
/// What <c>dotnet test</c> prints: each failure once, and a last line that says what is passed, failed and to do. VSTest
/// loads it as tests/Directory.Build.props and .targets ask.
/// </summary>
[FriendlyName("console-arena")]
[ExtensionUri("logger://arena.exercises/console")]
public sealed class Logger : ITestLogger
{
    private readonly List<ReportedTest> tests = [];
    private string? source;

    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        events.TestRunMessage += (_, message) => Print(message);
        events.TestResult += (_, result) => Add(result.Result);
        events.TestRunComplete += (_, complete) => Print(complete);
    }

    private static void Print(TestRunMessageEventArgs message)
    {
        // xunit announces each failed and skipped test here, and says of everything else that it is there.
        if (message.Level == TestMessageLevel.Informational || message.Message.StartsWith("[xUnit.net", StringComparison.Ordinal)) return;
        Screen.Write(message.Message, message.Level == TestMessageLevel.Error ? ConsoleColor.Red : ConsoleColor.Yellow);
    }

    private void Add(Microsoft.VisualStudio.TestPlatform.ObjectModel.TestResult result)
    {
        source = result.TestCase.Source;
        tests.Add(VSTestResult.Read(result));
    }

    private void Print(TestRunCompleteEventArgs complete)
    {
        foreach (var failure in Report.Failures(tests)) Screen.WriteFailure(failure);
        if (source is null) return;
        Screen.WriteSummary(Report.Summary(Path.GetFileNameWithoutExtension(source), tests), tests);
        if (complete.IsAborted && Killer.Of(source) is { } killer) Screen.Write(killer, ConsoleColor.Red);
    }
}
