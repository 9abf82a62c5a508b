using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;

namespace Arena.Plots.Tests;

/// <summary>What became of a plot: its picture and its page.</summary>
internal sealed partial class SavedPlot : IDisposable
{
    private readonly SKBitmap picture;

    private SavedPlot(byte[] png, string html)
    {
        (PngBytes, Html) = (png, html);
        picture = SKBitmap.Decode(png);
        Svg = XElement.Parse(SvgText().Match(html).Value.Replace("xlink:href", "href"));
        Marks = JsonDocument.Parse(MarksText().Match(html).Groups["json"].Value).RootElement;
    }

    public byte[] PngBytes { get; }

    public string Html { get; }

    public XElement Svg { get; }

    public JsonElement Marks { get; }

    public (int Width, int Height) Size => (picture.Width, picture.Height);

    /// <summary>The texts of the plot, in the order they are drawn.</summary>
    public string[] Texts => [.. Svg.Descendants("text").Select(text => text.Value)];

    public static SavedPlot Of(Plot plot)
    {
        var folder = Directory.CreateTempSubdirectory("arena-plots-");
        try
        {
            var path = Path.Combine(folder.FullName, "of", "a", "plot.v1");
            plot.Save(path);
            return new SavedPlot(File.ReadAllBytes(path + ".png"), File.ReadAllText(path + ".html"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The pixels of a colour: how many, and where their middle is, in parts of the picture.</summary>
    public (int Count, double X, double Y) Find(byte red, byte green, byte blue)
    {
        var (count, x, y) = (0, 0.0, 0.0);
        var pixels = picture.Pixels;
        var wanted = new SKColor(red, green, blue);
        for (var i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] == wanted) (count, x, y) = (count + 1, x + i % picture.Width, y + i / picture.Width);
        }
        return (count, x / count / picture.Width, y / count / picture.Height);
    }

    /// <summary>How many shapes have this in their style.</summary>
    public int Shapes(string style) =>
        Svg.Descendants().Count(shape => ((string?)shape.Attribute("style"))?.Contains(style) == true);

    public void Dispose() => picture.Dispose();

    [GeneratedRegex("<svg.*</svg>", RegexOptions.Singleline)]
    private static partial Regex SvgText();

    [GeneratedRegex("const plot = (?<json>.*);\r?\n")]
    private static partial Regex MarksText();
}
