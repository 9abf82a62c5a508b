using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Arena.Safetensors;

/// <summary>Writes tensors in the format safetensors: see <see cref="SafetensorsFile"/>.</summary>
/// <remarks>The same tensors and texts always make the same bytes.</remarks>
public static class SafetensorsWriter
{
    /// <summary>Writes a file beside its place and then moves it there. Its folder is made if need be.</summary>
    /// <param name="path">The file. One that is there is replaced.</param>
    /// <param name="tensors">The tensors; names are not used twice.</param>
    /// <param name="metadata">Texts about them.</param>
    /// <exception cref="ArgumentException">They cannot be written; the message says why.</exception>
    public static void Write(
        string path, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
                Write(file, tensors, metadata);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Writes a file to a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="tensors">The tensors; names are not used twice.</param>
    /// <param name="metadata">Texts about them.</param>
    /// <exception cref="ArgumentException">They cannot be written; the message says why.</exception>
    public static void Write(
        Stream stream, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // Large elements first: then each tensor begins at a multiple of its element's size.
        var ordered = tensors.ToList();
        foreach (var tensor in ordered) Check(tensor);
        if (ordered.GroupBy(tensor => tensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"There are two tensors '{twice.Key}'.", nameof(tensors));
        ordered = [.. ordered.OrderByDescending(tensor => SafetensorsDtypes.Size(tensor.Dtype))
            .ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        var header = Header(ordered, metadata);
        if (header.Length > SafetensorsFile.LongestHeader)
            throw new ArgumentException($"The header would have {header.Length} bytes, more than the format allows.");
        var length = new byte[SafetensorsFile.PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in ordered) stream.Write(tensor.Data.Span);
    }

    private static void Check(SafetensorsTensor tensor)
    {
        if (tensor.Name == SafetensorsHeader.MetadataName)
            throw new ArgumentException($"No tensor can be called '{tensor.Name}'.");
        if (!SafetensorsDtypes.IsKnown(tensor.Dtype))
            throw new ArgumentException($"'{tensor.Name}': there is no type '{tensor.Dtype}'.");
        if (SafetensorsDtypes.Bytes(tensor.Dtype, tensor.Shape) != tensor.Data.Length)
        {
            throw new ArgumentException(
                $"'{tensor.Name}': {tensor.Dtype} [{string.Join(", ", tensor.Shape)}] does not take "
                + $"{tensor.Data.Length} bytes.");
        }
    }

    private static ReadOnlySpan<byte> Header(
        IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafetensorsHeader.MetadataName);
                foreach (var (name, text) in metadata.OrderBy(x => x.Key, StringComparer.Ordinal))
                    json.WriteString(name, text);
                json.WriteEndObject();
            }
            long end = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Dtype);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [end, end += tensor.Data.Length]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // The tensors begin at a multiple of 8, as the format asks.
        bytes.Write("        "u8[..((8 - bytes.WrittenCount % 8) % 8)]);
        return bytes.WrittenSpan;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
