using OxyPlot;
using SkiaSharp;

namespace Arena.Plots;

/// <summary>Draws what OxyPlot asks for on a bitmap of SkiaSharp.</summary>
internal sealed class Canvas : ClippingRenderContext, IDisposable
{
    private readonly SKBitmap bitmap;
    private readonly SKCanvas canvas;

    /// <summary>An empty sheet.</summary>
    public Canvas(double width, double height, float zoom)
    {
        bitmap = new SKBitmap((int)(width * zoom), (int)(height * zoom), SKColorType.Rgba8888, SKAlphaType.Opaque);
        canvas = new SKCanvas(bitmap);
        canvas.Clear(Colour(Look.Paper));
        canvas.Scale(zoom);
        RendersToScreen = false;
    }

    /// <summary>What has been drawn, as a PNG file.</summary>
    public byte[] Png()
    {
        canvas.Flush();
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }

    /// <inheritdoc/>
    public override void DrawLine(
        IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode,
        double[] dashArray, LineJoin lineJoin)
    {
        if (points.Count < 2 || !stroke.IsVisible() || thickness <= 0) return;
        using var path = PathOf(points, close: false);
        var sharp = !ShouldUseAntiAliasingForLine(edgeRenderingMode, points);
        Stroke(path, stroke, thickness, sharp, dashArray, lineJoin);
    }

    /// <inheritdoc/>
    public override void DrawPolygon(
        IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        if (points.Count < 2) return;
        using var path = PathOf(points, close: true);
        var sharp = edgeRenderingMode is EdgeRenderingMode.PreferSharpness or EdgeRenderingMode.PreferSpeed;
        Fill(path, fill, sharp);
        Stroke(path, stroke, thickness, sharp, dashArray, lineJoin);
    }

    /// <inheritdoc/>
    public override void DrawEllipse(
        OxyRect rect, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode)
    {
        using var path = new SKPath();
        path.AddOval(Rectangle(rect));
        var sharp = !ShouldUseAntiAliasingForEllipse(edgeRenderingMode);
        Fill(path, fill, sharp);
        Stroke(path, stroke, thickness, sharp, dashes: null, LineJoin.Miter);
    }

    /// <inheritdoc/>
    public override void DrawRectangle(
        OxyRect rect, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode)
    {
        using var path = new SKPath();
        path.AddRect(Rectangle(rect));
        var sharp = !ShouldUseAntiAliasingForRect(edgeRenderingMode);
        Fill(path, fill, sharp);
        Stroke(path, stroke, thickness, sharp, dashes: null, LineJoin.Miter);
    }

    /// <inheritdoc/>
    public override void DrawText(
        ScreenPoint p, string text, OxyColor fill, string fontFamily, double fontSize, double fontWeight,
        double rotate, HorizontalAlignment halign, VerticalAlignment valign, OxySize? maxSize)
    {
        if (string.IsNullOrEmpty(text) || !fill.IsVisible()) return;
        using var font = Letters.Font(fontSize, fontWeight);
        using var paint = new SKPaint { Color = Colour(fill), IsAntialias = true };
        var lines = text.Split('\n');
        var lineHeight = Letters.LineHeight(font);
        var top = valign switch
        {
            VerticalAlignment.Top => 0,
            VerticalAlignment.Middle => -lines.Length * lineHeight / 2,
            _ => -lines.Length * lineHeight,
        };
        canvas.Save();
        canvas.Translate((float)p.X, (float)p.Y);
        canvas.RotateDegrees((float)rotate);
        for (var i = 0; i < lines.Length; i++)
        {
            var width = Letters.Width(font, lines[i]);
            var left = halign switch
            {
                HorizontalAlignment.Left => 0,
                HorizontalAlignment.Center => -width / 2,
                _ => -width,
            };
            canvas.DrawText(lines[i], left, (float)(top + i * lineHeight) - font.Metrics.Ascent, font, paint);
        }
        canvas.Restore();
    }

    /// <inheritdoc/>
    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight) =>
        string.IsNullOrEmpty(text) ? OxySize.Empty : Letters.Measure(text, fontSize, fontWeight);

    /// <inheritdoc/>
    public override void DrawImage(
        OxyImage source, double srcX, double srcY, double srcWidth, double srcHeight, double destX, double destY,
        double destWidth, double destHeight, double opacity, bool interpolate)
    {
        using var picture = SKImage.FromEncodedData(source.GetData());
        using var paint = new SKPaint
        {
            Color = SKColors.Black.WithAlpha((byte)Math.Round(255 * opacity)),
            FilterQuality = interpolate ? SKFilterQuality.High : SKFilterQuality.None,
        };
        var from = SKRect.Create((float)srcX, (float)srcY, (float)srcWidth, (float)srcHeight);
        var to = SKRect.Create((float)destX, (float)destY, (float)destWidth, (float)destHeight);
        canvas.DrawImage(picture, from, to, paint);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        canvas.Dispose();
        bitmap.Dispose();
    }

    /// <inheritdoc/>
    protected override void SetClip(OxyRect clippingRectangle)
    {
        canvas.Save();
        canvas.ClipRect(Rectangle(clippingRectangle));
    }

    /// <inheritdoc/>
    protected override void ResetClip() => canvas.Restore();

    private static SKColor Colour(OxyColor colour) => new(colour.R, colour.G, colour.B, colour.A);

    private static SKRect Rectangle(OxyRect rect) =>
        new((float)rect.Left, (float)rect.Top, (float)rect.Right, (float)rect.Bottom);

    private static SKPath PathOf(IList<ScreenPoint> points, bool close)
    {
        var path = new SKPath();
        path.AddPoly([.. points.Select(point => new SKPoint((float)point.X, (float)point.Y))], close);
        return path;
    }

    private void Fill(SKPath path, OxyColor fill, bool sharp)
    {
        if (!fill.IsVisible()) return;
        using var paint = new SKPaint { Color = Colour(fill), IsAntialias = !sharp, Style = SKPaintStyle.Fill };
        canvas.DrawPath(path, paint);
    }

    private void Stroke(
        SKPath path, OxyColor stroke, double thickness, bool sharp, double[]? dashes, LineJoin lineJoin)
    {
        if (!stroke.IsVisible() || thickness <= 0) return;
        // Dashes are in units of the thickness, and Skia wants an even number of them.
        using var dashing = dashes is { Length: > 0 }
            ? SKPathEffect.CreateDash(
                [.. (dashes.Length % 2 == 0 ? dashes : [.. dashes, .. dashes]).Select(d => (float)(d * thickness))], 0)
            : null;
        using var paint = new SKPaint
        {
            Color = Colour(stroke),
            IsAntialias = !sharp,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = (float)thickness,
            StrokeJoin = lineJoin switch
            {
                LineJoin.Round => SKStrokeJoin.Round,
                LineJoin.Bevel => SKStrokeJoin.Bevel,
                _ => SKStrokeJoin.Miter,
            },
            PathEffect = dashing,
        };
        canvas.DrawPath(path, paint);
    }
}
