using Arena.Cli.Checking;
using Arena.Cli.Showing;
using Arena.Pictures;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Tools.Tests.CommandLine;

/// <summary>Showcases that end as a test wants them to.</summary>
internal sealed class FakeShowcases : IShowcaseProgram
{
    /// <summary>What the compiler finds.</summary>
    public IReadOnlyList<BuildError> Errors { get; set; } = [];

    /// <summary>Runs one.</summary>
    public Func<ShowcaseRequest, ShowcaseResult> Run { get; set; } = Done;

    /// <summary>What was run.</summary>
    public List<ShowcaseRequest> Requests { get; } = [];

    public Task<IReadOnlyList<BuildError>> BuildAsync(CancellationToken cancellation) => Task.FromResult(Errors);

    public Task<ShowcaseResult> RunAsync(ShowcaseRequest request, CancellationToken cancellation)
    {
        Requests.Add(request);
        return Task.FromResult(Run(request));
    }

    /// <summary>A run that brings a number and a curve, both from the seed, and a picture.</summary>
    public static ShowcaseResult Done(ShowcaseRequest request)
    {
        using var grey = full([4, 6], 100, dtype: ScalarType.Byte);
        PictureFile.Save(grey, Path.Combine(request.Folder, "grey.png"));
        return Ended(request, ShowcaseEnd.Done) with
        {
            Figures = [new("accuracy", 90 + request.Seed, "%")],
            Curves = [new("loss", "net", [1, 2, 3], [3, 2, request.Seed])],
            Pictures = ["grey", "loss"],
            Trainings = [new("net", 30, 12, 12)],
        };
    }

    public static ShowcaseResult Ended(ShowcaseRequest request, ShowcaseEnd end, string message = "") =>
        new(request.Name, request.Seed, end, message, [], 1.25, 0, 0, 100, [], [], [], [], [], []);
}
