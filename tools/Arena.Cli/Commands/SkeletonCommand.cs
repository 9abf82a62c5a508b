using System.CommandLine;
namespace Arena.Cli.Commands;
internal static class SkeletonCommand
{
    public static Command Build(CommandContext context) => new("skeleton", context.ToString());
}
