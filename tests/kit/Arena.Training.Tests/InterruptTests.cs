namespace Arena.Training.Tests;

public sealed class InterruptTests
{
    private readonly Interrupt _interrupt = new();

    [Fact]
    public void The_first_press_asks_and_the_second_ends()
    {
        var told = 0;
        using var watch = _interrupt.Watch(() => told++);
        _interrupt.IsAsked.Should().BeFalse();
        _interrupt.Press().Should().BeTrue("the process goes on");
        _interrupt.IsAsked.Should().BeTrue();
        _interrupt.Press().Should().BeFalse("the process ends");
        told.Should().Be(1);
    }

    [Fact]
    public void With_nobody_watching_a_press_ends_the_process()
    {
        _interrupt.Press().Should().BeFalse();
        _interrupt.IsAsked.Should().BeFalse();
        _interrupt.Watch(() => { }).Dispose();
        _interrupt.Press().Should().BeFalse();
    }

    [Fact]
    public void All_who_watch_are_told_and_later_ones_know()
    {
        var told = new List<int>();
        using var first = _interrupt.Watch(() => told.Add(1));
        using var second = _interrupt.Watch(() => told.Add(2));
        _interrupt.Press();
        told.Should().Equal(1, 2);
        using var later = _interrupt.Watch(() => told.Add(3));
        _interrupt.IsAsked.Should().BeTrue();
        _interrupt.Press().Should().BeFalse();
        told.Should().Equal(1, 2);
    }
}
