using SkiaSharp;

namespace Arena.Cli.Showing;

/// <summary>Keeps pictures of the documentation small: everybody who clones the kit gets them.</summary>
internal static class SmallPicture
{
    /// <summary>The most bytes of a picture.</summary>
    public const int MostBytes = 80_000;

    private const double Step = 0.8;

    /// <summary>Scales a picture down until its file is small enough.</summary>
    public static void Shrink(string file)
    {
        using var picture = SKBitmap.Decode(file) ?? throw new InvalidDataException($"{file} is not a picture.");
        for (var scale = Step; new FileInfo(file).Length > MostBytes; scale *= Step)
        {
            var size = new SKImageInfo(
                Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
            using var smaller = picture.Resize(size, SKFilterQuality.High);
            using var data = smaller.Encode(SKEncodedImageFormat.Png, quality: 100);
            using var stream = File.Create(file);
            data.SaveTo(stream);
        }
    }
}
