namespace Arena.Pictures;

/// <summary>One line of a pen, in a box from (0, 0), top left, to (1, 1), bottom right.</summary>
/// <param name="Points">Points joined by straight pieces, in drawing order; a single one is a dot.</param>
internal sealed record Stroke(IReadOnlyList<(double X, double Y)> Points)
{
    private const int PiecesPerTurn = 48;

    /// <summary>A line through points.</summary>
    public static Stroke Line(params (double X, double Y)[] points) => new(points);

    /// <summary>Part of an ellipse. Angles are in degrees: 0 points right, 90 down.</summary>
    public static Stroke Arc((double X, double Y) centre, double radiusX, double radiusY, double from, double to)
    {
        var pieces = Math.Max(1, (int)Math.Ceiling(Math.Abs(to - from) / 360 * PiecesPerTurn));
        var points = new (double X, double Y)[pieces + 1];
        for (var i = 0; i <= pieces; i++)
        {
            var angle = (from + (to - from) * i / pieces) * Math.PI / 180;
            // Rounded, so that the last bit of a platform's sine cannot change a pixel.
            points[i] = (
                Math.Round(centre.X + radiusX * Math.Cos(angle), 6),
                Math.Round(centre.Y + radiusY * Math.Sin(angle), 6));
        }
        return new Stroke(points);
    }

    /// <summary>This line and then another, joined by a straight piece.</summary>
    public Stroke Then(Stroke next) => new([.. Points, .. next.Points]);
}
