namespace Arena.Cli.Checking;

/// <summary>
/// Runs tests until each has reported. A test that kills the process has failed; the others run again without it, so
/// that nobody's result is lost.
/// </summary>
/// <param name="program">The test program.</param>
internal sealed class TestRun(ITestProgram program)
{
    // xunit says it of every process that takes a second to end, as one may that has much of libtorch to put away.
    private const string SlowEnd = "Waiting 10 seconds for foreground threads to exit...";

    /// <summary>What the learner's own code printed, in the order of the runs.</summary>
    public string Printed { get; private set; } = "";

    /// <summary>Runs the tests of exercises.</summary>
    /// <returns>One result a test, in the order in which they reported; none is
    /// <see cref="TestState.Running"/>.</returns>
    /// <exception cref="CommandException">The program died before any test was on.</exception>
    public async Task<IReadOnlyList<TestResult>> RunAsync(
        IReadOnlyList<string> exercises, CancellationToken cancellation)
    {
        var results = new OrderedDictionary<string, TestResult>();
        var withoutMethods = new HashSet<string>();
        while (true)
        {
            var end = await program.RunAsync(new TestRequest(exercises, results.Keys, withoutMethods), cancellation);
            var printed = end.Exit.Output.ReplaceLineEndings("\n").Split('\n').Where(x => x != SlowEnd);
            Printed += string.Join('\n', printed).TrimEnd('\n') is { Length: > 0 } said ? said + "\n" : "";
            var before = results.Count;
            var wasOn = new List<TestResult>();
            foreach (var result in end.Results)
            {
                if (result.State != TestState.Running) results[result.Test] = result;
                else wasOn.Add(result);
            }
            // The runner's own exit codes are 0 (all is well) and 1 (a test failed).
            if (wasOn.Count == 0 && end.Exit.ExitCode is 0 or 1) return [.. results.Values];
            var leftOutMore = false;
            foreach (var killed in wasOn)
            {
                // Some theories cannot be split into cases: then leaving out the one case had no effect.
                if (results.ContainsKey(killed.Test)) leftOutMore |= withoutMethods.Add(MethodOf(killed.Test));
                results[killed.Test] =
                    killed with { State = TestState.Failed, Message = Death.Reason(end.Exit) };
            }
            if (results.Count == 0) throw DiedAlone(end.Exit);
            if (results.Count == before && !leftOutMore) return [.. results.Values];
        }
    }

    private static string MethodOf(string test) => test.IndexOf('(') is >= 0 and var at ? test[..at] : test;

    private CommandException DiedAlone(ChildExit exit) => CommandException.Wrong(
        $"The tests could not be run: {Death.Reason(exit)}."
            + (exit.Error.Length > 0 ? $" It said: {exit.Error.Split('\n')[0]}" : ""),
        "./arena doctor");
}
