namespace Arena.Training.Tests;

public sealed class InterruptTests
{
    private readonly Interrupt interrupt = new();

    [Fact]
    public void The_first_press_asks_and_the_second_ends()
    {
        var told = 0;
        using var watch = interrupt.Watch(() => told++);
        interrupt.IsAsked.Should().BeFalse();
        interrupt.Press().Should().BeTrue("the process goes on");
        interrupt.IsAsked.Should().BeTrue();
        interrupt.Press().Should().BeFalse("the process ends");
        told.Should().Be(1);
    }

    [Fact]
    public void With_nobody_watching_a_press_ends_the_process()
    {
        interrupt.Press().Should().BeFalse();
        interrupt.IsAsked.Should().BeFalse();
        interrupt.Watch(() => { }).Dispose();
        interrupt.Press().Should().BeFalse();
    }

    [Fact]
    public void All_who_watch_are_told_and_later_ones_know()
    {
        var told = new List<int>();
        using var first = interrupt.Watch(() => told.Add(1));
        using var second = interrupt.Watch(() => told.Add(2));
        interrupt.Press();
        told.Should().Equal(1, 2);
        using var later = interrupt.Watch(() => told.Add(3));
        interrupt.IsAsked.Should().BeTrue();
        interrupt.Press().Should().BeFalse();
        told.Should().Equal(1, 2);
    }
}
