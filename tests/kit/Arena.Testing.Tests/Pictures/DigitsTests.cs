using Arena.Pictures;
using static TorchSharp.torch;

namespace Arena.Testing.Tests.Pictures;

public class DigitsTests
{
    [Theory]
    [InlineData("0", 9, 7)]
    [InlineData("012345", 72, 48)]
    [InlineData("9138", 20, 31)]
    public void Digits_are_bytes_with_four_axes(string digits, int height, int width)
    {
        using var drawn = Digits.Draw(digits, height, width);
        drawn.Should().HaveShape("digit channel height width", digits.Length, 3, height, width);
        drawn.Should().HaveDtype(ScalarType.Byte);
    }

    [Fact]
    public void Each_digit_is_a_picture_of_its_own()
    {
        using var scope = NewDisposeScope();
        var drawn = Digits.Draw("0123456789", 24, 16);
        for (var one = 0; one < 10; one++)
            for (var other = 0; other < one; other++)
                drawn[one].eq(drawn[other]).all().item<bool>().Should().BeFalse($"{one} is not {other}");
    }

    [Fact]
    public void A_digit_looks_the_same_among_others()
    {
        using var scope = NewDisposeScope();
        Digits.Draw("703", 24, 16)[2].Should().BeEqualTo(Digits.Draw("3", 24, 16)[0], "channel height width");
    }

    [Fact]
    public void The_one_is_a_vertical_line_with_a_foot()
    {
        using var scope = NewDisposeScope();
        var red = Digits.Draw("1", 72, 48)[0, 0];
        var (paper, ink) = ((byte)0x2e, (byte)0xef);
        red[0, 0].item<byte>().Should().Be(paper);
        red[36, 25].item<byte>().Should().Be(ink, "the line runs through the middle");
        red[36, 5].item<byte>().Should().Be(paper);
        red[59, 18].item<byte>().Should().Be(ink, "the foot reaches to the left");
        red[52, 18].item<byte>().Should().Be(paper, "the foot is at the bottom");
    }

    [Theory]
    [InlineData("", 8, 8)]
    [InlineData("1a", 8, 8)]
    [InlineData("٣", 8, 8)]
    [InlineData("1", 0, 8)]
    [InlineData("1", 8, -1)]
    public void What_cannot_be_drawn_is_refused(string digits, int height, int width) =>
        FluentActions.Invoking(() => Digits.Draw(digits, height, width)).Should().Throw<ArgumentException>();
}
