using System.Globalization;
using Spectre.Console;

namespace Arena.Training;

/// <summary>A training on a console: one line that is written over, or plain lines now and then.</summary>
internal sealed class TerminalProgress : TrainingProgress
{
    private const int WidestBar = 30;
    private const int NarrowestBar = 6;
    private const int Tenths = 10;

    private static readonly TimeSpan s_betweenDrawings = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_rateIsOver = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly IAnsiConsole _console;
    private readonly bool _isLive;
    private readonly string _what;
    private readonly long _steps;
    private readonly TimeProvider _clock;
    private readonly Interrupt _interrupt;
    private readonly IDisposable _watch;
    private readonly long _start;
    private readonly SmoothedLoss _loss = new();

    // When which step was done, the oldest first.
    private readonly Queue<(long Time, long Step)> _marks = [];

    private long _step;
    private long _lastShown;
    private long _nextLine = 1;
    private long _drawn;
    private bool _isDrawn;
    private bool _isDisposed;

    public TerminalProgress(
        IAnsiConsole console, bool isLive, string what, long steps, TimeProvider clock, Interrupt interrupt)
    {
        (_console, _isLive, _what, _steps, _clock, _interrupt) = (console, isLive, what, steps, clock, interrupt);
        _start = clock.GetTimestamp();
        _marks.Enqueue((_start, 0));
        _watch = interrupt.Watch(() => Say("Stopping after this step. Ctrl-C once more ends at once."));
    }

    /// <inheritdoc/>
    public override bool IsStopping => _interrupt.IsAsked;

    /// <inheritdoc/>
    public override void Step(double loss)
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _step++;
            var wasFinite = _loss.IsFinite;
            _loss.Add(loss, _step);
            // Said once; from then on the line has it.
            if (wasFinite && !_loss.IsFinite && _loss.TimesLost == 1) Write($"{_what}: {_loss.Words}");
            if (_isLive)
            {
                if (_isDrawn && _clock.GetElapsedTime(_drawn) < s_betweenDrawings) return;
                Draw();
            }
            else if (_step >= _nextLine)
            {
                WriteLine();
                _nextLine = NextLine(_step);
            }
        }
    }

    /// <inheritdoc/>
    public override void Say(string line)
    {
        lock (_gate)
        {
            Write(line);
            if (_isLive && _step > 0 && !_isDisposed) Draw();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            if (_step > 0 && (_isLive || _lastShown < _step)) Write(LastLine());
        }
        _watch.Dispose();
        base.Dispose();
    }

    // The first step, every tenth, and past the last one, or when nobody knows how many: 1, 2, 5, 10, 20, 50, …
    private long NextLine(long step)
    {
        for (var tenth = 1; tenth <= Tenths && _steps > 0; tenth++)
        {
            var at = (long)Math.Ceiling(tenth * (decimal)_steps / Tenths);
            if (at > step) return at;
        }
        for (var power = 1L; ; power *= 10)
        {
            foreach (var next in new[] { power, 2 * power, 5 * power })
            {
                if (next > step && next > _steps) return next;
            }
        }
    }

    private void Write(string line)
    {
        Clear();
        // Not by Spectre, which breaks lines at the width of a terminal, even where there is none.
        _console.Profile.Out.Writer.WriteLine(line);
        _console.Profile.Out.Writer.Flush();
    }

    private void WriteLine() => Write($"{_what}: step {string.Join(", ", Facts(Steps(" of ")))}");

    private string LastLine()
    {
        var stopped = _interrupt.IsAsked ? ", stopped" : "";
        var took = Span(_clock.GetElapsedTime(_start));
        return $"{_what}: {Count(_step)} {(_step == 1 ? "step" : "steps")} in {took}{stopped}, {_loss.Words}";
    }

    private void Clear()
    {
        if (!_isDrawn) return;
        _console.Write(new ControlCode("\r\u001b[2K"));
        _isDrawn = false;
    }

    private void Draw()
    {
        var facts = Facts(Steps("/"));
        // A line that reaches the edge is broken, and cannot be written over any more.
        var room = _console.Profile.Width - 1;
        var text = string.Join("  ", facts);
        var barWidth = Math.Min(WidestBar, room - _what.Length - text.Length - 2);
        Clear();
        if (_steps > 0 && barWidth >= NarrowestBar)
        {
            var done = (int)(Math.Min(_step, _steps) * (decimal)barWidth / _steps);
            var (full, empty) = _console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
            _console.Markup(
                $"{_what.EscapeMarkup()} [blue]{new string(full, done)}[/][grey]{new string(empty, barWidth - done)}[/] "
                + text.EscapeMarkup());
        }
        else
        {
            var line = $"{_what} {text}";
            _console.Markup(line[..Math.Max(0, Math.Min(room, line.Length))].EscapeMarkup());
        }
        (_isDrawn, _drawn) = (true, _clock.GetTimestamp());
    }

    private string Steps(string of) => _steps > 0 ? $"{Count(_step)}{of}{Count(_steps)}" : Count(_step);

    private List<string> Facts(string steps)
    {
        var now = _clock.GetTimestamp();
        while (_marks.Count > 1 && _clock.GetElapsedTime(_marks.Peek().Time, now) > s_rateIsOver) _marks.Dequeue();
        var (time, step) = _marks.Peek();
        if (_step > _lastShown) _marks.Enqueue((now, _step));
        _lastShown = _step;
        var seconds = _clock.GetElapsedTime(time, now).TotalSeconds;
        List<string> facts = [steps, _loss.Words];
        if (seconds <= 0 || _step == step) return facts;
        var rate = (_step - step) / seconds;
        facts.Add(rate >= 1
            ? $"{Number(rate)} steps/s"
            : $"{Number(1 / rate)} s/step");
        if (_step < _steps) facts.Add($"{Span(TimeSpan.FromSeconds((_steps - _step) / rate))} left");
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
