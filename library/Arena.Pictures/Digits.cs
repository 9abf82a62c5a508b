using static TorchSharp.torch;

namespace Arena.Pictures;

/// <summary>Drawn digits, each in its own colour: the material of the picture puzzles.</summary>
public static class Digits
{
    private const int Channels = 3;

    private static readonly (byte Red, byte Green, byte Blue)[] inks =
    [
        (0xff, 0xd1, 0x66), (0xef, 0x6f, 0x6c), (0x6c, 0xc5, 0xf0), (0x8b, 0xd4, 0x6e), (0xf4, 0x9a, 0x3c),
        (0xc7, 0x9b, 0xf2), (0x4f, 0xd8, 0xc4), (0xf7, 0x8f, 0xc8), (0xe8, 0xe6, 0xda), (0xa9, 0xb8, 0xff),
    ];

    private static readonly (byte Red, byte Green, byte Blue)[] papers = [(0x1d, 0x27, 0x38), (0x2e, 0x3c, 0x54)];

    /// <summary>
    /// Draws digits, one picture each. A digit has a colour of its own on dark paper; neighbouring digits have two
    /// shades of paper, so that one sees where a picture ends.
    /// </summary>
    /// <param name="digits">Which ones, such as <c>"012345"</c>.</param>
    /// <param name="height">Rows of each picture.</param>
    /// <param name="width">Columns of each picture.</param>
    /// <returns><c>digit channel height width</c>, bytes from 0 to 255; the channels are red, green, blue.</returns>
    /// <exception cref="ArgumentException">A character is not a digit, there is none, or a size is below 1.</exception>
    public static Tensor Draw(string digits = "012345", int height = 72, int width = 48)
    {
        if (digits.Length == 0 || digits.Any(digit => !char.IsAsciiDigit(digit)))
            throw new ArgumentException($"\"{digits}\" should be one or more of the digits 0 to 9.", nameof(digits));
        if (height < 1 || width < 1)
            throw new ArgumentException($"A picture needs at least one pixel; {height} × {width} has none.");

        var pixels = new byte[digits.Length * Channels * height * width];
        var at = 0;
        foreach (var digit in digits)
        {
            var coverage = Coverage(digit, height, width);
            var (ink, paper) = (inks[digit - '0'], papers[(digit - '0') % papers.Length]);
            foreach (var (on, off) in new[] { (ink.Red, paper.Red), (ink.Green, paper.Green), (ink.Blue, paper.Blue) })
                foreach (var covered in coverage)
                    pixels[at++] = (byte)Math.Round(off + (on - off) * covered);
        }
        return tensor(pixels, [digits.Length, Channels, height, width], dtype: ScalarType.Byte);
    }

    private static double[,] Coverage(char digit, int height, int width)
    {
        var box = (Left: 0.24 * width, Top: 0.17 * height, Width: 0.52 * width, Height: 0.66 * height);
        var thickness = Math.Max(1, 0.11 * Math.Min(height, width));
        return Pen.Coverage(Glyphs.Of(digit), height, width, box, thickness);
    }
}
