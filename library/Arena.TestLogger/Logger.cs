using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace Arena.TestLogger;

/// <summary>
/// What <c>dotnet test</c> prints: each failure once, and a last line that says what is passed, failed and to do.
/// VSTest loads it as tests/Directory.Build.props and .targets ask.
/// </summary>
[FriendlyName("console-arena")]
[ExtensionUri("logger://arena.exercises/console")]
public sealed class Logger : ITestLogger
{
    private readonly List<ReportedTest> tests = [];
    private string? source;
    private bool crashed;

    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        events.TestRunMessage += (_, message) => Print(message);
        events.TestResult += (_, result) => Add(result.Result);
        events.TestRunComplete += (_, complete) => Print(complete);
    }

    private void Print(TestRunMessageEventArgs message)
    {
        crashed |= message.Message.Contains("[FATAL ERROR]", StringComparison.Ordinal);
        if (message.Level == TestMessageLevel.Informational || IsAnnouncement(message.Message)) return;
        Screen.Write(message.Message, message.Level == TestMessageLevel.Error ? ConsoleColor.Red : ConsoleColor.Yellow);
    }

    // xunit announces each failed and skipped test in a message; the results themselves come as results.
    private static bool IsAnnouncement(string message) =>
        message.StartsWith("[xUnit.net", StringComparison.Ordinal)
        && (message.EndsWith(" [FAIL]", StringComparison.Ordinal)
            || message.EndsWith(" [SKIP]", StringComparison.Ordinal));

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
        foreach (var sentence in Report.OpenParts(tests)) Screen.Write(sentence, ConsoleColor.Yellow);
        if ((crashed || complete.IsAborted) && Killer.Of(source) is { } killer) Screen.Write(killer, ConsoleColor.Red);
    }
}
