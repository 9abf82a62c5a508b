namespace Arena.TestLogger;

/// <summary>Writes to the console, in colour where that is wanted.</summary>
internal static class Screen
{
    private static readonly bool Colour =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static void Write(string text, ConsoleColor? colour = null)
    {
        if (Colour && colour is { } wanted) Console.ForegroundColor = wanted;
        Console.WriteLine(text);
        if (Colour) Console.ResetColor();
    }

    public static void WriteFailure(ReportedTest test)
    {
        Console.WriteLine();
        var name = test.Exercise is null ? test.Name : $"{test.Exercise}, {test.Name}";
        Write($"Failed: {name}", ConsoleColor.Red);
        Write(Indented(test.Message));
        if (test.StackTrace.Length > 0) Write(Indented(test.StackTrace));
    }

    public static void WriteSummary(string summary, IEnumerable<ReportedTest> tests)
    {
        Console.WriteLine();
        Write(summary, ColourOf([.. tests.Select(test => test.State)]));
    }

    private static ConsoleColor ColourOf(IReadOnlyCollection<TestState?> states) =>
        states.Contains(TestState.Failed) ? ConsoleColor.Red
        : states.All(state => state == TestState.Passed) ? ConsoleColor.Green
        : ConsoleColor.Yellow;

    private static string Indented(string text) =>
        string.Join(Environment.NewLine, text.ReplaceLineEndings("\n").Split('\n')
            .Select(line => ("  " + line).TrimEnd()));
}
