using SkiaSharp;
using static TorchSharp.torch;

namespace Arena.Pictures;

/// <summary>Pictures as PNG files.</summary>
public static class PictureFile
{
    /// <summary>Writes a picture; its folder is made if need be.</summary>
    /// <param name="picture">
    /// <c>channel height width</c> with 3 channels (red, green, blue) or 1, or <c>height width</c>; bytes.
    /// </param>
    /// <param name="path">The file.</param>
    /// <param name="zoom">How many pixels of the file a pixel of the picture takes, each way.</param>
    /// <exception cref="ArgumentException">The tensor is not such a picture.</exception>
    public static void Save(Tensor picture, string path, int zoom = 1)
    {
        using var bitmap = Bitmap(picture, zoom);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = File.Create(path);
        data.SaveTo(file);
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="path">A PNG file.</param>
    /// <returns><c>channel height width</c>: bytes, red, green and blue.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a picture.</exception>
    public static Tensor Load(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no picture {path}.", path);
        using var bitmap = SKBitmap.Decode(path) ?? throw new InvalidDataException($"{path} is not a picture.");
        var pixels = new byte[3 * bitmap.Height * bitmap.Width];
        var plane = bitmap.Height * bitmap.Width;
        for (var row = 0; row < bitmap.Height; row++)
        {
            for (var column = 0; column < bitmap.Width; column++)
            {
                var colour = bitmap.GetPixel(column, row);
                var at = row * bitmap.Width + column;
                (pixels[at], pixels[plane + at], pixels[2 * plane + at]) = (colour.Red, colour.Green, colour.Blue);
            }
        }
        return tensor(pixels, [3, bitmap.Height, bitmap.Width], dtype: ScalarType.Byte);
    }

    /// <summary>Whether a tensor can be drawn: <see cref="Save"/> takes it.</summary>
    public static bool IsPicture(Tensor tensor) =>
        tensor.dtype == ScalarType.Byte && tensor.numel() > 0
        && (tensor.dim() == 2 || (tensor.dim() == 3 && tensor.shape[0] is 1 or 3));

    private static SKBitmap Bitmap(Tensor picture, int zoom)
    {
        if (!IsPicture(picture))
        {
            throw new ArgumentException(
                "A picture is a tensor of bytes, 'channel height width' with 1 or 3 channels or 'height width'; "
                + $"this is {picture.dtype} ({string.Join(", ", picture.shape)}).", nameof(picture));
        }
        using var scope = NewDisposeScope();
        var colours = (picture.dim() == 2 ? picture.unsqueeze(0) : picture).expand(3, -1, -1).contiguous();
        var (height, width) = ((int)colours.shape[1], (int)colours.shape[2]);
        var pixels = colours.cpu().data<byte>().ToArray();
        var plane = height * width;
        var bitmap = new SKBitmap(width * zoom, height * zoom, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var row = 0; row < height * zoom; row++)
        {
            for (var column = 0; column < width * zoom; column++)
            {
                var at = row / zoom * width + column / zoom;
                bitmap.SetPixel(column, row, new SKColor(pixels[at], pixels[plane + at], pixels[2 * plane + at]));
            }
        }
        return bitmap;
    }
}
