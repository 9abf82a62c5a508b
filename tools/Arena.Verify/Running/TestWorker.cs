using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Arena.Verify.Wire;

namespace Arena.Verify.Running;

/// <summary>How a test program is started.</summary>
/// <param name="Host">The <c>dotnet</c> program.</param>
/// <param name="Tests">The test assembly, built against solutions.</param>
internal sealed record TestProgramOptions(string Host, string Tests);

/// <summary>How the tests of a version went.</summary>
/// <param name="Results">What each of them reported.</param>
/// <param name="Ran">Those that ended; none when the process died.</param>
/// <param name="Died">Why the process died; null when it did not.</param>
internal sealed record TestOutcome(IReadOnlyList<TestResult> Results, IReadOnlyList<RanTest> Ran, string? Died)
{
    /// <summary>Whether somebody else killed it, as the system does when memory is used up.</summary>
    public bool WasKilledFromOutside { get; init; }
}

/// <summary>A test program that tests one version of a chapter after the other; starts another when it died or lost a
/// thread to an endless loop.</summary>
internal sealed class TestWorker : IDisposable
{
    private const string TooSlow = "It did not finish within";

    // Every version leaves something behind in a process; a fresh one costs about as much as ten versions.
    private const int MostRequests = 200;

    // Beside the time limits of the tests, for starting, finding tests and ending.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Hook = Path.Combine(AppContext.BaseDirectory, "Arena.Verify.Worker.dll");

    private readonly TestProgramOptions options;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-verify-");
    private Process? process;
    private int requests;
    private bool isSilent;

    public TestWorker(TestProgramOptions options) => this.options = options;

    /// <summary>Runs tests against a version of the chapter.</summary>
    /// <param name="chapter">The version: an assembly.</param>
    /// <param name="exercises">The exercises whose tests run.</param>
    /// <param name="tests">Display names of further tests that run.</param>
    /// <param name="cancellation">Ends the process.</param>
    public async Task<TestOutcome> RunAsync(
        byte[] chapter, IReadOnlyCollection<string> exercises, IReadOnlyCollection<string> tests,
        CancellationToken cancellation)
    {
        var name = (++requests).ToString(CultureInfo.InvariantCulture);
        var path = Path.Combine(folder.FullName, $"{name}.dll");
        var journal = Path.Combine(folder.FullName, $"{name}.txt");
        await File.WriteAllBytesAsync(path, chapter, cancellation);
        process ??= Start();
        isSilent = false;
        string? died = null;
        var killedFromOutside = false;
        IReadOnlyList<RanTest> ran = [];
        try
        {
            var request = new Request(path, journal, exercises, tests);
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancellation);
            await process.StandardInput.FlushAsync(cancellation);
            if (await AnswerAsync(process, journal, cancellation) is { } answer)
                ran = JsonSerializer.Deserialize<IReadOnlyList<RanTest>>(answer)!;
            else
                (died, killedFromOutside) = Death(process);
        }
        catch (IOException)
        {
            (died, killedFromOutside) = Death(process);
        }
        catch (OperationCanceledException)
        {
            Stop();
            throw;
        }
        var results = new ResultJournal(journal).Read();
        var isStuck = results.Any(x => x.Message.StartsWith(TooSlow, StringComparison.Ordinal));
        if (died is not null || isStuck || requests % MostRequests == 0) Stop();
        return new TestOutcome(results, ran, died) { WasKilledFromOutside = killedFromOutside };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        folder.Delete(recursive: true);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(options.Host, [options.Tests])
        {
            WorkingDirectory = Path.GetDirectoryName(options.Tests),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment =
            {
                ["DOTNET_STARTUP_HOOKS"] = Hook,
                // The usual one, whatever the user has set for himself.
                ["ARENA_TIME_LIMIT"] = "",
                // Every core has a worker of its own; and nothing is accepted as a snapshot here.
                ["OMP_NUM_THREADS"] = "1",
                ["CI"] = "true",
                ["ARENA_ACCEPT"] = "",
            },
        };
        var started = new Process { StartInfo = start };
        started.Start();
        // Read, or the program would wait for a reader.
        started.ErrorDataReceived += static (_, _) => { };
        started.BeginErrorReadLine();
        return started;
    }

    // Null when the program ended, or was ended because no test began or ended for too long.
    private async Task<string?> AnswerAsync(Process program, string journal, CancellationToken cancellation)
    {
        var (length, since) = (0L, Stopwatch.StartNew());
        while (true)
        {
            var line = program.StandardOutput.ReadLineAsync(cancellation).AsTask();
            while (await Task.WhenAny(line, Task.Delay(TimeSpan.FromSeconds(1), cancellation)) != line)
            {
                cancellation.ThrowIfCancellationRequested();
                var now = File.Exists(journal) ? new FileInfo(journal).Length : 0;
                if (now != length) (length, since) = (now, Stopwatch.StartNew());
                if (since.Elapsed < Patience + LimitOfRunning(journal)) continue;
                isSilent = true;
                program.Kill(entireProcessTree: true);
            }
            if (await line is not { } text) return null;
            if (text.StartsWith(Spelling.Answer, StringComparison.Ordinal)) return text[Spelling.Answer.Length..];
        }
    }

    private static TimeSpan LimitOfRunning(string journal) =>
        new ResultJournal(journal).Read()
            .Where(x => x.State == TestState.Running)
            .Select(x => double.TryParse(x.Message, CultureInfo.InvariantCulture, out var limit) ? limit : 0)
            .Select(TimeSpan.FromSeconds)
            .DefaultIfEmpty().Max();

    private (string Reason, bool FromOutside) Death(Process program)
    {
        var killed = OperatingSystem.IsWindows() ? -1 : 128 + 9;
        program.WaitForExit();
        return isSilent
            ? ("nothing happened for so long that the process was ended", false)
            : ($"the process ended with exit code {program.ExitCode}", program.ExitCode == killed);
    }

    private void Stop()
    {
        if (process is not { } program) return;
        process = null;
        try
        {
            program.Kill(entireProcessTree: true);
            program.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
        program.Dispose();
    }
}
