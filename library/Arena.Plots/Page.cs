using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using OxyPlot;

namespace Arena.Plots;

/// <summary>A plot as a page: one file, which asks no network for anything.</summary>
internal static partial class Page
{
    // More points of one line are too close to each other for a mouse.
    private const int MostPoints = 1000;

    public static string Of(
        Plot plot, string svg, IReadOnlyList<ReadOut> readOuts, Func<double, double> toX, Func<double, double> toY)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("Page.html")!;
        using var reader = new StreamReader(stream);
        var title = WebUtility.HtmlEncode(plot.Title);
        // What is put in is not looked through again, as a title may have braces.
        return Gap().Replace(reader.ReadToEnd(), gap => gap.Groups["name"].Value switch
        {
            "title" => title,
            "svg" => Inline(svg, title),
            "marks" => Marks(plot, readOuts, toX, toY),
            var name => throw new InvalidDataException($"The page has a gap for '{name}', and nothing fills it."),
        });
    }

    private static string Inline(string svg, string title)
    {
        var sized = OpeningTag().Replace(
            svg[svg.IndexOf("<svg", StringComparison.Ordinal)..],
            $"""<svg viewBox="0 0 {Look.Width} {Look.Height}" role="img" aria-label="{title.Replace("$", "$$")}">""",
            1);
        // The reader's fonts run wider or narrower than the one that all was laid out with.
        return Text().Replace(sized, text =>
        {
            var size = double.Parse(text.Groups["size"].Value, CultureInfo.InvariantCulture);
            var weight = double.Parse(text.Groups["weight"].Value, CultureInfo.InvariantCulture);
            var width = Letters.Measure(WebUtility.HtmlDecode(text.Groups["text"].Value), size, weight).Width;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"<text textLength=\"{width:0.#}\" lengthAdjust=\"spacingAndGlyphs\"{text.Value["<text".Length..]}");
        });
    }

    private static string Marks(
        Plot plot, IReadOnlyList<ReadOut> readOuts, Func<double, double> toX, Func<double, double> toY) =>
        JsonSerializer.Serialize(new
        {
            x = plot.X,
            y = plot.Y,
            series = readOuts.Select(readOut => new
            {
                name = readOut.Name,
                colour = $"rgb({readOut.Colour.R},{readOut.Colour.G},{readOut.Colour.B})",
                points = Thinned([.. readOut.Points.Where(point => point.IsDefined())]).Select(point => new object[]
                {
                    Math.Round(toX(point.X), 1), Math.Round(toY(point.Y), 1),
                    readOut.XNames is { } names ? names[(int)point.X] : Short(point.X), Short(point.Y),
                }),
            }),
        });

    private static IEnumerable<DataPoint> Thinned(DataPoint[] points) =>
        points.Length <= MostPoints
            ? points
            : Enumerable.Range(0, MostPoints)
                .Select(i => points[(int)((long)i * (points.Length - 1) / (MostPoints - 1))]);

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Gap();

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex OpeningTag();

    [GeneratedRegex(
        """<text [^>]*font-size="(?<size>[^"]+)"[^>]*font-weight="(?<weight>[^"]+)"[^>]*>(?<text>[^<]+)</text>""")]
    private static partial Regex Text();
}
