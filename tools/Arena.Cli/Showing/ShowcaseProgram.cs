using System.Diagnostics;
using System.Globalization;
using Arena.Cli.Checking;
using Arena.Training;

namespace Arena.Cli.Showing;

/// <summary>The kit's own program, <c>tools/Arena.Show</c>, each run in a process of its own.</summary>
internal sealed class ShowcaseProgram(Workspace workspace, string against) : IShowcaseProgram
{
    /// <summary>The file beside the pictures that has what was found.</summary>
    public const string ResultFile = "result.json";

    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(15);

    private readonly Project project = new(
        Path.Combine(workspace.Root, "tools", "Arena.Show", "Arena.Show.csproj"), against);

    /// <summary>The program of a kit.</summary>
    public static IShowcaseProgram Of(Workspace workspace, string against) => new ShowcaseProgram(workspace, against);

    /// <inheritdoc />
    public Task<IReadOnlyList<BuildError>> BuildAsync(CancellationToken cancellation) =>
        new ProjectBuild(workspace).RunAsync(project, cancellation);

    /// <inheritdoc />
    public async Task<ShowcaseResult> RunAsync(ShowcaseRequest request, CancellationToken cancellation)
    {
        var file = Path.Combine(request.Folder, ResultFile);
        File.Delete(file);
        string[] arguments =
        [
            project.Assembly, "run", request.Name, request.Seed.ToString(CultureInfo.InvariantCulture),
            request.Folder, file,
        ];
        var exit = request.Quiet
            ? await Child.RunAsync(DotNet.Host, arguments, workspace.Root, cancellation: cancellation)
            : await InTerminalAsync(arguments, cancellation);
        if (File.Exists(file)) return ShowcaseResult.Read(file);
        cancellation.ThrowIfCancellationRequested();
        return new ShowcaseResult(
            request.Name, request.Seed, ShowcaseEnd.Failed, Death.Reason(exit), [], 0, 0, 0, 0, [], [], [], [], [], []);
    }

    // The terminal is the showcase's own: its bars, and Ctrl-C, which every process of the terminal hears.
    private async Task<ChildExit> InTerminalAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(DotNet.Host, arguments) { WorkingDirectory = workspace.Root };
        using var child = Process.Start(start)!;
        var exited = child.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAny(exited, Task.Delay(Timeout.Infinite, cancellation));
        await Task.WhenAny(exited, Task.Delay(TimeToEnd, CancellationToken.None));
        if (!exited.IsCompleted) child.Kill(entireProcessTree: true);
        await exited;
        return new ChildExit(child.ExitCode, "", "");
    }

    private sealed record Project(string Path, string Against) : BuildableProject(Path, Against)
    {
        public override string Sources => Against;
    }
}
