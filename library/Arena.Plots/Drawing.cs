using System.Globalization;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Arena.Plots;

/// <summary>A plot as OxyPlot's model, and what becomes of it.</summary>
internal sealed class Drawing
{
    // Beyond it, the differences that axes are made from overflow.
    private const double Largest = 1e300;

    // A page of more would be large, and its cells too small for a mouse.
    private const int MostCellsToReadOut = 10_000;

    private readonly Plot plot;
    private readonly PlotModel model;
    private readonly Dictionary<string, int> numbers = [];
    private readonly HashSet<string> inLegend = [];
    private readonly List<ReadOut> readOuts = [];

    public Drawing(Plot plot)
    {
        this.plot = plot;
        model = new PlotModel
        {
            Title = plot.Title,
            TitleFontSize = 17,
            TitleFontWeight = 600,
            TitlePadding = 8,
            TitleHorizontalAlignment = TitleHorizontalAlignment.CenteredWithinView,
            TitleColor = Look.Ink,
            TextColor = Look.Ink,
            DefaultFont = Letters.Family,
            DefaultFontSize = 13,
            Padding = new OxyThickness(12, 10, 20, 10),
            PlotAreaBorderThickness = new OxyThickness(0),
            Culture = CultureInfo.InvariantCulture,
        };
        AddAxes();
        // From behind to the front; what is of one kind, in the order it came in.
        foreach (var layer in plot.Layers.Where(layer => Depth(layer) == 0)) Add(layer);
        if (IsOnSurface) AddHalos();
        foreach (var layer in plot.Layers.Where(layer => Depth(layer) > 0).OrderBy(Depth)) Add(layer);
        AddLegend();
    }

    private IEnumerable<Layer> Grounds => plot.Layers.Where(layer => Depth(layer) == 0);

    private bool IsOnSurface => Grounds.Any(ground => ground is Layer.Surface);

    public byte[] Png()
    {
        using var canvas = new Canvas(Look.Width, Look.Height, Look.Zoom);
        Render(canvas);
        return canvas.Png();
    }

    public string Html()
    {
        using var measurer = new Canvas(1, 1, 1);
        using var file = new MemoryStream();
        using (var svg = new SvgRenderContext(file, Look.Width, Look.Height, false, measurer, OxyColors.Undefined))
        {
            Render(svg);
            svg.Complete();
            svg.Flush();
        }
        var (x, y) = (model.Axes[0], model.Axes[1]);
        return Page.Of(plot, System.Text.Encoding.UTF8.GetString(file.ToArray()), readOuts, x.Transform, y.Transform);
    }

    private static int Depth(Layer layer) => layer switch
    {
        Layer.Surface or Layer.Cells or Layer.Bars => 0,
        Layer.Band => 1,
        Layer.Line => 2,
        Layer.Points => 3,
        _ => 4,
    };

    private static double Drawable(double value, bool isLog) =>
        double.IsFinite(value) && Math.Abs(value) <= Largest && (!isLog || value > 1 / Largest) ? value : double.NaN;

    // OxyPlot draws its own failures as a picture of text.
    private void Render(IRenderContext context)
    {
        ((IPlotModel)model).Update(updateData: true);
        ((IPlotModel)model).Render(context, new OxyRect(0, 0, Look.Width, Look.Height));
        if (model.GetLastPlotException() is { } problem)
        {
            throw new InvalidOperationException($"'{plot.Title}' cannot be drawn: {problem.Message}", problem);
        }
    }

    private void AddAxes()
    {
        var ground = Grounds.FirstOrDefault();
        if ((ground is Layer.Cells && (plot.IsLogX || plot.IsLogY)) || (ground is Layer.Bars && plot.IsLogX))
        {
            throw new InvalidOperationException("The axis of cells and bars is numbered: it cannot be logarithmic.");
        }
        var (x, y) = ground switch
        {
            Layer.Bars bars => (Categories(bars.Names), Numbers(plot.IsLogY)),
            Layer.Cells cells =>
                (Categories(cells.Columns) ?? Numbers(isLog: false), Categories(cells.Rows) ?? Numbers(isLog: false)),
            _ => (Numbers(plot.IsLogX), Numbers(plot.IsLogY)),
        };
        Place(x!, AxisPosition.Bottom, "x", plot.X);
        Place(y!, AxisPosition.Left, "y", plot.Y);
        if (ground is Layer.Bars) x!.MajorGridlineStyle = LineStyle.None;
        if (ground is Layer.Surface surface)
        {
            (x!.Minimum, x.Maximum) = surface.X;
            (y!.Minimum, y.Maximum) = surface.Y;
            Unpad(x);
            Unpad(y);
        }
        if (ground is Layer.Cells)
        {
            (y!.StartPosition, y.EndPosition) = (1, 0);
            Unpad(x!);
            Unpad(y);
        }
    }

