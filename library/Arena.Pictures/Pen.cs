namespace Arena.Pictures;

/// <summary>
/// Draws strokes by arithmetic alone, so that every machine gets the same pixels: a pixel is covered as far as its
/// centre lies within half the pen's width of the line, with one pixel of soft edge.
/// </summary>
internal static class Pen
{
    /// <summary>How much of each pixel the strokes cover, from 0 to 1.</summary>
    /// <param name="strokes">Strokes in the unit box.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="box">Where the unit box lies in the picture, in pixels.</param>
    /// <param name="thickness">The pen's width, in pixels.</param>
    /// <returns><c>[row, column]</c>.</returns>
    public static double[,] Coverage(
        IReadOnlyList<Stroke> strokes, int height, int width,
        (double Left, double Top, double Width, double Height) box, double thickness)
    {
        var coverage = new double[height, width];
        // Beyond it, a piece covers nothing: most pieces reach few pixels.
        var reach = thickness / 2 + 0.5;
        foreach (var (ax, ay, bx, by) in strokes.SelectMany(Pieces))
        {
            var (top, bottom) = Within(Math.Min(ay, by) - reach, Math.Max(ay, by) + reach, height);
            var (left, right) = Within(Math.Min(ax, bx) - reach, Math.Max(ax, bx) + reach, width);
            for (var row = top; row < bottom; row++)
            {
                for (var column = left; column < right; column++)
                {
                    var covered = reach - Distance(column + 0.5, row + 0.5, ax, ay, bx, by);
                    if (covered > coverage[row, column]) coverage[row, column] = Math.Min(covered, 1);
                }
            }
        }
        return coverage;

        IEnumerable<(double, double, double, double)> Pieces(Stroke stroke)
        {
            var points = stroke.Points
                .Select(point => (X: box.Left + point.X * box.Width, Y: box.Top + point.Y * box.Height)).ToArray();
            if (points.Length == 1) yield return (points[0].X, points[0].Y, points[0].X, points[0].Y);
            for (var i = 1; i < points.Length; i++)
                yield return (points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y);
        }
    }

    // The pixels from one place up to another, as far as they are on the picture.
    private static (int From, int To) Within(double from, double to, int size) =>
        ((int)Math.Clamp(Math.Floor(from), 0, size), (int)Math.Clamp(Math.Ceiling(to), 0, size));

    private static double Distance(double x, double y, double ax, double ay, double bx, double by)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var length = dx * dx + dy * dy;
        var along = length == 0 ? 0 : Math.Clamp(((x - ax) * dx + (y - ay) * dy) / length, 0, 1);
        var (offX, offY) = (x - ax - along * dx, y - ay - along * dy);
        return Math.Sqrt(offX * offX + offY * offY);
    }
}
