using System.Net;
using System.Text.RegularExpressions;

namespace Arena.Plots.Tests;

// A page is what a browser makes of it: here, one moves the mouse.
public sealed class BrowserTests
{
    private const string Move = """
        function move(element, x, y) {
          const box = element.getBoundingClientRect();
          element.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX: box.left + x, clientY: box.top + y }));
        }
        """;

    [Theory(Skip = Browser.IsNeeded, SkipUnless = nameof(Browser.IsThere), SkipType = typeof(Browser))]
    [InlineData(0, 2, 1, "0.0: “sat” (2) looks at “cat” (1): 0.750")]
    [InlineData(1, 1, 0, "0.1: “cat” (1) looks at “<the>” (0): 0.125")]
    public async Task Attention_says_who_looks_at_whom_under_the_mouse(int head, int query, int key, string says)
    {
        using var folder = new Browser.Folder();
        new AttentionPlot("Layer 0", ["<the>", "cat", "sat"])
            .Head("0.0", new[,] { { 1, 0, 0 }, { 1, 0, 0 }, { 0, 0.75, 0.25 } })
            .Head("0.1", new[,] { { 1, 0, 0 }, { 0.125, 0.875, 0 }, { 0, 0.5, 0.5 } }).Save(folder.File("plot"));

        var document = await Browser.Open(await Html(folder), Move + $$"""
            const view = views[{{head}}];
            move(view.canvas, view.left + {{key + 0.5}} * view.cell, {{query + 0.5}} * view.cell);
            """);

        Text(document, "says").Should().Be(says);
        // The text above shows the whole row: whose row it is, and where that token looks.
        var spans = Regex.Matches(document, "<span (?<how>[^>]*)>").Select(x => x.Groups["how"].Value).ToList();
        spans.Should().HaveCount(3);
        spans.FindIndex(x => x.Contains("query")).Should().Be(query);
        var strongest = Enumerable.Range(0, 3).MaxBy(i => Share(spans[i]));
        strongest.Should().Be(head == 0 ? key : 1);
        Share(spans[strongest]).Should().BeInRange(75, 88);

        static int Share(string style) =>
            Regex.Match(style, @"(\d+)%") is { Success: true } x ? int.Parse(x.Groups[1].Value) : 0;
    }

    [Fact(Skip = Browser.IsNeeded, SkipUnless = nameof(Browser.IsThere), SkipType = typeof(Browser))]
    public async Task Attention_is_drawn_where_the_mouse_finds_it()
    {
        using var folder = new Browser.Folder();
        new AttentionPlot("Layer 0", ["a", "b"]).Head("0.0", new double[,] { { 1, 0 }, { 1, 0 } }).Save(folder.File("plot"));

        var document = await Browser.Open(await Html(folder), """
            const { canvas, left, cell } = views[0];
            const colourAt = (query, key) => [...canvas.getContext("2d").getImageData(left + (key + 0.5) * cell, (query + 0.5) * cell, 1, 1).data].join(" ");
            says.textContent = [colourAt(0, 0), colourAt(0, 1), colourAt(1, 0)].join("; ");
            """);

        Text(document, "says").Should().Be("0 114 178 255; 0 0 0 0; 0 114 178 255");
    }

    [Fact(Skip = Browser.IsNeeded, SkipUnless = nameof(Browser.IsThere), SkipType = typeof(Browser))]
    public async Task A_click_enlarges_a_head()
    {
        using var folder = new Browser.Folder();
        var plot = new AttentionPlot("Layer 0", ["a", "b"]);
        for (var head = 0; head < 4; head++) plot.Head($"0.{head}", new double[,] { { 1, 0 }, { 0, 1 } });
        plot.Save(folder.File("plot"));

        var document = await Browser.Open(await Html(folder), """
            const before = views[1].canvas.clientWidth;
            views[1].figure.click();
            says.textContent = views[1].canvas.clientWidth > 2 * before ? "larger" : "not larger";
            """);

        Text(document, "says").Should().Be("larger");
    }

    [Theory(Skip = Browser.IsNeeded, SkipUnless = nameof(Browser.IsThere), SkipType = typeof(Browser))]
    [InlineData(0, "x: 0\ny: 1")]
    [InlineData(1, "x: 2\ny: 5")]
    public async Task A_line_says_the_numbers_of_the_point_under_the_mouse(int point, string says)
    {
        using var folder = new Browser.Folder();
        new Plot("Title", "x", "y").Line("a < b", [0, 2], [1, 5]).Save(folder.File("plot"));

        var document = await Browser.Open(await Html(folder), Move + NearPoint(point));

        Text(document, "says").Should().Be("a < b\n" + says);
    }

    [Fact(Skip = Browser.IsNeeded, SkipUnless = nameof(Browser.IsThere), SkipType = typeof(Browser))]
    public async Task A_heatmap_says_the_value_of_the_cell_under_the_mouse()
    {
        using var folder = new Browser.Folder();
        new Plot("Title", "position", "layer").Heatmap(new[,] { { 0.5, 2 }, { 3, 4 } }, ["0", "1"], ["Lily", "gave"])
            .Save(folder.File("plot"));

        var document = await Browser.Open(await Html(folder), Move + NearPoint(1));

        Text(document, "says").Should().Be("position: gave\nlayer: 0\n2");
    }

    // Three pixels beside where the point is drawn.
    private static string NearPoint(int point) => $$"""
        const [x, y] = plot.series[0].points[{{point}}], zoom = svg.clientWidth / svg.viewBox.baseVal.width;
        move(svg, x * zoom + 3, y * zoom);
        """;

    private static Task<string> Html(Browser.Folder folder) =>
        File.ReadAllTextAsync(folder.File("plot.html"), TestContext.Current.CancellationToken);

    private static string Text(string document, string id) => WebUtility.HtmlDecode(
        Regex.Match(document, $"""id="{id}"[^>]*>(?<text>[^<]*)<""").Groups["text"].Value);
}
