using System.CommandLine;
using Arena.Cli.Output;

namespace Arena.Cli;

/// <summary>What every command is given.</summary>
/// <param name="Session">The terminal, the folder, the clock.</param>
/// <param name="Screen">Where to write to.</param>
/// <param name="Json">The option <c>--json</c>.</param>
internal sealed record CommandContext(Session Session, Screen Screen, Option<bool> Json)
{
    /// <summary>Whether one JSON object is asked for.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(Json);
}
