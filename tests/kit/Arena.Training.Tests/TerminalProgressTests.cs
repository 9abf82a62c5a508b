using Spectre.Console.Testing;

namespace Arena.Training.Tests;

public sealed class TerminalProgressTests : IDisposable
{
    private readonly FakeClock clock = new();
    private readonly Interrupt interrupt = new();
    private readonly TestConsole console = new TestConsole().Width(80);

    public void Dispose() => console.Dispose();

    [Fact]
    public void Without_a_terminal_there_is_a_line_every_tenth_of_the_steps()
    {
        using (var progress = Plain(200)) Train(progress, 200, seconds: 0.5);
        Lines().Should().HaveCount(11).And.StartWith("CNN: step 1 of 200, loss 2.0, 2.0 steps/s, 1 min 40 s left"
            .Replace("2.0,", "2,"));
        Lines()[1].Should().Be("CNN: step 20 of 200, loss 2, 2.0 steps/s, 1 min 30 s left");
        Lines()[^1].Should().Be("CNN: step 200 of 200, loss 2, 2.0 steps/s");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(10, 10)]
    [InlineData(13, 11)]
    [InlineData(100_003, 11)]
    public void A_run_of_any_length_has_few_lines(long steps, int lines)
    {
        using (var progress = Plain(steps)) Train(progress, steps);
        Lines().Should().HaveCount(lines);
        Lines()[0].Should().StartWith($"CNN: step 1 of {steps}");
        Lines()[^1].Should().StartWith($"CNN: step {steps} of {steps}");
    }

    [Fact]
    public void When_nobody_knows_how_many_steps_there_are_the_lines_become_rarer()
    {
        using (var progress = Plain(0)) Train(progress, 1200);
        Lines().Select(line => line.Split(' ')[2].TrimEnd(',')).Should()
            .Equal("1", "2", "5", "10", "20", "50", "100", "200", "500", "1000", "steps");
        Lines()[^1].Should().Be("CNN: 1200 steps in 12 s, loss 2");
    }

    [Fact]
    public void More_steps_than_were_announced_are_shown_too()
    {
        using (var progress = Plain(10)) Train(progress, 120);
        Lines().Skip(10).Should().HaveCount(4).And.Subject.Select(line => line.Split(',')[0]).Should().Equal(
            "CNN: step 20 of 10", "CNN: step 50 of 10", "CNN: step 100 of 10", "CNN: 120 steps in 2 s");
        Lines()[10].Should().NotContain("left");
    }

    [Fact]
    public void What_is_said_is_a_line_of_its_own()
    {
        using (var progress = Plain(2))
        {
            progress.Step(1);
            progress.Say("epoch 1: 87 % [right]");
            progress.Step(1);
        }
        Lines().Should().HaveCount(3);
        Lines()[1].Should().Be("epoch 1: 87 % [right]");
    }

    [Fact]
    public void A_run_that_ends_early_says_where()
    {
        using (var progress = Plain(1000))
        {
            Train(progress, 42);
            interrupt.Press().Should().BeTrue();
            progress.IsStopping.Should().BeTrue();
        }
        Lines()[^2].Should().Be("Stopping after this step. Ctrl-C once more ends at once.");
        Lines()[^1].Should().Be("CNN: 42 steps in 1 s, stopped, loss 2");
    }

    [Fact]
    public void A_loss_that_becomes_NaN_is_said_at_once_and_once()
    {
        using (var progress = Plain(1000))
        {
            for (var step = 1; step <= 300; step++) progress.Step(step < 12 ? 1 : double.NaN);
        }
        Lines()[1].Should().Be("CNN: the loss is NaN since step 12");
        Lines()[2].Should().StartWith("CNN: step 100 of 1000, the loss is NaN since step 12");
        Lines().Count(line => line == Lines()[1]).Should().Be(1);
    }

    [Fact]
    public void A_loss_that_comes_and_goes_does_not_fill_the_screen()
    {
        using (var progress = Plain(1000))
        {
            for (var step = 1; step <= 1000; step++) progress.Step(step % 2 == 0 ? 1 : double.NaN);
        }
        Lines().Length.Should().BeLessThanOrEqualTo(12);
    }

    [Fact]
    public void Nothing_done_is_nothing_said()
    {
        Plain(10).Dispose();
        Live(10).Dispose();
        console.Output.Should().BeEmpty();
    }

