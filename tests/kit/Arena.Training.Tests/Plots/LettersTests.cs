using SkiaSharp;

namespace Arena.Plots.Tests;

public sealed class LettersTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(600)]
    public void The_typefaces_have_what_titles_and_axes_need(double weight)
    {
        var letters = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code))
            + "äöüßéèêñçÅøŁ αβγδεζηθικλμνξπρστυφχψω ΓΔΘΛΞΠΣΦΨΩ −·×±÷≤≥≈≠→←↑↓∞√∂∑ ⁰¹²³⁴⁵⁶⁷⁸⁹ ₀₁₂₃ ‘’“”–—…°";
        using var font = Letters.Font(13, weight);
        letters.Where(letter => font.Typeface.GetGlyph(letter) == 0).Should().BeEmpty();
        font.Typeface.FamilyName.Should().StartWith("Inter");
    }

    [Fact]
    public void Letters_are_drawn_and_each_is_its_own()
    {
        byte[] Drawn(string title)
        {
            using var saved = SavedPlot.Of(new Plot(title, "", ""));
            return saved.PngBytes;
        }
        string[] titles = ["", "a", "b", "Ω", "≤", "1"];
        titles.Select(title => Convert.ToBase64String(Drawn(title))).Should().OnlyHaveUniqueItems();
        using var title = SavedPlot.Of(new Plot("MMMM", "", ""));
        title.Find(31, 41, 55).Should().Match<(int Count, double X, double Y)>(
            ink => ink.Count > 500 && Math.Abs(ink.X - 0.5) < 0.05 && ink.Y < 0.1, "the ink of the title is above");
    }

    // The widths that the typefaces' own tables give, in parts of 2816 of the size.
    [Theory]
    [InlineData("loss", 13, 400, 5292)]
    [InlineData("loss", 26, 400, 5292)]
    [InlineData("loss", 13, 600, 5538)]
    [InlineData("longer line", 13, 400, 13816)]
    [InlineData("loss\nlonger line", 13, 400, 13816)]
    [InlineData("longer line\nloss", 13, 600, 14263)]
    public void Text_is_as_wide_as_its_longest_line_and_as_high_as_all(string text, double size, double weight, int width)
    {
        var measured = Letters.Measure(text, size, weight);
        measured.Width.Should().BeApproximately(size * width / 2816, 0.01);
        measured.Height.Should().BeApproximately(size * (2728 + 680) / 2816 * text.Split('\n').Length, 0.01);
    }

    [Fact]
    public void A_picture_is_a_PNG_with_no_holes()
    {
        using var saved = SavedPlot.Of(new Plot("Title", "x", "y"));
        using var codec = SKCodec.Create(new MemoryStream(saved.PngBytes));
        codec.EncodedFormat.Should().Be(SKEncodedImageFormat.Png);
        saved.Find(255, 255, 255).Count.Should().BeGreaterThan(1_000_000);
    }
}
