using static TorchSharp.torch;

namespace Arena.Plots;

/// <summary>
/// A plot: lines, points and more on one pair of axes, saved as a picture (PNG) and as a page (HTML, one file, which
/// reads out the points under the mouse). Every method returns the plot itself, so calls can be strung together.
/// </summary>
/// <param name="title">What the plot shows; it stands above.</param>
/// <param name="x">What the horizontal axis is, with its unit: <c>"time (s)"</c>.</param>
/// <param name="y">What the vertical axis is, with its unit.</param>
/// <remarks>
/// What has the same name has the same colour, and one entry in the legend; with the name <c>""</c> it has none. NaN
/// and ±∞ are gaps. <c>^{…}</c> and <c>_{…}</c> raise and lower what is in the braces. Titles and names may have Latin
/// and Greek letters, raised and lowered digits, and the usual signs of mathematics; there is no font for other scripts.
/// </remarks>
/// <example>
/// <code>
/// new Plot("Two optimisers", x: "step", y: "loss")
///     .Line("SGD", steps, sgd).Line("Adam", steps, adam).LogY().Save("out/two");
/// </code>
/// </example>
public sealed class Plot(string title, string x, string y)
{
    private readonly List<Layer> layers = [];

    internal string Title { get; } = title;
    internal string X { get; } = x;
    internal string Y { get; } = y;
    internal bool IsLogX { get; private set; }
    internal bool IsLogY { get; private set; }
    internal IReadOnlyList<Layer> Layers => layers;

