namespace Arena.Cli.Checking;

/// <summary>Says in one line why a test program died.</summary>
internal static class Death
{
    private const int WindowsAccessViolation = unchecked((int)0xC0000005);
    private const int WindowsStackOverflow = unchecked((int)0xC00000FD);

    /// <summary>The reason, as far as it can be seen from outside.</summary>
    public static string Reason(ChildExit exit)
    {
        if (exit.Silence is { } silence)
            return $"nothing happened for {silence.TotalSeconds:0} seconds, so the process was ended: "
                + "a loop without an end?";
        var lines = exit.Error.Split('\n').Select(x => x.Trim()).ToList();
        if (lines.LastOrDefault(x => x.StartsWith("what():", StringComparison.Ordinal)) is { } what)
            return $"the process was killed by libtorch: {what["what():".Length..].Trim()}";
        if (exit.ExitCode == WindowsStackOverflow
            || lines.Any(x => x.StartsWith("Stack overflow", StringComparison.Ordinal)))
            return "the process ran out of stack: a method that calls itself without an end?";
        if (lines.FirstOrDefault(x => x.StartsWith("Unhandled exception.", StringComparison.Ordinal)) is { } unhandled)
            return "the process ended by an exception outside the test: "
                + unhandled["Unhandled exception.".Length..].Trim();
        return exit.ExitCode switch
        {
            128 + 6 => "the process aborted in native code",
            128 + 9 => "the process was killed from outside; was the memory used up?",
            128 + 11 or WindowsAccessViolation => "the process crashed in native code (segmentation fault)",
            var code => $"the process ended in the middle of the test, with exit code {code}",
        };
    }
}
