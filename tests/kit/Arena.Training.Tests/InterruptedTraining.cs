using System.Diagnostics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Arena.Training.Tests;

/// <summary>A small training in a process of its own: this program, when it is told so.</summary>
internal sealed class InterruptedTraining : IDisposable
{
    private const string Switch = "ARENA_INTERRUPTED_TRAINING";

    // It ends long before, unless something hangs.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private readonly Process process;

    public InterruptedTraining(string checkpoint, bool isStubborn)
    {
        // A shell that runs something in the background lets it ignore Ctrl-C, and so whatever that starts.
        string[] command =
        [
            .. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : (string[])[],
            Environment.ProcessPath!,
            .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                ? ["exec", typeof(InterruptedTraining).Assembly.Location]
                : (string[])[],
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        start.Environment[Switch] = $"{(isStubborn ? "stubborn" : "obedient")} {checkpoint}";
        process = Process.Start(start)!;
    }

    /// <summary>Reads what it prints up to a line that begins so.</summary>
    /// <returns>All that it printed until then.</returns>
    public string ReadUpTo(string beginning)
    {
        var read = new List<string>();
        using var guard = new CancellationTokenSource(Guard);
        while (process.StandardOutput.ReadLineAsync(guard.Token).AsTask().GetAwaiter().GetResult() is { } line)
        {
            read.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal)) return string.Join('\n', read);
        }
        throw new InvalidOperationException($"It ended without '{beginning}'. It said:\n{string.Join('\n', read)}");
    }

    /// <summary>What Ctrl-C does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -INT {process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    public (int ExitCode, string LastLines) End()
    {
        var rest = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Guard)) throw new TimeoutException("The training did not end.");
        return (process.ExitCode, rest);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    // Before anything of the tests is run.
    [ModuleInitializer]
    internal static void TrainIfTold()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not { Length: > 0 } told) return;
        var (manner, checkpoint) = (told.Split(' ')[0], told[(told.IndexOf(' ') + 1)..]);
        Train(checkpoint, isStubborn: manner == "stubborn");
        Environment.Exit(0);
    }

    private static void Train(string checkpoint, bool isStubborn)
    {
        using var model = nn.Linear(2, 1);
        using var progress = TrainingProgress.InTerminal("line", 0);
        while (isStubborn || !progress.IsStopping)
        {
            using (no_grad()) model.bias!.add_(1);
            CheckpointFile.Save(model, checkpoint);
            progress.Step(1);
        }
        Console.WriteLine($"bias {model.bias!.item<float>():R}");
    }
}
