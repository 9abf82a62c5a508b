using System.Diagnostics;
using System.Text;

namespace Arena.Cli.Checking;

/// <summary>How a child process ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">The standard error.</param>
/// <param name="Silence">For how long nothing was heard of it, when it was ended for that.</param>
internal sealed record ChildExit(int ExitCode, string Output, string Error, TimeSpan? Silence = null);

/// <summary>Runs other programs, and ends them with all their children.</summary>
internal static class Child
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WaitForLastWords = TimeSpan.FromSeconds(2);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="patience">How many seconds it may be silent at this moment; null lets it.</param>
    /// <param name="progress">A number that changes while something happens besides output; null when only output
    /// counts.</param>
    /// <param name="cancellation">Ends the child.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the child has ended.</exception>
    public static async Task<ChildExit> RunAsync(
        string file,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string>? environment = null,
        Func<double>? patience = null,
        Func<long>? progress = null,
        CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var child = new Process { StartInfo = start };
        child.Start();
        child.StandardInput.Close();
        var output = new Heard();
        var error = new Heard();
        var heardAll = Task.WhenAll(output.ListenAsync(child.StandardOutput), error.ListenAsync(child.StandardError));

        TimeSpan? silence = null;
        var exited = child.WaitForExitAsync(CancellationToken.None);
        try
        {
            long Sign() => output.Length + error.Length + (progress?.Invoke() ?? 0);
            var (lastSign, since) = (Sign(), Stopwatch.StartNew());
            while (await Task.WhenAny(exited, Task.Delay(LookEvery, cancellation)) != exited)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Sign() is var sign && sign != lastSign) (lastSign, since) = (sign, Stopwatch.StartNew());
                else if (since.Elapsed.TotalSeconds > patience?.Invoke())
                {
                    silence = since.Elapsed;
                    break;
                }
            }
        }
        finally
        {
            if (!exited.IsCompleted) child.Kill(entireProcessTree: true);
            await exited;
        }
        // A build server that the child started may hold its streams open for hours.
        await Task.WhenAny(heardAll, Task.Delay(WaitForLastWords, CancellationToken.None));
        return new ChildExit(child.ExitCode, output.Text, error.Text, silence);
    }

    // Keeps the beginning and the end of what a talkative program says.
    private sealed class Heard
    {
        private const int MostOfBeginning = 4_000_000;
        private const int MostOfEnd = 100_000;
        private readonly StringBuilder beginning = new();
        private readonly StringBuilder end = new();
        private long length;

        public long Length => Interlocked.Read(ref length);

        public string Text
        {
            get { lock (beginning) return beginning.ToString() + end; }
        }

        public async Task ListenAsync(StreamReader stream)
        {
            var piece = new char[4096];
            while (await stream.ReadAsync(piece) is > 0 and var read) Add(piece.AsSpan(0, read));
        }

        private void Add(ReadOnlySpan<char> piece)
        {
            lock (beginning)
            {
                Interlocked.Add(ref length, piece.Length);
                (beginning.Length < MostOfBeginning ? beginning : end).Append(piece);
                if (end.Length > 2 * MostOfEnd) end.Remove(0, end.Length - MostOfEnd);
            }
        }
    }
}