    /// <summary>Draws a line from point to point.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="xs">Where the points are.</param>
    /// <param name="ys">How high they are: as many as <paramref name="xs"/>.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    public Plot Line(string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        MustBeAsMany(name, xs, nameof(ys), ys);
        return With(new Layer.Line(name, [.. xs], [.. ys]));
    }

    /// <summary>Draws points that nothing joins.</summary>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="xs">Where the points are.</param>
    /// <param name="ys">How high they are: as many as <paramref name="xs"/>.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    public Plot Points(string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        MustBeAsMany(name, xs, nameof(ys), ys);
        return With(new Layer.Points(name, [.. xs], [.. ys]));
    }

    /// <summary>Shades what lies between two heights, such as the spread of a line over seeds.</summary>
    /// <param name="name">What the legend calls it: the name of a line, and it has the colour of that line.</param>
    /// <param name="xs">Where the heights are.</param>
    /// <param name="low">The one end of the band, as many as <paramref name="xs"/>.</param>
    /// <param name="high">Its other end, as many as <paramref name="xs"/>.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    public Plot Band(string name, IReadOnlyList<double> xs, IReadOnlyList<double> low, IReadOnlyList<double> high)
    {
        MustBeAsMany(name, xs, nameof(low), low);
        MustBeAsMany(name, xs, nameof(high), high);
        return With(new Layer.Band(name, [.. xs], [.. low], [.. high]));
    }

    /// <summary>
    /// Draws a function of two variables from above: colours, a scale beside them, and lines of equal height. Lines and
    /// points of the plot are drawn on it, and clipped to it.
    /// </summary>
    /// <param name="f">The height at (x, y). It is evaluated on a grid, 16,000 times.</param>
    /// <param name="x">From where to where x goes.</param>
    /// <param name="y">The same of y.</param>
    /// <param name="log">
    /// Whether the heights are spaced by powers of ten, as suits a steep valley. Heights of 0 and below are gaps then.
    /// </param>
    /// <exception cref="ArgumentException">A range is empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">The plot has contours, cells or bars already.</exception>
    public Plot Contours(
        Func<double, double, double> f, (double From, double To) x, (double From, double To) y, bool log = false)
    {
        MustBeARange(x, nameof(x));
        MustBeARange(y, nameof(y));
        return WithGround(new Layer.Surface(f, x, y, log));
    }

    /// <summary>Draws a table of numbers as coloured cells, row 0 above. Few enough of them are written out.</summary>
    /// <param name="values"><c>row column</c>.</param>
    /// <param name="rows">A label each row; they are numbered without.</param>
    /// <param name="columns">A label each column; they are numbered without.</param>
    /// <exception cref="ArgumentException">There are no cells, or not as many labels as rows or columns.</exception>
    /// <exception cref="InvalidOperationException">The plot has contours, cells or bars already.</exception>
    public Plot Heatmap(double[,] values, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null)
    {
        if (values.Length == 0) throw new ArgumentException("There are no cells to draw.", nameof(values));
        MustLabelEach("row", values.GetLength(0), rows, nameof(rows));
        MustLabelEach("column", values.GetLength(1), columns, nameof(columns));
        return WithGround(new Layer.Cells((double[,])values.Clone(), rows?.ToArray(), columns?.ToArray()));
    }

    /// <summary>Draws a table of numbers as coloured cells, row 0 above. Few enough of them are written out.</summary>
    /// <param name="values"><c>row column</c>.</param>
    /// <param name="rows">A label each row; they are numbered without.</param>
    /// <param name="columns">A label each column; they are numbered without.</param>
    /// <exception cref="ArgumentException">
    /// There are not two axes, there are no cells, or not as many labels as rows or columns.
    /// </exception>
    /// <exception cref="InvalidOperationException">The plot has contours, cells or bars already.</exception>
    public Plot Heatmap(Tensor values, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null) =>
        Heatmap(Table.Of(values, nameof(values)), rows, columns);

    /// <summary>Draws a bar each value.</summary>
    /// <param name="names">What stands under the bars.</param>
    /// <param name="values">How high they are: as many as <paramref name="names"/>.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other, or none.</exception>
    /// <exception cref="InvalidOperationException">The plot has contours, cells or bars already.</exception>
    public Plot Bars(IReadOnlyList<string> names, IReadOnlyList<double> values)
    {
        if (names.Count != values.Count)
        {
            throw new ArgumentException(
                $"There are {names.Count} names and {values.Count} values; each bar needs both.", nameof(values));
        }
        if (names.Count == 0) throw new ArgumentException("There are no bars to draw.", nameof(names));
        return WithGround(new Layer.Bars([.. names], [.. values]));
    }

    /// <summary>Draws a dashed line across the plot, such as what is reached without learning.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="y">How high it is.</param>
    /// <exception cref="ArgumentException">The height is not finite.</exception>
    public Plot HorizontalLine(string name, double y) =>
        double.IsFinite(y)
            ? With(new Layer.Level(name, y))
            : throw new ArgumentException($"A line at the height {y} cannot be drawn.", nameof(y));

    /// <summary>Makes the horizontal axis logarithmic: equal ways are equal factors, and 0 and below gaps.</summary>
    public Plot LogX()
    {
        IsLogX = true;
        return this;
    }

    /// <summary>Makes the vertical axis logarithmic: equal ways are equal factors, and 0 and below gaps.</summary>
    public Plot LogY()
    {
        IsLogY = true;
        return this;
    }

    /// <summary>Writes the plot as <c>.png</c> (1600 × 1000 pixels) and as <c>.html</c>; folders are made.</summary>
    /// <param name="pathWithoutExtension">Where to, without the extension: <c>out/loss</c>.</param>
    /// <exception cref="InvalidOperationException">
    /// An axis is logarithmic and a line has no value above 0, or the axis belongs to cells or bars that are numbered.
    /// </exception>
    public void Save(string pathWithoutExtension)
    {
        var drawing = new Drawing(this);
        var path = Path.GetFullPath(pathWithoutExtension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".png", drawing.Png());
        File.WriteAllText(path + ".html", drawing.Html());
    }

    private Plot With(Layer layer)
    {
        layers.Add(layer);
        return this;
    }

    // Contours, cells and bars bring axes of their own.
    private Plot WithGround(Layer layer) =>
        layers.Any(other => other is Layer.Surface or Layer.Cells or Layer.Bars)
            ? throw new InvalidOperationException(
                "A plot has one of contours, cells and bars, as these decide what its axes are. Make a second plot.")
            : With(layer);

    private static void MustBeAsMany(
        string name, IReadOnlyList<double> xs, string what, IReadOnlyList<double> heights)
    {
        if (xs.Count != heights.Count)
        {
            throw new ArgumentException(
                $"'{name}' has {xs.Count} xs and {heights.Count} {what}; each point needs both.", what);
        }
    }

    private static void MustBeARange((double From, double To) range, string name)
    {
        if (!(range.From < range.To) || !double.IsFinite(range.To - range.From))
        {
            throw new ArgumentException(
                $"From {range.From} to {range.To} is no range: it must be finite and go upwards.", name);
        }
    }

    private static void MustLabelEach(string what, int count, IReadOnlyList<string>? labels, string name)
    {
        if (labels is not null && labels.Count != count)
        {
            throw new ArgumentException($"There are {count} {what}s and {labels.Count} labels of {what}s.", name);
        }
    }
}
