using System.IO.Compression;

namespace Arena.Data.Tests;

/// <summary>Files as they lie on a disk.</summary>
internal static class IdxBytes
{
    public static byte[] Of(int[] shape, params byte[] elements) =>
    [
        0, 0, 8, (byte)shape.Length,
        .. shape.SelectMany(size => new[] { (byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size }),
        .. elements,
    ];

    public static byte[] Packed(byte[] content, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level)) gzip.Write(content);
        return packed.ToArray();
    }
}