    private static void Unpad(Axis axis)
    {
        axis.MajorGridlineStyle = LineStyle.None;
        axis.MinimumPadding = axis.MaximumPadding = 0;
        if (axis is LogarithmicAxis log) log.PowerPadding = false;
    }

    private void Place(Axis axis, AxisPosition position, string key, string title)
    {
        axis.Position = position;
        axis.Key = key;
        axis.Title = title;
        axis.TitleFontSize = 13;
        axis.TitleColor = Look.Muted;
        axis.AxisTitleDistance = 10;
        axis.FontSize = 12;
        axis.TextColor = Look.Muted;
        axis.AxislineStyle = position == AxisPosition.Bottom ? LineStyle.Solid : LineStyle.None;
        axis.AxislineColor = Look.Axis;
        axis.TickStyle = TickStyle.None;
        if (axis is not CategoryAxis) axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = Look.Grid;
        axis.MajorGridlineThickness = 1;
        model.Axes.Add(axis);
    }

    private static Axis Numbers(bool isLog) => isLog
        ? new LogarithmicAxis { MinimumPadding = 0.04, MaximumPadding = 0.04, LabelFormatter = Power }
        : new LinearAxis { MinimumPadding = 0.02, MaximumPadding = 0.04, LabelFormatter = Plain };

    private static CategoryAxis? Categories(string[]? labels)
    {
        if (labels is null) return null;
        var axis = new CategoryAxis { GapWidth = 0.5 };
        axis.Labels.AddRange(labels);
        // Side by side there is room for some 90 letters.
        if (labels.Sum(label => label.Length + 2) > 90) axis.Angle = -35;
        return axis;
    }

