using System.Text;
using Spectre.Console;

namespace Arena.Training;

/// <summary>The terminal that the process writes to, if it is one.</summary>
internal static class Terminal
{
    /// <summary>Where to write, and whether a line there can be written over.</summary>
    public static (IAnsiConsole Console, bool IsLive) Open()
    {
        var isLive = CanBeLive(Environment.GetEnvironmentVariable, Console.IsOutputRedirected);
        if (isLive && OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding.UTF8;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isLive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isLive ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(Console.Out),
        });
        return (console, isLive && console.Profile.Capabilities.Ansi);
    }

    /// <summary>Whether the surroundings allow it. They are those in which <c>./arena</c> shows colours.</summary>
    public static bool CanBeLive(Func<string, string?> environment, bool isOutputRedirected)
    {
        bool Has(string name) => !string.IsNullOrEmpty(environment(name));
        return !isOutputRedirected && environment("TERM") is not "dumb" && !Has("NO_COLOR")
            && (!Has("CI") || environment("CI") is "false");
    }
}
