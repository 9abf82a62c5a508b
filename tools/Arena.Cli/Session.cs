using System.Text;
using Arena.Cli.Output;
using Spectre.Console;
using SystemConsole = System.Console;

namespace Arena.Cli;

/// <summary>What surrounds a command: the terminal, the folder, the clock.</summary>
/// <param name="Console">Where everything is written to.</param>
/// <param name="CurrentFolder">The folder in which the user is.</param>
/// <param name="CanAsk">Whether somebody is there to answer a question.</param>
/// <param name="Links">Whether the terminal makes links of OSC 8 sequences.</param>
/// <param name="Clock">The time.</param>
internal sealed record Session(
    IAnsiConsole Console, string CurrentFolder, bool CanAsk, bool Links, TimeProvider Clock)
{
    private const int WidthOfAPipe = 80;

    /// <summary>The session of the running program.</summary>
    public static Session OfThisProcess()
    {
        var terminal = Terminal.Detect(
            Environment.GetEnvironmentVariable, SystemConsole.IsInputRedirected, SystemConsole.IsOutputRedirected);
        if (terminal.Unicode && OperatingSystem.IsWindows()) SystemConsole.OutputEncoding = Encoding.UTF8;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Ansi ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = terminal.CanAsk ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(SystemConsole.Out),
        });
        console.Profile.Capabilities.Unicode = terminal.Unicode;
        if (SystemConsole.IsOutputRedirected) console.Profile.Width = WidthOfAPipe;
        return new Session(
            console, Environment.CurrentDirectory, terminal.CanAsk, terminal.Links, TimeProvider.System);
    }

    /// <summary>An arena command line that works when it is pasted into the user's folder.</summary>
    public string Command(string arguments)
    {
        if (Workspace.Find(CurrentFolder) is not { } workspace) return $"arena {arguments}";
        var script = Path.Combine(Path.GetRelativePath(CurrentFolder, workspace.Root), "arena");
        return $"{(script == "arena" ? Path.Combine(".", script) : script)} {arguments}".TrimEnd();
    }

    /// <summary>The kit in which the user is.</summary>
    /// <exception cref="CommandException">The user is not in one.</exception>
    public Workspace FindWorkspace() =>
        Workspace.Find(CurrentFolder) ?? throw CommandException.Usage(
            "This folder is not inside the exercise kit.",
            Workspace.Find(AppContext.BaseDirectory) is { } own
                ? $"cd {own.Root}"
                : "cd to the folder that you cloned, then run the command again");
}
