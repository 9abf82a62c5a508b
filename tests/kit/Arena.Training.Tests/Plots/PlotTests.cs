using System.Globalization;

namespace Arena.Plots.Tests;

public sealed class PlotTests
{
    private const string Blue = "rgb(0,114,178)";
    private const string Vermilion = "rgb(213,94,0)";

    private static readonly double[] Xs = [0, 1, 2, 3, 4];
    private static readonly double[] Ys = [5, 3, 2, 4, 1];

    [Fact]
    public void A_plot_is_a_picture_and_a_page_and_folders_are_made()
    {
        using var saved = SavedPlot.Of(Empty());
        saved.Size.Should().Be((1600, 1000));
        saved.Html.Should().StartWith("<!DOCTYPE html>").And.Contain("<title>Title</title>");
        saved.Texts.Should().Contain(["Title", "across (m)", "up (s)"]);
    }

    [Fact]
    public void Every_line_has_a_colour_and_a_place_in_the_legend()
    {
        using var saved = SavedPlot.Of(Empty().Line("falls", Xs, Ys).Line("rises", Xs, [.. Ys.Reverse()]));
        saved.Find(0, 114, 178).Count.Should().BeGreaterThan(2000);
        saved.Find(213, 94, 0).Count.Should().BeGreaterThan(2000);
        saved.Texts.Should().Contain(["falls", "rises"]);
    }

    [Fact]
    public void What_has_the_same_name_has_the_same_colour_and_one_place_in_the_legend()
    {
        using var saved = SavedPlot.Of(Empty()
            .Line("other", Xs, Ys).Band("same", Xs, Ys, [.. Ys.Select(y => y + 1)])
            .Points("same", Xs, Ys).Line("same", Xs, Ys));
        saved.Texts.Count(text => text == "same").Should().Be(1);
        saved.Shapes($"fill:{Vermilion};fill-opacity").Should().Be(1, "that is the band");
        saved.Svg.Descendants("ellipse").Count(dot => ((string)dot.Attribute("style")!).Contains($"fill:{Vermilion}"))
            .Should().Be(5);
        saved.Shapes($"stroke:{Vermilion}").Should().BePositive("there is the line");
        saved.Shapes($"stroke:{Blue}").Should().BePositive("there is the other line");
    }

    [Fact]
    public void A_band_alone_is_in_the_legend_and_one_without_a_name_is_not()
    {
        using var saved = SavedPlot.Of(Empty().Band("spread", Xs, Ys, Xs).Line("", Xs, Ys));
        saved.Texts.Should().Contain("spread").And.NotContain("");
    }

