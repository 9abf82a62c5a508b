using System.Collections.Concurrent;
using System.Reflection;
using Arena.Verify.Wire;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace Arena.Verify.Worker;

/// <summary>Runs tests of a test assembly in this process.</summary>
/// <param name="path">The test assembly.</param>
internal sealed class TestRequestRunner(string path) : IMessageSink
{
    private const string ResultsVariable = "ARENA_RESULTS";

    private readonly ConcurrentDictionary<string, string> names = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> reached = new();
    private readonly ConcurrentQueue<(string Name, double Seconds)> ran = new();

    public async Task<IReadOnlyList<RanTest>> RunAsync(Request request)
    {
        Environment.SetEnvironmentVariable(ResultsVariable, request.Journal);
        AppContext.SetData(Spelling.Reached, (Action<string>)Note);
        var context = new ChapterLoadContext(request.Chapter);
        try
        {
            await RunAsync(context.LoadFromAssemblyPath(path), request);
        }
        finally
        {
            context.Unload();
        }
        return [.. ran.Select(x => new RanTest(x.Name, x.Seconds, [.. Of(x.Name).Keys.Order(StringComparer.Ordinal)]))];
    }

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        if (message is ITestStarting starting) names[starting.TestUniqueID] = starting.TestDisplayName;
        if (message is ITestFinished finished)
            ran.Enqueue((names[finished.TestUniqueID], (double)finished.ExecutionTime));
        return true;
    }

    private async Task RunAsync(Assembly assembly, Request request)
    {
        var configuration = new TestAssemblyConfiguration
        {
            // One after the other, each row of a theory by itself: as the tests run everywhere in the kit.
            ParallelMode = ParallelMode.None,
            PreEnumerateTheories = true,
        };
        var exercises = request.Exercises.ToHashSet();
        var tests = request.Tests.ToHashSet();
        using var cancellation = new CancellationTokenSource();
        TestContext.SetForInitialization(
            diagnosticMessageSink: null, diagnosticMessages: false, internalDiagnosticMessages: false);
        await using var framework = new XunitTestFramework();
        await new InProcessFrontController(framework, assembly, configFilePath: null).FindAndRun(
            this,
            TestFrameworkOptions.ForDiscovery(configuration),
            TestFrameworkOptions.ForExecution(configuration),
            IsWanted,
            cancellation);

        bool IsWanted(ITestCase test) =>
            tests.Contains(test.TestCaseDisplayName)
            || (test.Traits.TryGetValue("Exercise", out var of) && exercises.Overlaps(of));
    }

    // Called by the chapter's code, on the test's own thread.
    private void Note(string exercise)
    {
        if (TestContext.Current.Test is { } test) Of(test.TestDisplayName)[exercise] = true;
    }

    private ConcurrentDictionary<string, bool> Of(string test) => reached.GetOrAdd(test, _ => new());
}
