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
        var pieces = strokes.SelectMany(Pieces).ToArray();
        var coverage = new double[height, width];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var nearest = double.PositiveInfinity;
                foreach (var (ax, ay, bx, by) in pieces)
                    nearest = Math.Min(nearest, Distance(column + 0.5, row + 0.5, ax, ay, bx, by));
                coverage[row, column] = Math.Clamp(thickness / 2 + 0.5 - nearest, 0, 1);
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

    private static double Distance(double x, double y, double ax, double ay, double bx, double by)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var length = dx * dx + dy * dy;
        var along = length == 0 ? 0 : Math.Clamp(((x - ax) * dx + (y - ay) * dy) / length, 0, 1);
        var (offX, offY) = (x - ax - along * dx, y - ay - along * dy);
        return Math.Sqrt(offX * offX + offY * offY);
    }
}
