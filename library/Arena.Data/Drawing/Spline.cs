using Point = (double X, double Y);

namespace Arena.Data.Drawing;

/// <summary>A smooth line through points.</summary>
internal static class Spline
{
    /// <summary>
    /// The points and more between them, along a Catmull-Rom spline; where a point stands twice in a row, the line
    /// turns a corner.
    /// </summary>
    /// <param name="points">At least one point.</param>
    /// <param name="pieces">How many straight pieces lie between two points.</param>
    public static List<Point> Through(ReadOnlySpan<Point> points, int pieces)
    {
        var line = new List<Point>(points.Length * pieces) { points[0] };
        for (var i = 1; i < points.Length; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            if (from == to) continue;
            // An end, and a corner is one, has no neighbour: the point itself stands in.
            var before = i >= 2 ? points[i - 2] : from;
            var after = i + 1 < points.Length ? points[i + 1] : to;
            for (var piece = 1; piece <= pieces; piece++)
            {
                var t = (double)piece / pieces;
                line.Add((At(before.X, from.X, to.X, after.X, t), At(before.Y, from.Y, to.Y, after.Y, t)));
            }
        }
        return line;
    }

    private static double At(double before, double from, double to, double after, double t) =>
        from + 0.5 * t * (to - before
            + t * (2 * before - 5 * from + 4 * to - after + t * (3 * (from - to) + after - before)));
}
