using Arena.Pictures;
using Point = (double X, double Y);

namespace Arena.Data.Drawing;

/// <summary>Writes one digit on a small sheet, as one hand would on one day.</summary>
internal static class Sheet
{
    /// <summary>Rows of a sheet, and columns.</summary>
    public const int Size = 28;

    private const int PiecesBetweenPoints = 4;

    /// <summary>Draws a digit.</summary>
    /// <param name="digit">From 0 to 9.</param>
    /// <param name="random">The hand.</param>
    /// <param name="pixels"><see cref="Size"/> × <see cref="Size"/> bytes, row by row: 0 is paper, 255 is ink.</param>
    public static void Draw(int digit, IntegerRandom random, Span<byte> pixels)
    {
        var strokes = Written(digit, random);
        var thickness = random.Between(1.4, 3.4);
        Place(strokes, margin: thickness / 2 + 1, random);
        var ink = Pen.Coverage(
            [.. strokes.Select(points => new Stroke(points))], Size, Size, (0, 0, 1, 1), thickness);
        Soften(ink, random.Between(0, 0.5));
        Expose(ink, random, pixels);
    }

    // The digit in the unit box, in one of the ways to write it, and never twice alike.
    private static List<List<Point>> Written(int digit, IntegerRandom random)
    {
        const double shake = 0.03, bend = 0.07;
        var ways = Handwriting.Of(digit);
        var way = ways[random.Below(ways.Count)];
        var warp = new Warp(random, bend);
        var strokes = new List<List<Point>>();
        foreach (var points in way)
        {
            var shaken = new Point[points.Length];
            for (var i = 0; i < points.Length; i++)
            {
                // A corner stays one.
                shaken[i] = i > 0 && points[i] == points[i - 1]
                    ? shaken[i - 1]
                    : (points[i].X + shake * random.Bell(), points[i].Y + shake * random.Bell());
            }
            var line = Spline.Through(shaken, PiecesBetweenPoints);
            for (var i = 0; i < line.Count; i++) line[i] = warp.At(line[i]);
            strokes.Add(line);
        }
        return strokes;
    }

    // From the unit box to pixels: narrow or wide, slanted, turned, and somewhere on the sheet.
    private static void Place(List<List<Point>> strokes, double margin, IntegerRandom random)
    {
        var height = random.Between(15, 21);
        var width = height * random.Between(0.55, 0.85);
        var slant = random.Between(-0.15, 0.35);
        // A turn by its half angle's tangent needs no sine, whose last bit differs between machines.
        var half = 0.06 * random.Bell();
        var (cosine, sine) = ((1 - half * half) / (1 + half * half), 2 * half / (1 + half * half));
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var points in strokes)
        {
            for (var i = 0; i < points.Count; i++)
            {
                var (x, y) = ((points[i].X - 0.5) * width, (points[i].Y - 0.5) * height);
                x -= slant * y;
                (x, y) = (cosine * x - sine * y, sine * x + cosine * y);
                points[i] = (x, y);
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        // What would not fit is written smaller.
        var room = Size - 2 * margin;
        var scale = Math.Min(1, room / Math.Max(right - left, bottom - top));
        var moveX = Shift(scale * left, scale * right, room, random);
        var moveY = Shift(scale * top, scale * bottom, room, random);
        foreach (var points in strokes)
            for (var i = 0; i < points.Count; i++)
                points[i] = (scale * points[i].X + moveX, scale * points[i].Y + moveY);
    }

    // How far to move a digit that reaches from one place to another, so that it lies in the room in the sheet's
    // middle, though not always in the middle of it.
    private static double Shift(double from, double to, double room, IntegerRandom random)
    {
        var left = Math.Max(0, (room - (to - from)) / 2);
        return Size / 2.0 - (from + to) / 2 + Math.Clamp(1.5 * random.Bell(), -left, left);
    }

    // A blend with the mean of each pixel's neighbourhood, 1 2 1 across and down.
    private static void Soften(double[,] ink, double share)
    {
        var across = new double[Size, Size];
        for (var row = 0; row < Size; row++)
            for (var column = 0; column < Size; column++)
                across[row, column] = 0.5 * ink[row, column]
                    + 0.25 * (ink[row, Math.Max(column - 1, 0)] + ink[row, Math.Min(column + 1, Size - 1)]);
        for (var row = 0; row < Size; row++)
            for (var column = 0; column < Size; column++)
            {
                var mean = 0.5 * across[row, column]
                    + 0.25 * (across[Math.Max(row - 1, 0), column] + across[Math.Min(row + 1, Size - 1), column]);
                ink[row, column] += share * (mean - ink[row, column]);
            }
    }

    // A pen as dark as it is, on paper with a grain.
    private static void Expose(double[,] ink, IntegerRandom random, Span<byte> pixels)
    {
        var (darkness, grain) = (random.Between(170, 255), random.Between(0, 8));
        for (var i = 0; i < pixels.Length; i++)
        {
            var shade = darkness * ink[i / Size, i % Size] + grain * random.Bell();
            pixels[i] = (byte)Math.Round(Math.Clamp(shade, 0, 255));
        }
    }
}
