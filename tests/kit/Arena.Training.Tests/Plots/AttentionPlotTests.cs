using System.Text.Json;
using System.Text.RegularExpressions;
using SkiaSharp;
using TorchSharp;

namespace Arena.Plots.Tests;

public sealed partial class AttentionPlotTests
{
    private static readonly string[] Tokens = ["the", "cat", "sat"];
    private static readonly double[,] Previous = { { 1, 0, 0 }, { 1, 0, 0 }, { 0, 0.75, 0.25 } };

    [Fact]
    public void The_picture_has_the_patterns_side_by_side_queries_going_down()
    {
        using var saved = SavedAttention.Of(new AttentionPlot("Layer 0", Tokens).Head("0.0", Previous).Head("0.1", new[,]
        {
            { 1.0, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 },
        }));

        saved.Picture.Width.Should().Be(1600);
        // Full attention has the first colour of lines.
        var full = Enumerable.Range(0, saved.Picture.Width * saved.Picture.Height)
            .Select(i => (X: i % saved.Picture.Width, Y: i / saved.Picture.Width))
            .Where(at => saved.Picture.GetPixel(at.X, at.Y) == new SKColor(0, 114, 178)).ToList();
        var middle = saved.Picture.Width / 2;
        var (left, right) = (full.Where(at => at.X < middle).ToList(), full.Where(at => at.X >= middle).ToList());
        left.Should().HaveCountGreaterThan(100);
        // Two of the left panel, one above the other; three of the right one, down the diagonal.
        Spread(left.Select(at => at.Y)).Should().BeApproximately(2 * Spread(left.Select(at => at.X)), 4);
        Spread(right.Select(at => at.Y)).Should().BeApproximately(Spread(right.Select(at => at.X)), 4);
        Spread(right.Select(at => at.X)).Should().BeApproximately(3 * Spread(left.Select(at => at.X)), 4);

        static double Spread(IEnumerable<int> xs) => xs.Max() - xs.Min() + 1;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 65)]
    [InlineData(9, 7)]
    public void Any_number_of_heads_and_tokens_has_a_picture_on_which_something_is(int heads, int tokens)
    {
        var plot = new AttentionPlot("Heads", [.. Enumerable.Range(0, tokens).Select(i => $"token {i}")]);
        var pattern = new double[tokens, tokens];
        for (var i = 0; i < tokens; i++) pattern[i, i] = 1;
        for (var head = 0; head < heads; head++) plot.Head($"0.{head}", pattern);

        using var saved = SavedAttention.Of(plot);

        saved.Picture.Pixels.Count(x => x == new SKColor(0, 114, 178)).Should().BeGreaterThan(heads * tokens);
        saved.Data.GetProperty("heads").GetArrayLength().Should().Be(heads);
    }

    [Fact]
    public void The_page_has_every_share_and_asks_no_network_for_anything()
    {
        using var saved = SavedAttention.Of(new AttentionPlot("<b>", ["</script>", "\"", "{{data}}"]).Head("0.0", Previous));

        saved.Html.Should().NotContain("http").And.NotContain("@import").And.NotContain("<b>");
        Regex.Matches(saved.Html, "<script").Should().HaveCount(1);
        saved.Data.GetProperty("tokens")[0].GetString().Should().Be("</script>");
        saved.Data.GetProperty("tokens")[2].GetString().Should().Be("{{data}}");
        saved.Data.GetProperty("heads")[0].GetProperty("pattern")[2][1].GetDouble().Should().Be(0.75);
    }

    [Fact]
    public void A_tensor_is_drawn_as_its_numbers_are()
    {
        // A view: the numbers do not lie in memory as they are read.
        using var pattern = torch.tensor(new float[] { 1, 0.25f, 0, 0.75f }, [2, 2]).t();

        using var saved = SavedAttention.Of(new AttentionPlot("Title", ["a", "b"]).Head("0.0", pattern));

        saved.Data.GetProperty("heads")[0].GetProperty("pattern").GetRawText().Should().Be("[[1,0],[0.25,0.75]]");
    }

    [Fact]
    public void A_tensor_of_other_axes_is_refused()
    {
        using var patterns = torch.zeros(2, 3, 3);
        var act = () => new AttentionPlot("Title", Tokens).Head("0.1", patterns);
        act.Should().Throw<ArgumentException>().WithMessage("The tensor has the shape [2, 3, 3]; a table has two axes.*");
    }

    [Fact]
    public void A_pattern_of_another_size_is_refused()
    {
        var act = () => new AttentionPlot("Title", Tokens).Head("0.1", new double[3, 4]);
        act.Should().Throw<ArgumentException>().WithMessage(
            "The pattern of '0.1' is 3 × 4 (query × key), and there are 3 tokens;*");
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Scores_are_refused(double score)
    {
        var act = () => new AttentionPlot("Title", ["a"]).Head("0.1", new[,] { { score } });
        act.Should().Throw<ArgumentException>().WithMessage("The pattern of '0.1' has the number *softmax?*");
    }

    [Fact]
    public void Without_a_head_there_is_nothing_to_draw()
    {
        var act = () => new AttentionPlot("Title", Tokens).Save("nowhere");
        act.Should().Throw<InvalidOperationException>().WithMessage("There is no head to draw*");
    }

    private sealed partial class SavedAttention : IDisposable
    {
        private SavedAttention(byte[] png, string html)
        {
            (Picture, Html) = (SKBitmap.Decode(png), html);
            Data = JsonDocument.Parse(DataText().Match(html).Groups["json"].Value).RootElement;
        }

        public SKBitmap Picture { get; }

        public string Html { get; }

        public JsonElement Data { get; }

        public static SavedAttention Of(AttentionPlot plot)
        {
            using var folder = new Browser.Folder();
            plot.Save(folder.File("plot"));
            return new SavedAttention(File.ReadAllBytes(folder.File("plot.png")), File.ReadAllText(folder.File("plot.html")));
        }

        public void Dispose() => Picture.Dispose();

        [GeneratedRegex("const plot = (?<json>.*);\r?\n")]
        private static partial Regex DataText();
    }
}
