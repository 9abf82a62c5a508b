using Point = (double X, double Y);

namespace Arena.Data.Drawing;

/// <summary>
/// Bends the plane smoothly: 4 × 4 handles over the unit box are pulled a little, each in its own direction, and every
/// point follows by how near it is to each (Sederberg and Parry 1986, Free-Form Deformation of Solid Geometric Models).
/// </summary>
internal sealed class Warp
{
    private const int Handles = 4;

    private readonly Point[] pulls = new Point[Handles * Handles];

    /// <param name="random">Where the pulls come from.</param>
    /// <param name="strength">The standard deviation of each pull, in box widths.</param>
    public Warp(IntegerRandom random, double strength)
    {
        for (var i = 0; i < pulls.Length; i++)
            pulls[i] = (strength * random.Bell(), strength * random.Bell());
    }

    /// <summary>Where a point goes.</summary>
    public Point At(Point point)
    {
        Span<double> across = stackalloc double[Handles], down = stackalloc double[Handles];
        Weights(Math.Clamp(point.X, 0, 1), across);
        Weights(Math.Clamp(point.Y, 0, 1), down);
        var (x, y) = point;
        for (var row = 0; row < Handles; row++)
        {
            for (var column = 0; column < Handles; column++)
            {
                var weight = down[row] * across[column];
                x += weight * pulls[row * Handles + column].X;
                y += weight * pulls[row * Handles + column].Y;
            }
        }
        return (x, y);
    }

    // Bernstein's polynomials: they sum to 1.
    private static void Weights(double t, Span<double> weights)
    {
        var rest = 1 - t;
        weights[0] = rest * rest * rest;
        weights[1] = 3 * t * rest * rest;
        weights[2] = 3 * t * t * rest;
        weights[3] = t * t * t;
    }
}