    [Fact]
    public void A_terminal_has_a_bar_that_is_written_over()
    {
        console.EmitAnsiSequences = true;
        console.Profile.Capabilities.Unicode = true;
        var progress = Live(4);
        Train(progress, 1, seconds: 2);
        Bar().Should().Be("CNN ━━━━━━━─────────────────────── 1/4  loss 2  2.0 s/step  6 s left");
        Train(progress, 1, seconds: 2);
        console.Output.Should().Contain("\r\u001b[2K");
        Bar().Should().Be("CNN ━━━━━━━━━━━━━━━─────────────── 2/4  loss 2  2.0 s/step  4 s left");
        progress.Dispose();
        console.Output.Should().EndWith("\r\u001b[2KCNN: 2 steps in 4 s, loss 2\n");
    }

    [Fact]
    public void A_bar_is_drawn_ten_times_a_second_at_most()
    {
        console.EmitAnsiSequences = true;
        using var progress = Live(10_000);
        for (var step = 0; step < 1000; step++)
        {
            progress.Step(1);
            clock.Forward(0.001);
        }
        console.Output.Split("\u001b[2K").Length.Should().BeInRange(9, 11);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(50)]
    [InlineData(30)]
    [InlineData(12)]
    [InlineData(1)]
    public void A_bar_never_reaches_the_edge(int width)
    {
        console.Width(width);
        console.EmitAnsiSequences = true;
        using var progress = Live(1_000_000);
        Train(progress, 3, seconds: 3000);
        Bar().Length.Should().BeLessThan(width + (width == 1 ? 0 : 0)).And.BeGreaterThanOrEqualTo(width - 45);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_seconds()
    {
        using (var progress = Live(2000))
        {
            Train(progress, 10, seconds: 10);
            Bar().Should().Contain("10 s/step");
            Train(progress, 300, seconds: 0.1);
            Bar().Should().Contain("10 steps/s").And.Contain("2 min 49 s left");
        }
    }

    [Fact]
    public void A_plain_terminal_has_a_bar_of_plain_signs()
    {
        console.Profile.Capabilities.Unicode = false;
        using var progress = Live(2);
        progress.Step(1);
        Bar().Should().Be("CNN ###############--------------- 1/2  loss 1");
    }

    [Fact]
    public void What_is_trained_may_have_any_signs()
    {
        using var progress = new TerminalProgress(console, true, "[red]A[/", 2, clock, interrupt);
        progress.Step(1);
        Bar().Should().StartWith("[red]A[/ ");
    }

    [Fact]
    public void Many_threads_may_report()
    {
        using (var progress = Plain(4000))
        {
            Parallel.For(0, 4000, _ => progress.Step(1));
        }
        Lines().Should().HaveCount(11);
    }

    [Fact]
    public void After_the_end_nothing_is_counted()
    {
        var progress = Plain(100);
        progress.Step(1);
        progress.Dispose();
        progress.Dispose();
        progress.Step(1);
        Lines().Should().HaveCount(1);
        interrupt.Press().Should().BeFalse("nothing trains, so Ctrl-C is what it is elsewhere");
        progress.IsStopping.Should().BeFalse();
    }

    [Theory]
    [InlineData("", false, true)]
    [InlineData("", true, false)]
    [InlineData("TERM=dumb", false, false)]
    [InlineData("TERM=xterm", false, true)]
    [InlineData("NO_COLOR=1", false, false)]
    [InlineData("NO_COLOR=", false, true)]
    [InlineData("CI=true", false, false)]
    [InlineData("CI=false", false, true)]
    public void A_bar_is_for_terminals_only(string setting, bool isOutputRedirected, bool isLive)
    {
        string? Environment(string name) => setting.StartsWith(name + "=", StringComparison.Ordinal)
            ? setting[(name.Length + 1)..]
            : null;
        Terminal.CanBeLive(Environment, isOutputRedirected).Should().Be(isLive);
    }

    private TerminalProgress Plain(long steps) => new(console, false, "CNN", steps, clock, interrupt);

    private TerminalProgress Live(long steps) => new(console, true, "CNN", steps, clock, interrupt);

    private void Train(TerminalProgress progress, long steps, double seconds = 0.01)
    {
        for (var step = 0; step < steps; step++)
        {
            clock.Forward(seconds);
            progress.Step(2);
        }
    }

    private string[] Lines() => console.Output.TrimEnd('\n').Split('\n');

    // What is on the line where the cursor is.
    private string Bar()
    {
        var line = console.Output.Split('\n')[^1].Split("\r\u001b[2K")[^1];
        return System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[[0-9;]*[A-Za-z]", "");
    }
}
