namespace Arena.Training.Tests;

public sealed class SmoothedLossTests
{
    [Fact]
    public void The_first_loss_is_shown_as_it_is()
    {
        var loss = new SmoothedLoss();
        loss.Add(2.5, 1);
        loss.Words.Should().Be("loss 2.5");
    }

    [Fact]
    public void Later_ones_are_weighed_the_newest_most()
    {
        var loss = new SmoothedLoss();
        loss.Add(1, 1);
        loss.Add(2, 2);
        // (0.95 · 1 + 2) / (0.95 + 1)
        loss.Words.Should().Be("loss 1.513");
        for (var step = 3; step < 200; step++) loss.Add(4, step);
        loss.Words.Should().Be("loss 4");
    }

    [Theory]
    [InlineData(double.NaN, "the loss is NaN since step 12")]
    [InlineData(double.PositiveInfinity, "the loss is infinite since step 12")]
    public void A_loss_that_is_no_number_is_said_with_its_step(double none, string words)
    {
        var loss = new SmoothedLoss();
        for (var step = 1; step < 12; step++) loss.Add(1, step);
        loss.Add(none, 12);
        loss.Add(none, 13);
        loss.Words.Should().Be(words);
        loss.IsFinite.Should().BeFalse();
        loss.TimesLost.Should().Be(1);
    }

    [Fact]
    public void One_that_comes_back_is_shown_again()
    {
        var loss = new SmoothedLoss();
        loss.Add(double.NaN, 1);
        loss.Add(3, 2);
        loss.Words.Should().Be("loss 3");
        loss.Add(double.NaN, 3);
        loss.Words.Should().Be("the loss is NaN since step 3");
        loss.TimesLost.Should().Be(2);
    }

    [Fact]
    public void Small_and_large_losses_keep_four_figures()
    {
        var loss = new SmoothedLoss();
        loss.Add(0.0000123456, 1);
        loss.Words.Should().Be("loss 1.235E-05");
    }
}
