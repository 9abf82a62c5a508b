using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch.utils;

namespace Arena.Training;

/// <summary>
/// What a run measured, in files: those that TensorBoard opens (<c>tensorboard --logdir FOLDER</c>, with a folder above
/// for several runs in one picture), written by TorchSharp, and <c>metrics.csv</c>: its columns are step, name, value.
/// </summary>
/// <example>
/// <code>using var log = new RunLog("runs/adam-0.001"); log.Scalar("loss/train", loss, step);</code>
/// </example>
public sealed class RunLog : IDisposable
{
    private readonly SummaryWriter events;
    private readonly StreamWriter table;
    private readonly TimeProvider clock;

    /// <summary>Begins a log, or goes on with one.</summary>
    /// <param name="folder">The folder of the run; it is made if need be. What is in it already stays.</param>
    /// <param name="clock">When something was measured, to the second, is told by it; null for the machine's.</param>
    public RunLog(string folder, TimeProvider? clock = null)
    {
        Folder = Path.GetFullPath(folder);
        this.clock = clock ?? TimeProvider.System;
        events = tensorboard.SummaryWriter(Folder);
        var file = Path.Combine(Folder, "metrics.csv");
        table = new StreamWriter(file, append: true) { NewLine = "\n", AutoFlush = true };
        if (table.BaseStream.Position == 0) table.WriteLine("step,name,value");
    }

    /// <summary>The folder of the run.</summary>
    public string Folder { get; }

    /// <summary>Logs one number. It is in the files when the call returns.</summary>
    /// <param name="name">What it is; TensorBoard groups by what stands before a slash: <c>loss/train</c>.</param>
    /// <param name="value">The number. The events have it in single precision, the table as it is.</param>
    /// <param name="step">After how many steps it was measured: from 0 to 2,147,483,647.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 0 or larger than that.</exception>
    public void Scalar(string name, double value, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, int.MaxValue);
        events.add_scalar(name, (float)value, (int)step, clock.GetUtcNow().ToUnixTimeSeconds());
        table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step},{Quoted(name)},{value:R}"));
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => table.Dispose();

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
