using System.CommandLine;
namespace Arena.Cli.Commands;
internal static class ResetCommand
{
    public static Command Build(CommandContext context) => new("reset", context.ToString());
}
