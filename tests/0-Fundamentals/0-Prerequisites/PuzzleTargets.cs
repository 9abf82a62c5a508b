using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What the picture puzzles want, pixel by pixel: from where in which digit each pixel comes.</summary>
internal static class PuzzleTargets
{
    /// <summary>Every puzzle's target, by the id of its exercise.</summary>
    public static IReadOnlyDictionary<string, Func<Tensor, Tensor>> ById { get; } = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["0.0.1"] = Row,
        ["0.0.2"] = TwoRows,
        ["0.0.3"] = ThreeRowsReadDownwards,
        ["0.0.4"] = LyingDown,
        ["0.0.5"] = ChannelsApart,
        ["0.0.6"] = WideAndTwice,
        ["0.0.7"] = HalfSize,
        ["0.0.8"] = ThroughTheBlind,
    };

    public static Tensor Row(Tensor digits)
    {
        var from = new Pixels(digits);
        return Paint(from.Channels, from.Height, from.Digits * from.Width,
            (c, y, x) => from[x / from.Width, c, y, x % from.Width]);
    }

    public static Tensor TwoRows(Tensor digits)
    {
        var from = new Pixels(digits);
        var columns = from.Digits / 2;
        return Paint(from.Channels, 2 * from.Height, columns * from.Width,
            (c, y, x) => from[y / from.Height * columns + x / from.Width, c, y % from.Height, x % from.Width]);
    }

    public static Tensor ThreeRowsReadDownwards(Tensor digits)
    {
        var from = new Pixels(digits);
        return Paint(from.Channels, 3 * from.Height, from.Digits / 3 * from.Width,
            (c, y, x) => from[x / from.Width * 3 + y / from.Height, c, y % from.Height, x % from.Width]);
    }

    public static Tensor LyingDown(Tensor digits)
    {
        var from = new Pixels(digits);
        return Paint(from.Channels, from.Width, from.Digits * from.Height,
            (c, y, x) => from[x / from.Height, c, x % from.Height, y]);
    }

    public static Tensor ChannelsApart(Tensor digits)
    {
        var from = new Pixels(digits);
        var width = from.Digits * from.Width;
        return Paint(1, from.Channels * from.Height, width,
            (_, y, x) => from[x / from.Width, y / from.Height, y % from.Height, x % from.Width]).squeeze(0);
    }

    public static Tensor WideAndTwice(Tensor digits)
    {
        var from = new Pixels(digits);
        return Paint(from.Channels, 2 * from.Height, from.Digits * 2 * from.Width,
            (c, y, x) => from[x / (2 * from.Width), c, y % from.Height, x % (2 * from.Width) / 2]);
    }

    public static Tensor HalfSize(Tensor digits)
    {
        var from = new Pixels(digits);
        var (height, width) = (from.Height / 2, from.Width / 2);
        return Paint(from.Channels, height, from.Digits * width, (c, y, x) =>
        {
            var (digit, top, left) = (x / width, 2 * y, 2 * (x % width));
            return Math.Max(
                Math.Max(from[digit, c, top, left], from[digit, c, top, left + 1]),
                Math.Max(from[digit, c, top + 1, left], from[digit, c, top + 1, left + 1]));
        });
    }

    public static Tensor ThroughTheBlind(Tensor digits)
    {
        var from = new Pixels(digits);
        var half = from.Digits / 2;
        return Paint(from.Channels, 2 * from.Height, half * from.Width,
            (c, y, x) => from[y % 2 * half + x / from.Width, c, y / 2, x % from.Width]);
    }

    private static Tensor Paint(int channels, int height, int width, Func<int, int, int, byte> pixel)
    {
        var pixels = new byte[channels * height * width];
        for (var c = 0; c < channels; c++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    pixels[(c * height + y) * width + x] = pixel(c, y, x);
        return tensor(pixels, [channels, height, width], dtype: ScalarType.Byte);
    }

    private sealed class Pixels(Tensor digits)
    {
        private readonly byte[] values = digits.cpu().contiguous().data<byte>().ToArray();

        public int Digits { get; } = (int)digits.shape[0];
        public int Channels { get; } = (int)digits.shape[1];
        public int Height { get; } = (int)digits.shape[2];
        public int Width { get; } = (int)digits.shape[3];

        public byte this[int digit, int channel, int y, int x] =>
            values[((digit * Channels + channel) * Height + y) * Width + x];
    }
}
