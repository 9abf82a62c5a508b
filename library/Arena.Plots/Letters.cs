using OxyPlot;
using SkiaSharp;

namespace Arena.Plots;

/// <summary>The typefaces that plots are written in; they come with this library.</summary>
internal static class Letters
{
    public const string Family = "Inter";

    private static readonly SKTypeface Regular = Load("Inter-Regular.otf");
    private static readonly SKTypeface SemiBold = Load("Inter-SemiBold.otf");

    public static SKFont Font(double size, double weight) =>
        new(weight > 500 ? SemiBold : Regular, (float)size)
        {
            // As wide at any zoom, and in a page.
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
            Edging = SKFontEdging.Antialias,
        };

    /// <summary>How much room some lines of text take.</summary>
    public static OxySize Measure(string text, double size, double weight)
    {
        using var font = Font(size, weight);
        var lines = text.Split('\n');
        return new OxySize(lines.Max(line => Width(font, line)), lines.Length * LineHeight(font));
    }

    public static float Width(SKFont font, string line) => font.MeasureText(font.Typeface.GetGlyphs(line));

    public static double LineHeight(SKFont font) => font.Metrics.Descent - font.Metrics.Ascent;

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(Letters).Assembly.GetManifestResourceStream(name)!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidDataException($"The typeface {name} cannot be read.");
    }
}
