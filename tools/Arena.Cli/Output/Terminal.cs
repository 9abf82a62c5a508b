namespace Arena.Cli.Output;

/// <summary>What the terminal can show and whether somebody sits at it.</summary>
/// <param name="Ansi">Colours and other control sequences.</param>
/// <param name="Unicode">Signs such as ✓ rather than letters.</param>
/// <param name="CanAsk">A question gets an answer.</param>
/// <param name="Links">OSC 8 links.</param>
internal sealed record Terminal(bool Ansi, bool Unicode, bool CanAsk, bool Links)
{
    /// <summary>Reads it from the environment; NO_COLOR, CI and TERM=dumb mean plain lines.</summary>
    public static Terminal Detect(Func<string, string?> environment, bool inputRedirected, bool outputRedirected)
    {
        bool Has(string name) => !string.IsNullOrEmpty(environment(name));
        var dumb = environment("TERM") is "dumb";
        var ci = Has("CI") && environment("CI") is not "false";
        var ansi = !outputRedirected && !dumb && !ci && !Has("NO_COLOR");
        // Two well-known terminals print the link's sequence as text.
        var links = ansi && environment("TERM") is not "linux" && environment("TERM_PROGRAM") is not "Apple_Terminal";
        return new Terminal(
            ansi,
            Unicode: !dumb && environment("TERM") is not "linux" && SpeaksUtf8(environment),
            CanAsk: !inputRedirected && !outputRedirected && !ci,
            links);
    }

    private static bool SpeaksUtf8(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows()) return true;
        var locale = new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(environment)
            .FirstOrDefault(x => !string.IsNullOrEmpty(x));
        // A container without any locale set has a UTF-8 terminal around it more often than not.
        return locale is null || locale.Contains("UTF", StringComparison.OrdinalIgnoreCase);
    }
}
