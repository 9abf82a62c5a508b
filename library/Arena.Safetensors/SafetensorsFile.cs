using System.Buffers.Binary;

namespace Arena.Safetensors;

/// <summary>
/// A file of tensors in Hugging Face's format safetensors, open for reading: the length of a header (8 bytes,
/// little-endian), the header (JSON, with names, types, shapes and places), and the tensors' bytes. Nothing in it is
/// run.
/// </summary>
/// <remarks>
/// The header is read and checked when the file is opened, and a file that breaks any of the format's rules is refused.
/// The memory that this takes is at most four times the file's size and some 100 KiB, whatever the file says. The
/// tensors are read one by one when they are asked for.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    /// <summary>The longest header that the format allows.</summary>
    internal const int LongestHeader = 100_000_000;

    internal const int PrefixLength = sizeof(ulong);

    private readonly Stream stream;
    private readonly string name;
    private readonly long start;
    private readonly SafetensorsHeader header;

    private SafetensorsFile(Stream stream, string name)
    {
        (this.stream, this.name) = (stream, name);
        var (length, begin) = (stream.Length, stream.Position);
        var prefix = new byte[PrefixLength];
        if (length - begin < PrefixLength)
            throw Wrong($"It has {length - begin} bytes, fewer than the 8 with which such a file begins.");
        Fill(prefix);
        var announced = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (announced > LongestHeader)
            throw Wrong($"Its header is said to have {announced} bytes, and {LongestHeader} are the most.");
        if ((long)announced > length - begin - PrefixLength)
        {
            throw Wrong(
                $"Its header is said to have {announced} bytes, and {length - begin - PrefixLength} bytes follow.");
        }
        var text = new byte[announced];
        Fill(text);
        start = begin + PrefixLength + (long)announced;
        header = SafetensorsHeader.Parse(text, length - start, Wrong);
    }

    /// <summary>Texts about the tensors, such as <c>format</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>The tensors by their names.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => header.Entries;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">It is damaged or no safetensors file.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafetensorsFile Open(string path) => Open(File.OpenRead(path), path);

    /// <summary>Opens a file whose bytes are at hand.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="SafetensorsException">It is damaged or no safetensors file.</exception>
    public static SafetensorsFile Open(byte[] bytes, string name) =>
        Open(new MemoryStream(bytes, writable: false), name);

    /// <summary>Opens a file that begins where a stream stands and ends where it ends.</summary>
    /// <param name="stream">The stream, which can seek. It is closed with the file, or if that is refused.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="SafetensorsException">It is damaged or no safetensors file.</exception>
    public static SafetensorsFile Open(Stream stream, string name)
    {
        try
        {
            return new SafetensorsFile(stream, name);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a tensor: its elements, little-endian, the last axis fastest.</summary>
    /// <exception cref="SafetensorsException">There is no such tensor, or the file changed.</exception>
    public byte[] Read(string tensor)
    {
        var entry = Entry(tensor);
        if (entry.Length > Array.MaxLength)
            throw Wrong($"'{tensor}' has {entry.Length} bytes, too many for an array. Give the memory for them.");
        var bytes = new byte[entry.Length];
        Read(tensor, bytes);
        return bytes;
    }

    /// <summary>Reads the bytes of a tensor to where they are wanted.</summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="bytes">As long as the tensor.</param>
    /// <exception cref="SafetensorsException">There is no such tensor, or the file changed.</exception>
    /// <exception cref="ArgumentException">There is not as much room as the tensor takes.</exception>
    public void Read(string tensor, Span<byte> bytes)
    {
        var entry = Entry(tensor);
        if (bytes.Length != entry.Length)
            throw new ArgumentException($"'{tensor}' has {entry.Length} bytes, and here is room for {bytes.Length}.");
        stream.Position = start + entry.Start;
        Fill(bytes);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    private SafetensorsEntry Entry(string tensor) =>
        Entries.TryGetValue(tensor, out var entry) ? entry : throw Wrong($"There is no tensor '{tensor}' in it.");

    private void Fill(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Wrong("It became shorter while it was read.");
    }

    private SafetensorsException Wrong(string problem, Exception? cause = null) => new(
        name, $"{problem} The file is damaged, or no safetensors file: fetch or write it anew.", cause);
}
