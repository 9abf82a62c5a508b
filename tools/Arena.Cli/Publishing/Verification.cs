using Arena.Cli.Checking;

namespace Arena.Cli.Publishing;

/// <summary>Looks for what <c>arena verify</c> would find.</summary>
/// <param name="workspace">The kit.</param>
/// <param name="cancellation">Ends it.</param>
/// <returns>What is wrong; nothing when the kit may be published.</returns>
internal delegate Task<IReadOnlyList<string>> Verification(Workspace workspace, CancellationToken cancellation);

/// <summary>The ways to verify.</summary>
internal static class Verifications
{
    /// <summary>Runs <c>arena verify</c> as a program of its own.</summary>
    public static async Task<IReadOnlyList<string>> ByCommandAsync(
        Workspace workspace, CancellationToken cancellation)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "arena.dll");
        var exit = await Child.RunAsync(
            DotNet.Host, ["exec", program, "verify"], workspace.Root, cancellation: cancellation);
        return exit.ExitCode == 0
            ? []
            : [.. (exit.Output + exit.Error).Split('\n').Select(x => x.TrimEnd()).Where(x => x.Length > 0)];
    }
}
