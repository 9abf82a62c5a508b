using Arena.Cli.Output;
using Arena.Cli.Verifying;
using Arena.Verify;

namespace Arena.Cli.Publishing;

/// <summary>Finds what is wrong with the kit in which the user is.</summary>
/// <param name="session">Where the user is.</param>
/// <param name="screen">Where it is shown how far it is.</param>
/// <param name="json">Whether nothing may be shown.</param>
/// <param name="cancellation">Ends it.</param>
internal delegate Task<IReadOnlyList<Finding>> KitVerification(
    Session session, Screen screen, bool json, CancellationToken cancellation);

/// <summary>The way in which a kit is verified before it is published.</summary>
internal static class KitVerifications
{
    /// <summary>Every exercise, as <c>arena verify</c> does it.</summary>
    public static async Task<IReadOnlyList<Finding>> WholeAsync(
        Session session, Screen screen, bool json, CancellationToken cancellation) =>
        (await new Verifier(session, screen, json).RunAsync(
            kit => kit.Index.Exercises, allSources: true, cancellation)).Report.Findings;
}
