using System.CommandLine;
namespace Arena.Cli.Commands;
internal static class DoctorCommand
{
    public static Command Build(CommandContext context) => new("doctor", context.ToString());
}
