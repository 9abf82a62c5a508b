using System.Buffers.Binary;
using System.IO.Compression;
using static TorchSharp.torch;

namespace Arena.Data;

/// <summary>
/// Reads and writes IDX files of bytes, the format of MNIST and Fashion-MNIST: two zeros, a byte for the type, a byte
/// for the number of axes, each axis' size as a big-endian 32-bit number, then the elements, the last axis changing
/// fastest.
/// </summary>
public static class IdxFile
{
    private const byte Bytes = 0x08;
    private const int Axes = 8;
    private const int Chunk = 1 << 20;

    /// <summary>More elements than any file that the kit uses has; a header that claims more is not believed.</summary>
    public const long MostElements = 1L << 30;

    /// <summary>Reads a file, compressed with gzip or not.</summary>
    /// <param name="path">The file; its content tells whether it is compressed, not its name.</param>
    /// <returns>The elements, as bytes in the shape that the file states; images are <c>item row column</c>.</returns>
    /// <exception cref="DataFileException">The file is no IDX file of bytes, is cut off, or goes on after its end.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Tensor Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>Reads a stream from its beginning to its end.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The elements, as bytes in the shape that the file states.</returns>
    /// <exception cref="DataFileException">It is no IDX file of bytes, is cut off, or goes on after its end.</exception>
    public static Tensor Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var isCompressed = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = 0;
        if (!isCompressed) return ReadPlain(stream, name);
        using var unpacked = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return ReadPlain(unpacked, name);
        }
        catch (InvalidDataException damage)
        {
            throw new DataFileException(name, "its compressed content is damaged. Get the file anew.", damage);
        }
    }

    /// <summary>
    /// Writes a file. Under its name there is, at every moment, what was there before or all that is new, also while
    /// several processes write it at once.
    /// </summary>
    /// <param name="elements">Bytes, with 1 to 8 axes.</param>
    /// <param name="path">The file; it is compressed when its name ends with <c>.gz</c>. Its folder is made if need
    /// be.</param>
    /// <exception cref="ArgumentException">These are not bytes, or there are too few or too many axes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(Tensor elements, string path)
    {
        if (elements.dtype != ScalarType.Byte)
            throw new ArgumentException(
                $"An IDX file holds bytes here, but these are {elements.dtype}.", nameof(elements));
        if (elements.ndim is 0 or > Axes)
            throw new ArgumentException(
                $"An IDX file has 1 to {Axes} axes, but this has {elements.ndim}.", nameof(elements));

        using var ordered = elements.cpu().contiguous();
        AtomicFile.Write(path, file =>
        {
            if (!path.EndsWith(".gz", StringComparison.Ordinal))
            {
                WritePlain(ordered, file);
                return;
            }
            using var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
            WritePlain(ordered, packed);
        });
    }

    private static void WritePlain(Tensor elements, Stream stream)
    {
        Span<byte> header = stackalloc byte[4 + 4 * (int)elements.ndim];
        header.Clear();
        (header[2], header[3]) = (Bytes, (byte)elements.ndim);
        for (var axis = 0; axis < elements.ndim; axis++)
            BinaryPrimitives.WriteUInt32BigEndian(header[(4 + 4 * axis)..], checked((uint)elements.shape[axis]));
        stream.Write(header);
        stream.Write(elements.bytes);
    }

    private static Tensor ReadPlain(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[4];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length
            || start[0] != 0 || start[1] != 0)
            throw new DataFileException(name, "this is no IDX file: it does not begin with two zeros and a type.");
        if (start[2] != Bytes)
            throw new DataFileException(
                name, $"its elements have type 0x{start[2]:x2}; only bytes (0x08) are read, as images and labels are.");
        if (start[3] is 0 or > Axes)
            throw new DataFileException(name, $"it states {start[3]} axes; there should be 1 to {Axes}.");

        var shape = Shape(stream, name, start[3]);
        var elements = Elements(stream, name, shape);
        return tensor(elements, shape, dtype: ScalarType.Byte);
    }

    private static long[] Shape(Stream stream, string name, int rank)
    {
        Span<byte> sizes = stackalloc byte[4 * rank];
        if (stream.ReadAtLeast(sizes, sizes.Length, throwOnEndOfStream: false) < sizes.Length)
            throw new DataFileException(name, "it ends within its header. Get the file anew.");
        var shape = new long[rank];
        long count = 1;
        for (var axis = 0; axis < rank; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadUInt32BigEndian(sizes[(4 * axis)..]);
            // One axis after the other, so that the product cannot overflow.
            count = shape[axis] > MostElements ? MostElements + 1 : count * shape[axis];
            if (count > MostElements)
                throw new DataFileException(
                    name, $"it states more than {MostElements} elements, which no file of the kit's has. Get the file anew.");
        }
        return shape;
    }

    // Memory grows with what is there, and not with what a header claims.
    private static byte[] Elements(Stream stream, string name, long[] shape)
    {
        var stated = shape.Aggregate(1L, (product, size) => product * size);
        var found = new MemoryStream();
        var chunk = new byte[Math.Min(Chunk, stated + 1)];
        while (found.Length <= stated)
        {
            var read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, stated + 1 - found.Length));
            if (read == 0) break;
            found.Write(chunk, 0, read);
        }
        if (found.Length == stated) return found.ToArray();
        var states = $"its header states {string.Join(" × ", shape)} = {stated} elements";
        throw new DataFileException(
            name,
            found.Length < stated
                ? $"it is cut off: {states}, but there are {found.Length}. Get the file anew."
                : $"it does not end where it should: {states}, and there is more. Get the file anew.");
    }
}
