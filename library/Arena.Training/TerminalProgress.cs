using System.Globalization;
using Spectre.Console;

namespace Arena.Training;

/// <summary>A training on a console: one line that is written over, or plain lines now and then.</summary>
internal sealed class TerminalProgress : TrainingProgress
{
    private const int WidestBar = 30;
    private const int NarrowestBar = 6;
    private const int Tenths = 10;

    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RateIsOver = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly IAnsiConsole console;
    private readonly bool isLive;
    private readonly string what;
    private readonly long announced;
    private readonly TimeProvider clock;
    private readonly Interrupt interrupt;
    private readonly IDisposable watch;
    private readonly long start;
    private readonly SmoothedLoss smoothed = new();

    // When which step was done, the oldest first.
    private readonly Queue<(long Time, long Step)> marks = [];

    private long done;
    private long lastShown;
    private long nextLine = 1;
    private long drawnAt;
    private bool isDrawn;
    private bool isDisposed;

    public TerminalProgress(
        IAnsiConsole console, bool isLive, string what, long steps, TimeProvider clock, Interrupt interrupt)
    {
        (this.console, this.isLive, this.what, announced) = (console, isLive, what, steps);
        (this.clock, this.interrupt) = (clock, interrupt);
        start = clock.GetTimestamp();
        marks.Enqueue((start, 0));
        watch = interrupt.Watch(() => Say("Stopping after this step. Ctrl-C once more ends at once."));
    }

    /// <inheritdoc/>
    public override bool IsStopping => interrupt.IsAsked;

    /// <inheritdoc/>
    public override void Step(double loss)
    {
        lock (gate)
        {
            if (isDisposed) return;
            done++;
            var wasFinite = smoothed.IsFinite;
            smoothed.Add(loss, done);
            // Said once; from then on the line has it.
            if (wasFinite && !smoothed.IsFinite && smoothed.TimesLost == 1) Write($"{what}: {smoothed.Words}");
            if (isLive)
            {
                if (isDrawn && clock.GetElapsedTime(drawnAt) < BetweenDrawings) return;
                Draw();
            }
            else if (done >= nextLine)
            {
                WriteLine();
                nextLine = NextLine(done);
            }
        }
    }

    /// <inheritdoc/>
    public override void Say(string line)
    {
        lock (gate)
        {
            Write(line);
            if (isLive && done > 0 && !isDisposed) Draw();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (gate)
        {
            if (isDisposed) return;
            isDisposed = true;
            if (done > 0 && (isLive || lastShown < done)) Write(LastLine());
        }
        watch.Dispose();
        base.Dispose();
    }

    // The first step, every tenth, and past the last one, or when nobody knows how many: 1, 2, 5, 10, 20, 50, …
    private long NextLine(long step)
    {
        for (var tenth = 1; tenth <= Tenths && announced > 0; tenth++)
        {
            var at = (long)Math.Ceiling(tenth * (decimal)announced / Tenths);
            if (at > step) return at;
        }
        for (var power = 1L; ; power *= 10)
        {
            foreach (var next in new[] { power, 2 * power, 5 * power })
            {
                if (next > step && next > announced) return next;
            }
        }
    }

    private void Write(string line)
    {
        Clear();
        // Not by Spectre, which breaks lines at the width of a terminal, even where there is none.
        console.Profile.Out.Writer.WriteLine(line);
        console.Profile.Out.Writer.Flush();
    }

    private void WriteLine() => Write($"{what}: step {string.Join(", ", Facts(Steps(" of ")))}");

    private string LastLine()
    {
        var stopped = interrupt.IsAsked ? ", stopped" : "";
        var took = Span(clock.GetElapsedTime(start));
        return $"{what}: {Count(done)} {(done == 1 ? "step" : "steps")} in {took}{stopped}, {smoothed.Words}";
    }

    private void Clear()
    {
        if (!isDrawn) return;
        console.Write(new ControlCode("\r\u001b[2K"));
        isDrawn = false;
    }

    private void Draw()
    {
        var facts = Facts(Steps("/"));
        // A line that reaches the edge is broken, and cannot be written over any more.
        var room = console.Profile.Width - 1;
        var text = string.Join("  ", facts);
        var barWidth = Math.Min(WidestBar, room - what.Length - text.Length - 2);
        Clear();
        if (announced > 0 && barWidth >= NarrowestBar)
        {
            var full = (int)(Math.Min(done, announced) * (decimal)barWidth / announced);
            var (on, off) = console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
            var bar = $"[blue]{new string(on, full)}[/][grey]{new string(off, barWidth - full)}[/]";
            console.Markup($"{what.EscapeMarkup()} {bar} {text.EscapeMarkup()}");
        }
        else
        {
            var line = $"{what} {text}";
            console.Markup(line[..Math.Max(0, Math.Min(room, line.Length))].EscapeMarkup());
        }
        (isDrawn, drawnAt) = (true, clock.GetTimestamp());
    }

    private string Steps(string of) => announced > 0 ? $"{Count(done)}{of}{Count(announced)}" : Count(done);

    private List<string> Facts(string steps)
    {
        var now = clock.GetTimestamp();
        while (marks.Count > 1 && clock.GetElapsedTime(marks.Peek().Time, now) > RateIsOver) marks.Dequeue();
        var (time, step) = marks.Peek();
        if (done > lastShown) marks.Enqueue((now, done));
        lastShown = done;
        var seconds = clock.GetElapsedTime(time, now).TotalSeconds;
        List<string> facts = [steps, smoothed.Words];
        if (seconds <= 0 || done == step) return facts;
        var rate = (done - step) / seconds;
        facts.Add(rate >= 1
            ? $"{Number(rate)} steps/s"
            : $"{Number(1 / rate)} s/step");
        if (done < announced) facts.Add($"{Span(TimeSpan.FromSeconds((announced - done) / rate))} left");
        return facts;
    }

    private static string Count(long steps) => steps.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) =>
        value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span)
    {
        var seconds = (long)Math.Min(Math.Ceiling(span.TotalSeconds), 1e9);
        return seconds switch
        {
            < 60 => $"{seconds} s",
            < 3600 => $"{seconds / 60} min {seconds % 60} s",
            _ => $"{seconds / 3600} h {seconds / 60 % 60} min",
        };
    }
}
