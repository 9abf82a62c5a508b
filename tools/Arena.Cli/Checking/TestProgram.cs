using System.Globalization;

namespace Arena.Cli.Checking;

/// <summary>What is to be run of a test program.</summary>
/// <param name="Exercises">The exercises whose tests run.</param>
/// <param name="WithoutTests">Display names of tests that do not run.</param>
/// <param name="WithoutMethods">Test methods that do not run: <c>Namespace.Class.Method</c>.</param>
internal sealed record TestRequest(
    IReadOnlyList<string> Exercises, IReadOnlyCollection<string> WithoutTests,
    IReadOnlyCollection<string> WithoutMethods);

/// <summary>How a test program ended.</summary>
/// <param name="Exit">Its exit.</param>
/// <param name="Results">What its journal holds.</param>
internal sealed record TestProgramEnd(ChildExit Exit, IReadOnlyList<TestResult> Results);

/// <summary>A built test program.</summary>
internal interface ITestProgram
{
    /// <summary>Runs tests to the end of the process, however it ends.</summary>
    Task<TestProgramEnd> RunAsync(TestRequest request, CancellationToken cancellation);
}

/// <summary>An xunit.v3 test program, run by itself: no test host between it and its exit code.</summary>
/// <param name="assembly">The built assembly.</param>
/// <param name="patience">How long nothing may happen, beyond the time limit of the test that is on.</param>
internal sealed class XunitTestProgram(string assembly, TimeSpan patience) : ITestProgram
{
    /// <inheritdoc />
    public async Task<TestProgramEnd> RunAsync(TestRequest request, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("arena-");
        try
        {
            var journal = Path.Combine(folder.FullName, "results.txt");
            var arguments = Path.Combine(folder.FullName, "arguments.txt");
            // In a file, because a long list of tests does not fit into a Windows command line.
            await File.WriteAllLinesAsync(arguments, Arguments(request), cancellation);
            var exit = await Child.RunAsync(
                DotNet.Host,
                [assembly, "@@", arguments],
                Path.GetDirectoryName(assembly)!,
                new Dictionary<string, string> { [ResultJournal.PathVariable] = journal },
                () => patience.TotalSeconds + LimitOfRunning(new ResultJournal(journal).Read()),
                () => File.Exists(journal) ? new FileInfo(journal).Length : 0,
                cancellation);
            return new TestProgramEnd(exit, new ResultJournal(journal).Read());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The time limit of the test that is on, in seconds; 0 between tests.</summary>
    public static double LimitOfRunning(IEnumerable<TestResult> journal) =>
        journal.Where(x => x.State == TestState.Running)
            .Select(x => double.TryParse(x.Message, CultureInfo.InvariantCulture, out var limit) ? limit : 0)
            .DefaultIfEmpty().Max();

    /// <summary>The program's arguments.</summary>
    public static IReadOnlyList<string> Arguments(TestRequest request) =>
    [
        "-noLogo", "-noColor", "-noAutoReporters", "-reporter", "silent",
        // One after the other, so that the test that was on when the process died is the one that killed it;
        // and each case of a theory by itself, so that it alone can be left out.
        "-parallelMode", "none", "-preEnumerateTheories",
        .. request.Exercises.SelectMany(x => new[] { "-trait", $"Exercise={x}" }),
        .. request.WithoutTests.SelectMany(x => new[] { "-displayName-", x }),
        .. request.WithoutMethods.SelectMany(x => new[] { "-method-", x }),
    ];
}