    private static string Plain(double value)
    {
        // A sum of steps may miss 0 by a little.
        if (Math.Abs(value) < 1e-12) return Math.Abs(value) < 1e-100 ? "0" : Scientific(value);
        return Math.Abs(value) is >= 1e6 or < 1e-4
            ? Scientific(value)
            : value.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static string Scientific(double value)
    {
        var parts = value.ToString("0.####E+0", CultureInfo.InvariantCulture).Split('E');
        return $"{parts[0].Replace('-', '−')}·10^{{{parts[1].TrimStart('+').Replace('-', '−')}}}";
    }

    private static string Power(double value)
    {
        var exponent = Math.Log10(value);
        return exponent is > 3.5 or < -3.5 && Math.Abs(exponent - Math.Round(exponent)) < 1e-6
            ? $"10^{{{Math.Round(exponent).ToString(CultureInfo.InvariantCulture).Replace('-', '−')}}}"
            : Plain(value);
    }

    private void Add(Layer layer)
    {
        switch (layer)
        {
            case Layer.Line line: AddLine(line); break;
            case Layer.Points points: AddPoints(points); break;
            case Layer.Band band: AddBand(band); break;
            case Layer.Surface surface: AddSurface(surface); break;
            case Layer.Cells cells: AddCells(cells); break;
            case Layer.Bars bars: AddBars(bars); break;
            case Layer.Level level: AddLevel(level); break;
        }
    }

    private int Number(string name)
    {
        if (numbers.Count == 0)
        {
            // In the order that they were asked for, whatever is drawn first.
            foreach (var layer in plot.Layers)
            {
                var named = layer switch
                {
                    Layer.Line line => line.Name,
                    Layer.Points points => points.Name,
                    Layer.Band band => band.Name,
                    _ => null,
                };
                if (named is not null) numbers.TryAdd(named, numbers.Count);
            }
        }
        return numbers[name];
    }

    private string? LegendTitle(string name) => name.Length > 0 && inLegend.Add(name) ? name : null;

    private DataPoint[] DrawablePoints(string name, double[] xs, double[] ys)
    {
        var points = xs.Zip(ys, (x, y) =>
        {
            var (drawableX, drawableY) = (Drawable(x, plot.IsLogX), Drawable(y, plot.IsLogY));
            return double.IsNaN(drawableX) || double.IsNaN(drawableY)
                ? DataPoint.Undefined
                : new DataPoint(drawableX, drawableY);
        }).ToArray();
        MustHaveAnyAbove0(plot.IsLogX, "x", name, xs);
        MustHaveAnyAbove0(plot.IsLogY, "y", name, ys);
        return points;
    }

    private static void MustHaveAnyAbove0(bool isLog, string axis, string name, double[] values)
    {
        if (isLog && values.Any(double.IsFinite) && !values.Any(value => value > 0))
        {
            throw new InvalidOperationException(
                $"The {axis} axis is logarithmic, and no {axis} of '{name}' is above 0: there is nothing to draw.");
        }
    }

    private void AddLine(Layer.Line line)
    {
        var number = Number(line.Name);
        var points = DrawablePoints(line.Name, line.Xs, line.Ys);
        var series = new LineSeries
        {
            Title = LegendTitle(line.Name),
            Color = Look.Series(number),
            LineStyle = Look.Dashes(number),
            StrokeThickness = 2,
            LineJoin = LineJoin.Round,
            Decimator = IsOnSurface ? null : Decimator.Decimate,
        };
        series.Points.AddRange(points);
        model.Series.Add(series);
        // A point between two gaps is no line.
        AddDots(number, title: null, [.. points.Where((point, i) => point.IsDefined() && IsAlone(points, i))], size: 3);
        readOuts.Add(new ReadOut(line.Name, Look.Series(number), points));
    }

    // Lines stand out from the colours below; all of the edges lie behind all of the lines.
    private void AddHalos()
    {
        foreach (var line in plot.Layers.OfType<Layer.Line>())
        {
            var halo = new LineSeries { Color = Look.Paper, StrokeThickness = 4.5, LineJoin = LineJoin.Round };
            halo.Points.AddRange(DrawablePoints(line.Name, line.Xs, line.Ys));
            model.Series.Add(halo);
        }
    }

    private static bool IsAlone(DataPoint[] points, int i) =>
        (i == 0 || !points[i - 1].IsDefined()) && (i == points.Length - 1 || !points[i + 1].IsDefined());

    private void AddPoints(Layer.Points layer)
    {
        var number = Number(layer.Name);
        var points = DrawablePoints(layer.Name, layer.Xs, layer.Ys);
        var title = LegendTitle(layer.Name);
        AddDots(number, title, [.. points.Where(point => point.IsDefined())], points.Length > 400 ? 2.5 : 4);
        readOuts.Add(new ReadOut(layer.Name, Look.Series(number), points));
    }

    private void AddDots(int number, string? title, DataPoint[] points, double size)
    {
        if (points.Length == 0 && title is null) return;
        var series = new ScatterSeries
        {
            Title = title,
            // No colour axis: that of contours would colour the points by values they do not have.
            ColorAxisKey = "x",
            MarkerType = MarkerType.Circle,
            MarkerSize = size,
            MarkerFill = Look.Series(number),
            MarkerStroke = IsOnSurface ? Look.Paper : OxyColors.Undefined,
            MarkerStrokeThickness = IsOnSurface ? 1.5 : 0,
        };
        series.Points.AddRange(points.Select(point => new ScatterPoint(point.X, point.Y)));
        model.Series.Add(series);
    }

    private void AddBand(Layer.Band band)
    {
        var number = Number(band.Name);
        var low = DrawablePoints(band.Name, band.Xs, band.Low);
        var high = DrawablePoints(band.Name, band.Xs, band.High);
        var hasLine = plot.Layers.Any(layer =>
            (layer is Layer.Line line && line.Name == band.Name)
            || (layer is Layer.Points points && points.Name == band.Name));
        // OxyPlot draws no band when the gaps of the two ends differ: a band each stretch without one.
        for (var i = 0; i < low.Length;)
        {
            var start = i;
            while (i < low.Length && low[i].IsDefined() && high[i].IsDefined()) i++;
            if (i > start)
            {
                var series = new AreaSeries
                {
                    Title = hasLine ? null : LegendTitle(band.Name),
                    Fill = OxyColor.FromAColor(50, Look.Series(number)),
                    StrokeThickness = 0,
                };
                series.Points.AddRange(low[start..i]);
                series.Points2.AddRange(high[start..i]);
                model.Series.Add(series);
            }
            else
            {
                i++;
            }
        }
    }

    private void AddSurface(Layer.Surface surface)
    {
        const int Columns = 160, Rows = 100;
        var xs = Spaced(surface.X, Columns, plot.IsLogX, "x");
        var ys = Spaced(surface.Y, Rows, plot.IsLogY, "y");
        var heights = new double[Columns, Rows];
        for (var column = 0; column < Columns; column++)
        {
            for (var row = 0; row < Rows; row++)
            {
                var height = Drawable(surface.Height(xs[column], ys[row]), surface.Log);
                heights[column, row] = surface.Log ? Math.Log10(height) : height;
            }
        }
        var drawable = heights.Cast<double>().Where(double.IsFinite).Order().ToArray();
        if (drawable.Length == 0)
        {
            throw new InvalidOperationException(surface.Log
                ? "The heights are drawn by powers of ten, and none is above 0: there is nothing to draw."
                : "No height is finite: there is nothing to draw.");
        }
        // By powers of ten, a minimum of 0 is infinitely deep: how deep the grid sees it is chance.
        var (low, high) = (surface.Log ? drawable[drawable.Length / 300] : drawable[0], drawable[^1]);
        AddColours(Look.Surface, low, high, surface.Log);
        model.Series.Add(new HeatMapSeries
        {
            Data = heights,
            X0 = surface.X.From,
            X1 = surface.X.To,
            Y0 = surface.Y.From,
            Y1 = surface.Y.To,
            Interpolate = true,
        });
        var levels = Levels(low, high, surface.Log);
        if (levels.Length == 0) return;
        model.Series.Add(new ContourSeries
        {
            Data = heights,
            ColumnCoordinates = xs,
            RowCoordinates = ys,
            ContourLevels = levels,
            Color = OxyColor.FromAColor(70, Look.Ink),
            StrokeThickness = 0.8,
            FontSize = 0,
        });
    }

    // Some ten to twenty, at round heights.
    private static double[] Levels(double low, double high, bool isLog)
    {
        var rough = (high - low) / 12;
        if (rough <= 0) return [];
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double[] steps = isLog ? [0.25, 0.5, 1, 2, 5, 10, 20, 50] : [power, 2 * power, 5 * power, 10 * power];
        var step = steps.FirstOrDefault(step => step >= rough, steps[^1]);
        var first = Math.Ceiling(low / step);
        return [.. Enumerable.Range(0, (int)Math.Floor(high / step - first) + 1).Select(i => (first + i) * step)];
    }

    private static double[] Spaced((double From, double To) range, int count, bool isLog, string axis)
    {
        if (isLog && range.From <= 0)
        {
            throw new InvalidOperationException(
                $"The {axis} axis is logarithmic, and the contours begin at {axis} = {range.From}, "
                + "which is not above 0.");
        }
        return [.. Enumerable.Range(0, count).Select(i => i / (count - 1.0)).Select(part => isLog
            ? range.From * Math.Pow(range.To / range.From, part)
            : range.From + part * (range.To - range.From))];
    }

    private void AddCells(Layer.Cells cells)
    {
        var (rows, columns) = (cells.Values.GetLength(0), cells.Values.GetLength(1));
        var across = new double[columns, rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                across[column, row] = Drawable(cells.Values[row, column], isLog: false);
            }
        }
        var drawable = across.Cast<double>().Where(double.IsFinite).ToArray();
        if (drawable.Length == 0) throw new InvalidOperationException("No cell is finite: there is nothing to draw.");
        AddColours(Look.Cells, drawable.Min(), drawable.Max(), isLog: false);
        model.Series.Add(new HeatMapSeries
        {
            Data = across,
            CoordinateDefinition = HeatMapCoordinateDefinition.Edge,
            X0 = -0.5,
            X1 = columns - 0.5,
            Y0 = -0.5,
            Y1 = rows - 0.5,
            Interpolate = false,
            RenderMethod = rows * columns <= 4096 ? HeatMapRenderMethod.Rectangles : HeatMapRenderMethod.Bitmap,
            EdgeRenderingMode = EdgeRenderingMode.PreferSharpness,
        });
        if (drawable.Length <= MostCellsToReadOut)
        {
            DataPoint[] places =
            [
                .. from row in Enumerable.Range(0, rows)
                   from column in Enumerable.Range(0, columns)
                   where double.IsFinite(across[column, row])
                   select new DataPoint(column, row),
            ];
            readOuts.Add(new ReadOut("", Look.Muted, places)
            {
                XNames = cells.Columns,
                YNames = cells.Rows,
                Values = [.. places.Select(at => across[(int)at.X, (int)at.Y])],
            });
        }
        if (rows > 16 || columns > 12) return;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (!double.IsFinite(across[column, row])) continue;
                // Viridis is light from where it is green.
                var isLight = across[column, row] - drawable.Min() > 0.6 * (drawable.Max() - drawable.Min());
                model.Annotations.Add(new TextAnnotation
                {
                    Text = across[column, row].ToString("G3", CultureInfo.InvariantCulture).Replace('-', '−'),
                    TextPosition = new DataPoint(column, row),
                    TextHorizontalAlignment = HorizontalAlignment.Center,
                    TextVerticalAlignment = VerticalAlignment.Middle,
                    TextColor = isLight ? OxyColors.Black : OxyColors.White,
                    StrokeThickness = 0,
                    FontSize = columns > 8 || rows > 12 ? 11 : 13,
                });
            }
        }
    }

    private void AddColours(OxyPalette palette, double low, double high, bool isLog)
    {
        // Where all is of one height, a scale still has two ends.
        if (!(high > low)) (low, high) = (low - Math.Max(1, Math.Abs(low)) / 2, high + Math.Max(1, Math.Abs(high)) / 2);
        var axis = new LinearColorAxis
        {
            Position = AxisPosition.Right,
            Palette = palette,
            Minimum = low,
            Maximum = high,
            InvalidNumberColor = OxyColors.Transparent,
            FontSize = 12,
            TextColor = Look.Muted,
            TicklineColor = OxyColors.Undefined,
            AxislineStyle = LineStyle.None,
            AxisDistance = 14,
            // The scale is as broad as its ticks are long.
            MajorTickSize = 14,
            MinorTickSize = 0,
            LabelFormatter = isLog ? exponent => Power(Math.Pow(10, exponent)) : Plain,
        };
        if (isLog) (axis.MinimumMajorStep, axis.MinimumMinorStep) = (1, 1);
        model.Axes.Add(axis);
    }

    private void AddBars(Layer.Bars bars)
    {
        var series = new BarSeries { XAxisKey = "y", YAxisKey = "x", FillColor = Look.Series(0), StrokeThickness = 0 };
        var heights = bars.Values.Select(value => Drawable(value, plot.IsLogY)).ToArray();
        MustHaveAnyAbove0(plot.IsLogY, "y", "bars", bars.Values);
        if (plot.IsLogY && heights.Any(double.IsFinite))
        {
            // Bars have no 0 to stand on: they stand on the power of ten below the lowest.
            var lowest = heights.Where(double.IsFinite).Min();
            series.BaseValue = model.Axes[1].Minimum = Math.Pow(10, Math.Floor(Math.Log10(lowest) - 1e-9));
        }
        for (var i = 0; i < heights.Length; i++)
        {
            if (double.IsFinite(heights[i])) series.Items.Add(new BarItem(heights[i], i));
        }
        model.Series.Add(series);
        readOuts.Add(new ReadOut("", Look.Series(0), [.. heights.Select((height, i) => new DataPoint(i, height))])
        {
            XNames = bars.Names,
        });
    }

    private void AddLevel(Layer.Level level)
    {
        if (plot.IsLogY && level.Y <= 0)
        {
            throw new InvalidOperationException(
                $"The y axis is logarithmic, and the line '{level.Name}' is at {level.Y}, which is not above 0.");
        }
        model.Annotations.Add(new LineAnnotation
        {
            Type = LineAnnotationType.Horizontal,
            Y = level.Y,
            Color = Look.Muted,
            LineStyle = LineStyle.Dash,
            StrokeThickness = 1.5,
        });
        // Annotations have no place in the legend, and axes need not reach them. This line of one point does both.
        var x = plot.Layers.SelectMany(layer => layer switch
        {
            Layer.Line line => line.Xs,
            Layer.Points points => points.Xs,
            Layer.Band band => band.Xs,
            _ => [],
        }).FirstOrDefault(x => !double.IsNaN(Drawable(x, plot.IsLogX)), 1);
        var unseen = new LineSeries
        {
            Title = LegendTitle(level.Name),
            Color = Look.Muted,
            LineStyle = LineStyle.Dash,
            StrokeThickness = 1.5,
        };
        unseen.Points.Add(new DataPoint(x, level.Y));
        model.Series.Add(unseen);
    }

    private void AddLegend()
    {
        if (inLegend.Count == 0) return;
        var isLong = inLegend.Sum(name => name.Length + 6) > 180;
        model.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = isLong ? LegendPosition.RightTop : LegendPosition.TopCenter,
            LegendOrientation = isLong ? LegendOrientation.Vertical : LegendOrientation.Horizontal,
            LegendBorderThickness = 0,
            LegendBackground = OxyColors.Undefined,
            LegendFontSize = 13,
            LegendTextColor = Look.Ink,
            LegendSymbolLength = 22,
            LegendItemSpacing = 22,
            LegendMargin = 4,
        });
    }
}
