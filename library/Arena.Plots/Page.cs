using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Arena.Plots;

/// <summary>A plot as a page: one file, which asks no network for anything.</summary>
internal static partial class Page
{
    // More points of one line are too close to each other for a mouse.
    private const int MostPoints = 1000;

    public static string Of(
        Plot plot, string svg, IReadOnlyList<ReadOut> readOuts, Func<double, double> toX, Func<double, double> toY)
    {
        var title = WebUtility.HtmlEncode(plot.Title);
        return PageTemplate.Fill("Page.html", gap => gap switch
        {
            "title" => title,
            "svg" => Inline(svg, title),
            "marks" => Marks(plot, readOuts, toX, toY),
            _ => null,
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
                points = Thinned(readOut).Select(i => Read(readOut, i, toX, toY)),
            }),
        });

    private static object[] Read(ReadOut readOut, int i, Func<double, double> toX, Func<double, double> toY)
    {
        var point = readOut.Points[i];
        object[] read =
        [
            Math.Round(toX(point.X), 1), Math.Round(toY(point.Y), 1),
            readOut.XNames is { } columns ? columns[(int)point.X] : Short(point.X),
            readOut.YNames is { } rows ? rows[(int)point.Y] : Short(point.Y),
        ];
        return readOut.Values is { } values ? [.. read, Short(values[i])] : read;
    }

    // Which of the points are read out.
    private static IEnumerable<int> Thinned(ReadOut readOut)
    {
        int[] defined = [.. Enumerable.Range(0, readOut.Points.Length).Where(i => readOut.Points[i].IsDefined())];
        // Cells are apart from each other.
        return readOut.Values is not null || defined.Length <= MostPoints
            ? defined
            : Enumerable.Range(0, MostPoints).Select(i => defined[(int)((long)i * (defined.Length - 1) / (MostPoints - 1))]);
    }

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex OpeningTag();

    [GeneratedRegex(
        """<text [^>]*font-size="(?<size>[^"]+)"[^>]*font-weight="(?<weight>[^"]+)"[^>]*>(?<text>[^<]+)</text>""")]
    private static partial Regex Text();
}
