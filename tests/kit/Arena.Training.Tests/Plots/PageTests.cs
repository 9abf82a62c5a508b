using System.Text.RegularExpressions;

namespace Arena.Plots.Tests;

public sealed class PageTests
{
    [Fact]
    public void A_page_asks_no_network_for_anything()
    {
        using var saved = SavedPlot.Of(new Plot("Title", "x", "y").Contours((x, y) => x * y, (0, 1), (0, 1))
            .Line("line", [0, 1], [0, 1]));
        saved.Html.Should().NotContain("http").And.NotContain("@import");
        Regex.Matches(saved.Html, """(src|href)="(?!data:image/png;base64,)""").Should().BeEmpty();
        Regex.Matches(saved.Html, @"url\((?!#)").Should().BeEmpty();
    }

    [Fact]
    public void A_title_and_a_name_may_have_any_signs()
    {
        const string nasty = "</title></script><script>alert(1)</script>{{svg}}$1&amp;\"'";
        using var saved = SavedPlot.Of(new Plot(nasty, nasty, nasty).Line(nasty, [0, 1], [0, 1]));
        Regex.Matches(saved.Html, "<script").Should().HaveCount(1);
        Regex.Matches(saved.Html, "<svg").Should().HaveCount(1);
        saved.Texts.Should().Contain(nasty);
        ((string?)saved.Svg.Attribute("aria-label")).Should().Be(nasty);
        saved.Marks.GetProperty("x").GetString().Should().Be(nasty);
        saved.Marks.GetProperty("series")[0].GetProperty("name").GetString().Should().Be(nasty);
    }

    [Fact]
    public void The_points_are_read_out_with_their_numbers_where_they_are_drawn()
    {
        using var saved = SavedPlot.Of(
            new Plot("Title", "x", "y").Points("points", [0, double.NaN, 2, 10], [1, 1, -0.123456789, 3e9]));
        var points = saved.Marks.GetProperty("series")[0].GetProperty("points").EnumerateArray().ToArray();
        points.Select(point => $"{point[2]}; {point[3]}").Should().Equal("0; 1", "2; -0.12346", "10; 3E+09");
        var dots = saved.Svg.Descendants("ellipse").Where(dot => ((string)dot.Attribute("rx")!) == "4").ToArray();
        foreach (var point in points)
        {
            dots.Should().Contain(
                dot => Math.Abs((double)dot.Attribute("cx")! - point[0].GetDouble()) < 0.06
                    && Math.Abs((double)dot.Attribute("cy")! - point[1].GetDouble()) < 0.06,
                "the point {0} is drawn", point);
        }
    }

    [Fact]
    public void Bars_are_read_out_with_their_names()
    {
        using var saved = SavedPlot.Of(new Plot("Title", "x", "y").Bars(["cat", "dog"], [1, 2.5]));
        saved.Marks.GetProperty("series")[0].GetProperty("points")[1][2].GetString().Should().Be("dog");
        saved.Marks.GetProperty("series")[0].GetProperty("points")[1][3].GetString().Should().Be("2.5");
    }

    [Fact]
    public void Cells_are_read_out_with_their_labels_and_their_value_where_they_are_drawn()
    {
        using var saved = SavedPlot.Of(new Plot("Title", "key", "query").Heatmap(
            new[,] { { 0.25, double.NaN, 3 }, { 4, 5, 0.123456 } }, ["cat", "dog"], ["a", "b", "c"]));
        var points = saved.Marks.GetProperty("series")[0].GetProperty("points").EnumerateArray().ToArray();
        points.Select(point => $"{point[2]} {point[3]} {point[4]}").Should().Equal(
            "a cat 0.25", "c cat 3", "a dog 4", "b dog 5", "c dog 0.12346");
        var (first, last) = (points[0], points[^1]);
        first[0].GetDouble().Should().BeLessThan(last[0].GetDouble(), "columns go to the right");
        first[1].GetDouble().Should().BeLessThan(last[1].GetDouble(), "rows go down");
    }

    [Fact]
    public void Of_many_points_a_thousand_are_read_out_and_both_ends_are_among_them()
    {
        double[] xs = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        using var saved = SavedPlot.Of(new Plot("Title", "x", "y").Line("line", xs, [.. xs.Select(Math.Sin)]));
        var points = saved.Marks.GetProperty("series")[0].GetProperty("points");
        points.GetArrayLength().Should().Be(1000);
        points[0][2].GetString().Should().Be("0");
        points[999][2].GetString().Should().Be("99999");
        saved.Html.Length.Should().BeLessThan(400_000, "of points that share a pixel not all are drawn");
    }

    [Fact]
    public void Dark_pages_have_other_colours_for_what_is_drawn_in_ink()
    {
        using var saved = SavedPlot.Of(
            new Plot("Title", "x", "y").Line("line", [0, 1], [0, 1]).HorizontalLine("level", 0.5));
        var dark = saved.Html[saved.Html.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal)..];
        dark = dark[..dark.IndexOf("</style>", StringComparison.Ordinal)];
        var exchanged = Regex.Matches(dark, @"(fill=""|stroke:)rgb\([0-9,]+\)").Select(match => match.Value).ToArray();
        exchanged.Should().HaveCount(5);
        foreach (var colour in exchanged) saved.Svg.ToString().Should().Contain(colour);
    }

    [Fact]
    public void Texts_are_as_wide_in_any_font_as_they_were_laid_out()
    {
        using var saved = SavedPlot.Of(new Plot("A title", "x", "y"));
        saved.Svg.Descendants("text").Should().OnlyContain(text => (double)text.Attribute("textLength")! > 2);
        var title = saved.Svg.Descendants("text").Single(text => text.Value == "A title");
        ((double)title.Attribute("textLength")!).Should().BeInRange(45, 75, "seven letters of 17 pixels take that much");
    }
}
