namespace Arena.Cli;

/// <summary>A command cannot go on: says why, and what to do.</summary>
/// <param name="message">Why, as one or more sentences.</param>
/// <param name="fix">A command to copy, or what to do in words; empty when the message says it all.</param>
/// <param name="exitCode">What the program ends with.</param>
internal sealed class CommandException(string message, string fix, int exitCode) : Exception(message)
{
    /// <summary>A command to copy, or what to do in words.</summary>
    public string Fix { get; } = fix;

    /// <summary>What the program ends with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The command was used in a wrong way.</summary>
    public static CommandException Usage(string message, string fix) => new(message, fix, ExitCodes.Usage);

    /// <summary>The command was right, and something else is wrong.</summary>
    public static CommandException Wrong(string message, string fix) => new(message, fix, ExitCodes.Wrong);
}
