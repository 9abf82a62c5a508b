using System.Text;
using Arena.Safetensors;

namespace Arena.Models.Tests.Format;

/// <summary>Files put together by hand.</summary>
internal static class Bytes
{
    /// <summary>A file of this header and so many bytes of tensors, which count up.</summary>
    public static byte[] File(string header, int data = 0) =>
        File(Encoding.UTF8.GetBytes(header), [.. Enumerable.Range(0, data).Select(x => (byte)x)]);

    public static byte[] File(byte[] header, byte[] data) =>
        [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. data];

    public static byte[] Written(
        IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }
}