    [Fact]
    public void The_ninth_name_has_dashes()
    {
        var plot = Empty();
        for (var i = 0; i < 8; i++) plot.Line($"line {i}", Xs, Ys);
        using (var eight = SavedPlot.Of(plot)) eight.Shapes("dasharray").Should().Be(0);
        using var nine = SavedPlot.Of(plot.Line("line 8", Xs, Ys));
        nine.Shapes("dasharray").Should().BePositive();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.MaxValue)]
    public void What_is_no_number_is_a_gap(double none)
    {
        using var whole = SavedPlot.Of(Empty().Line("line", Xs, Ys));
        using var gap = SavedPlot.Of(Empty().Line("line", Xs, [5, 3, none, 4, 1]));
        gap.Shapes($"stroke:{Blue}").Should().Be(whole.Shapes($"stroke:{Blue}") + 1, "the line is in two pieces");
        using var across = SavedPlot.Of(Empty().Line("line", [0, 1, none, 3, 4], Ys));
        across.Shapes($"stroke:{Blue}").Should().Be(whole.Shapes($"stroke:{Blue}") + 1, "so it is here");
    }

    [Fact]
    public void A_point_between_two_gaps_is_a_dot()
    {
        using var saved = SavedPlot.Of(Empty().Line("line", Xs, [5, double.NaN, 2, double.NaN, 1]));
        saved.Svg.Descendants("ellipse").Should().HaveCount(3);
        using var whole = SavedPlot.Of(Empty().Line("line", Xs, Ys));
        whole.Svg.Descendants("ellipse").Should().BeEmpty();
    }

    [Fact]
    public void A_band_with_different_gaps_above_and_below_is_drawn_where_it_has_both()
    {
        using var saved = SavedPlot.Of(Empty().Band(
            "band", [0, 1, 2, 3, 4, 5, 6], [1, 1, double.NaN, 1, 1, 1, 1], [2, 2, 2, 2, double.NaN, 2, 2]));
        saved.Shapes("fill-opacity").Should().BeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void Nothing_but_gaps_is_an_empty_plot()
    {
        double[] none = [double.NaN, double.NaN];
        using var saved = SavedPlot.Of(Empty()
            .Line("line", none, none).Points("points", [1, 2], none).Band("band", none, [1, 2], none)
            .Line("no points", [], []));
        saved.Texts.Should().Contain(["line", "points", "no points"]);
    }

    [Fact]
    public void A_constant_and_a_single_point_are_drawn()
    {
        using var saved = SavedPlot.Of(Empty().Line("constant", Xs, [7, 7, 7, 7, 7]).Points("point", [2], [7]));
        saved.Find(0, 114, 178).Count.Should().BeGreaterThan(1000);
        saved.Find(213, 94, 0).Count.Should().BeGreaterThan(50);
    }

    [Fact]
    public void On_a_logarithmic_axis_equal_factors_are_equal_ways()
    {
        using var saved = SavedPlot.Of(Empty().LogX().Line("line", [1, 10, 100], [1, 2, 3]));
        var xs = Pixels(saved, 0).Select(point => point.X).ToArray();
        (xs[1] - xs[0]).Should().BeApproximately(xs[2] - xs[1], 0.21);
        using var up = SavedPlot.Of(Empty().Line("line", [1, 2, 3], [1e-6, 1e-4, 1e-2]).LogY());
        var ys = Pixels(up, 0).Select(point => point.Y).ToArray();
        (ys[0] - ys[1]).Should().BeApproximately(ys[1] - ys[2], 0.21).And.BeGreaterThan(100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void On_a_logarithmic_axis_what_is_not_above_0_is_a_gap(double none)
    {
        using var saved = SavedPlot.Of(Empty().LogY().Line("line", Xs, [5, 3, none, 4, 1]));
        Pixels(saved, 0).Should().HaveCount(4);
        using var across = SavedPlot.Of(Empty().LogX().Points("points", [1, 3, none, 4, 1], Ys));
        Pixels(across, 0).Should().HaveCount(4);
    }

    [Fact]
    public void On_logarithmic_axes_the_first_and_the_last_point_are_whole()
    {
        using var saved = SavedPlot.Of(Empty().LogX().LogY().Points("points", [1, 10, 100], [3, 30, 300]));
        using var linear = SavedPlot.Of(Empty().Points("points", [1, 2, 3], [1, 2, 3]));
        var whole = linear.Find(0, 114, 178).Count;
        saved.Find(0, 114, 178).Count.Should().BeCloseTo(whole, (uint)(whole / 50));
    }

    [Fact]
    public void A_logarithmic_axis_with_nothing_above_0_is_an_error()
    {
        Saving(Empty().LogY().Line("loss", Xs, [0, 0, -1, -2, double.NaN])).Should()
            .Throw<InvalidOperationException>().WithMessage("The y axis is logarithmic, and no y of 'loss' is above 0: there is nothing to draw.");
        Saving(Empty().LogX().Points("loss", [-1], [1])).Should().Throw<InvalidOperationException>()
            .WithMessage("The x axis is logarithmic, and no x of 'loss'*");
        Saving(Empty().LogY().HorizontalLine("zero", 0)).Should().Throw<InvalidOperationException>()
            .WithMessage("*the line 'zero' is at 0, which is not above 0.");
        Saving(Empty().LogY().Bars(["a"], [-1])).Should().Throw<InvalidOperationException>();
        Saving(Empty().LogX().Contours((x, y) => x, (0, 1), (0, 1))).Should().Throw<InvalidOperationException>()
            .WithMessage("*the contours begin at x = 0, which is not above 0.");
    }

    [Fact]
    public void Different_lengths_are_an_error_that_says_both()
    {
        FluentActions.Invoking(() => Empty().Line("loss", Xs, [1, 2])).Should().Throw<ArgumentException>()
            .WithMessage("'loss' has 5 xs and 2 ys; each point needs both.*");
        FluentActions.Invoking(() => Empty().Points("loss", [1], Ys)).Should().Throw<ArgumentException>()
            .WithMessage("'loss' has 1 xs and 5 ys*");
        FluentActions.Invoking(() => Empty().Band("loss", Xs, [1], Ys)).Should().Throw<ArgumentException>()
            .WithMessage("'loss' has 5 xs and 1 low*");
        FluentActions.Invoking(() => Empty().Band("loss", Xs, Ys, [1])).Should().Throw<ArgumentException>()
            .WithMessage("'loss' has 5 xs and 1 high*");
        FluentActions.Invoking(() => Empty().Bars(["a"], [1, 2])).Should().Throw<ArgumentException>()
            .WithMessage("There are 1 names and 2 values*");
        FluentActions.Invoking(() => Empty().Heatmap(new double[2, 3], ["a"])).Should().Throw<ArgumentException>()
            .WithMessage("There are 2 rows and 1 labels of rows.*");
        FluentActions.Invoking(() => Empty().Heatmap(new double[2, 3], columns: ["a", "b"])).Should()
            .Throw<ArgumentException>().WithMessage("There are 3 columns and 2 labels of columns.*");
    }

    [Fact]
    public void What_has_no_extent_is_an_error()
    {
        FluentActions.Invoking(() => Empty().Bars([], [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Empty().Heatmap(new double[0, 3])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Empty().HorizontalLine("h", double.NaN)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Empty().Contours((x, y) => x, (1, 1), (0, 1))).Should().Throw<ArgumentException>()
            .WithMessage("From 1 to 1 is no range*").WithParameterName("x");
        FluentActions.Invoking(() => Empty().Contours((x, y) => x, (0, 1), (0, double.NaN))).Should()
            .Throw<ArgumentException>().WithParameterName("y");
    }

    [Fact]
    public void A_plot_keeps_the_numbers_that_it_was_given()
    {
        var ys = Ys.ToArray();
        var plot = Empty().Line("line", Xs, ys);
        ys[0] = 100;
        using var expected = SavedPlot.Of(Empty().Line("line", Xs, Ys));
        using var saved = SavedPlot.Of(plot);
        saved.Html.Should().Be(expected.Html);
        saved.PngBytes.Should().Equal(expected.PngBytes);
    }

    [Fact]
    public void A_horizontal_line_is_within_the_axis_and_in_the_legend()
    {
        using var saved = SavedPlot.Of(Empty().Line("line", [0, 1], [1, 2]).HorizontalLine("chance", 10));
        saved.Texts.Should().Contain(["chance", "10"], "the axis goes up to it");
        saved.Svg.Descendants("polyline").Where(line => ((string)line.Attribute("style")!).Contains("dasharray"))
            .Count(line => ((string)line.Attribute("points")!).Split(' ').Distinct().Count() > 1)
            .Should().Be(2, "it is drawn, and shown in the legend");
    }

    [Fact]
    public void Contours_are_darkest_at_the_lowest_and_lines_are_drawn_on_them()
    {
        var asked = new List<(double X, double Y)>();
        using var saved = SavedPlot.Of(Empty()
            .Contours((x, y) => { asked.Add((x, y)); return x * x + y * y; }, (-1, 3), (-2, 1))
            .Line("path", [-0.5, 0], [-0.5, 0]).Points("minimum", [0], [0]));
        asked.Should().OnlyContain(at => at.X >= -1 && at.X <= 3 + 1e-9 && at.Y >= -2 && at.Y <= 1 + 1e-9);
        saved.Find(0, 114, 178).Count.Should().BeGreaterThan(100);
        saved.Find(213, 94, 0).Count.Should().BeGreaterThan(50, "points are not coloured by the scale of the heights");
        var (x, y) = Pixels(saved, 1).Single();
        var low = saved.Find(120, 158, 196);
        (low.X * 800).Should().BeApproximately(x, 15);
        (low.Y * 500).Should().BeApproximately(y, 15);
    }

    [Fact]
    public void Lines_of_equal_height_are_at_round_heights()
    {
        // Along x the heights go from 0 to 10, so the lines, a step apart, are upright and evenly spaced.
        using var saved = SavedPlot.Of(Empty().Contours((x, y) => x, (0, 10), (0, 1)));
        var at = saved.Svg.Descendants("polyline")
            .Where(line => ((string)line.Attribute("style")!).Contains("stroke:rgb(31,41,55)"))
            .Select(line => ((string)line.Attribute("points")!).Split(',')[0])
            .Select(x => double.Parse(x, CultureInfo.InvariantCulture)).Order().ToArray();
        at.Length.Should().BeInRange(8, 20);
        var gaps = at.Zip(at.Skip(1), (a, b) => b - a).ToArray();
        gaps.Should().OnlyContain(gap => Math.Abs(gap - gaps[0]) < 0.5);
    }

    [Fact]
    public void Contours_by_powers_of_ten_leave_out_what_is_not_above_0()
    {
        using var saved = SavedPlot.Of(Empty()
            .Contours((x, y) => Math.Pow(10, 8 * x) - 1e3, (0, 1), (0, 1), log: true));
        saved.Texts.Should().Contain("10").And.Contain("7", "the scale goes up to 10⁷, or 8");
        Saving(Empty().Contours((x, y) => -1, (0, 1), (0, 1), log: true)).Should().Throw<InvalidOperationException>()
            .WithMessage("*none is above 0*");
        Saving(Empty().Contours((x, y) => double.NaN, (0, 1), (0, 1))).Should().Throw<InvalidOperationException>()
            .WithMessage("No height is finite*");
    }

    [Fact]
    public void A_plain_of_contours_and_one_with_holes_are_drawn()
    {
        using var plain = SavedPlot.Of(Empty().Contours((x, y) => 3, (0, 1), (0, 1)));
        using var holes = SavedPlot.Of(Empty()
            .Contours((x, y) => x > 0.5 ? double.NaN : y < 0.3 ? double.PositiveInfinity : x + y, (0, 1), (0, 1)));
        using var logs = SavedPlot.Of(Empty().LogX().LogY().Contours((x, y) => x + y, (1e-3, 1), (1e-4, 10)));
        plain.Size.Should().Be(holes.Size).And.Be(logs.Size);
    }

    [Fact]
    public void Cells_begin_above_on_the_left_and_have_their_numbers_and_labels()
    {
        using var saved = SavedPlot.Of(Empty()
            .Heatmap(new double[,] { { -1.5, 2, 3 }, { 4, 5, 60.25 } }, ["first", "second"], ["a", "b", "c"]));
        // The ends of Viridis.
        var (count, x, y) = saved.Find(68, 1, 84);
        count.Should().BeGreaterThan(10_000);
        (x, y).Should().Match<(double X, double Y)>(at => at.X < 0.7 && at.Y < 0.5);
        saved.Find(253, 231, 37).Should().Match<(int Count, double X, double Y)>(at => at.X > 0.6 && at.Y > 0.5);
        saved.Texts.Should().Contain(["first", "second", "a", "b", "c", "−1.5", "60.2"]);
    }

    [Fact]
    public void A_cell_that_is_no_number_is_left_out_and_many_cells_have_no_numbers()
    {
        var cells = new double[30, 200];
        for (var row = 0; row < 30; row++) for (var column = 0; column < 200; column++) cells[row, column] = row;
        for (var column = 0; column < 200; column++) cells[3, column] = double.NaN;
        using var saved = SavedPlot.Of(Empty().Heatmap(cells));
        saved.Texts.Should().NotContain("NaN").And.NotContain("29");
        using var one = SavedPlot.Of(Empty().Heatmap(new double[,] { { 5 } }));
        one.Texts.Should().Contain("5");
        Saving(Empty().Heatmap(new double[,] { { double.NaN } })).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Bars_are_as_high_as_their_values_and_gaps_have_none()
    {
        using var saved = SavedPlot.Of(Empty().Bars(["one", "none", "three"], [1, double.NaN, 3]));
        var bars = saved.Svg.Descendants("rect")
            .Where(bar => ((string?)bar.Attribute("style"))?.Contains($"fill:{Blue}") == true)
            .Select(bar => (double)bar.Attribute("height")!).Order().ToArray();
        bars.Should().HaveCount(2);
        (bars[1] / bars[0]).Should().BeApproximately(3, 0.02);
        saved.Texts.Should().Contain(["one", "none", "three"]);
    }

    [Fact]
    public void Bars_may_be_logarithmic_upwards_and_have_lines_across()
    {
        using var saved = SavedPlot.Of(Empty().Bars(["a", "b"], [1e-5, 100]).LogY().HorizontalLine("line", 1e3));
        saved.Texts.Should().Contain("line");
        Saving(Empty().Bars(["a"], [1]).LogX()).Should().Throw<InvalidOperationException>();
        Saving(Empty().Heatmap(new double[1, 1]).LogY()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_plot_has_one_of_contours_cells_and_bars()
    {
        FluentActions.Invoking(() => Empty().Bars(["a"], [1]).Heatmap(new double[1, 1])).Should()
            .Throw<InvalidOperationException>().WithMessage("*Make a second plot.");
    }

    [Fact]
    public void Numbers_on_axes_read_well()
    {
        using var small = SavedPlot.Of(Empty().Line("line", [-2e-7, 2e-7], [-3, 3]));
        small.Texts.Should().Contain("0").And.Contain("2·10").And.Contain("−2·10").And.Contain("−7");
        using var logs = SavedPlot.Of(Empty().LogY().Line("line", [1, 2], [1e-6, 1e6]));
        logs.Texts.Should().Contain("0.01").And.Contain("100").And.Contain("−6").And.NotContain("1E-06");
        using var steps = SavedPlot.Of(Empty().Line("line", [0, 20000], [0.1, 0.3]));
        steps.Texts.Should().Contain("20000").And.Contain("0.2").And.NotContain("0.20000000000000001");
    }

    private static Plot Empty() => new("Title", x: "across (m)", y: "up (s)");

    private static Action Saving(Plot plot) => () => SavedPlot.Of(plot).Dispose();

    private static (double X, double Y)[] Pixels(SavedPlot saved, int series) =>
    [
        .. saved.Marks.GetProperty("series")[series].GetProperty("points").EnumerateArray()
            .Select(point => (point[0].GetDouble(), point[1].GetDouble())),
    ];
}
