using Arena.Cli.Checking;
using Arena.Training;

namespace Arena.Cli.Showing;

/// <summary>Which showcase is run, and how.</summary>
/// <param name="Name">The showcase.</param>
/// <param name="Seed">What its random numbers come from.</param>
/// <param name="Folder">Where its files go.</param>
/// <param name="Quiet">Whether it may not write to the terminal.</param>
internal sealed record ShowcaseRequest(string Name, int Seed, string Folder, bool Quiet);

/// <summary>A program that holds the showcases of every chapter.</summary>
internal interface IShowcaseProgram
{
    /// <summary>Builds it, if need be.</summary>
    /// <returns>The errors; none when it is built.</returns>
    Task<IReadOnlyList<BuildError>> BuildAsync(CancellationToken cancellation);

    /// <summary>Runs a showcase. However it ends, there is a result.</summary>
    Task<ShowcaseResult> RunAsync(ShowcaseRequest request, CancellationToken cancellation);
}

/// <summary>The program of a kit.</summary>
/// <param name="workspace">The kit.</param>
/// <param name="against"><c>chapters</c> or <c>solutions</c>.</param>
internal delegate IShowcaseProgram ShowcaseProgramFactory(Workspace workspace, string against);
