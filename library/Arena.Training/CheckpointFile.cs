using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Training;

/// <summary>The parameters and buffers of a model in a file.</summary>
/// <remarks>
/// The file: the bytes <c>ARENACK1</c>; the length of what comes after the checksum, 8 bytes, little-endian; its
/// SHA-256; then the length (4 bytes) and text (JSON) of a list of names, types and shapes; then what TorchSharp's
/// <c>Module.save</c> writes. Nothing in it is run. It is written beside its place and moved there when it is whole, so
/// there is always a whole checkpoint, the last one or the one before. A model is loaded as a whole or not at all.
/// </remarks>
public static class CheckpointFile
{
    private const int MostNames = 64 << 20;

    private static readonly byte[] Mark = "ARENACK1"u8.ToArray();
    private static readonly int HeadLength = Mark.Length + sizeof(long) + SHA256.HashSizeInBytes;

    /// <summary>Writes the parameters and buffers of a model; folders are made if need be.</summary>
    /// <param name="model">The model. It may be on any device.</param>
    /// <param name="path">The file. One that is there is replaced.</param>
    public static void Save(nn.Module model, string path)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Path.GetRandomFileName()}.draft";
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                Write(model, file);
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Loads the parameters and buffers of a model.</summary>
    /// <param name="model">A model of the same names, types and shapes. It stays as it is if anything is wrong.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="CheckpointException">The file is damaged or belongs to another model.</exception>
    public static void Load(nn.Module model, string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no checkpoint {path}.", path);
        using var file = File.OpenRead(path);
        var entries = Entries(file, path);
        var state = model.state_dict();
        MustFit([.. state.Select(Entry.Of)], entries, path);
        using var scope = NewDisposeScope();
        var loaded = Tensors(file, entries, path);
        model.load_state_dict(loaded);
    }

    private static void Write(nn.Module model, FileStream file)
    {
        using var scope = NewDisposeScope();
        var state = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().contiguous());
        var names = JsonSerializer.SerializeToUtf8Bytes(state.Select(Entry.Of));
        using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        file.Position = HeadLength;
        writer.Write(names.Length);
        writer.Write(names);
        nn.Module.save_state_dict(writer, state);
        writer.Flush();
        file.Position = HeadLength;
        var checksum = SHA256.HashData(file);
        file.Position = 0;
        writer.Write(Mark);
        writer.Write(file.Length - HeadLength);
        writer.Write(checksum);
    }

    // Leaves the file where the tensors begin.
    private static Entry[] Entries(FileStream file, string path)
    {
        var head = new byte[HeadLength];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || !head.AsSpan().StartsWith(Mark))
        {
            throw new CheckpointException(path, "This is no checkpoint, or little more than its beginning is there.");
        }
        var length = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(Mark.Length));
        var isThere = file.Length - HeadLength;
        if (isThere != length)
        {
            throw new CheckpointException(
                path,
                $"{Bytes(isThere)} of the model are there, and {Bytes(length)} were written. "
                + (isThere < length ? "The file was cut off." : "Something was appended to the file."));
        }
        if (!SHA256.HashData(file).AsSpan().SequenceEqual(head.AsSpan(Mark.Length + sizeof(long))))
        {
            throw new CheckpointException(path, "The checksum is wrong: the file was changed after it was written.");
        }
        file.Position = HeadLength;
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        try
        {
            var names = reader.ReadInt32();
            if (names is < 0 or > MostNames) throw new InvalidDataException($"The list of names has {names} bytes.");
            var entries = JsonSerializer.Deserialize<Entry?[]>(reader.ReadBytes(names)) ?? [null];
            return [.. entries.Select(entry => entry is { Name: not null, Type: not null, Shape: not null }
                ? entry
                : throw new InvalidDataException("The list of names has gaps."))];
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or JsonException)
        {
            throw new CheckpointException(path, "The list of names cannot be read.", problem);
        }
    }

    private static string Bytes(long count) => FormattableString.Invariant($"{count} bytes");

    private static void MustFit(Entry[] model, Entry[] file, string path)
    {
        foreach (var wanted in model)
        {
            if (file.FirstOrDefault(entry => entry.Name == wanted.Name) is not { } found)
            {
                throw new CheckpointException(
                    path, $"This is a checkpoint of another model: it has no '{wanted.Name}', which here is {wanted}.");
            }
            if (found.Type != wanted.Type || !found.Shape.SequenceEqual(wanted.Shape))
            {
                throw new CheckpointException(
                    path,
                    $"This is a checkpoint of another model: '{wanted.Name}' is {found} there and {wanted} here.");
            }
        }
        if (file.FirstOrDefault(entry => model.All(wanted => wanted.Name != entry.Name)) is { } surplus)
        {
            throw new CheckpointException(
                path, $"This is a checkpoint of another model: it has '{surplus.Name}', {surplus}, which is not here.");
        }
    }

    private static Dictionary<string, Tensor> Tensors(FileStream file, Entry[] entries, string path)
    {
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        try
        {
            // The number of tensors, seven bits a byte; the list has said it.
            reader.Read7BitEncodedInt64();
            var tensors = new Dictionary<string, Tensor>();
            foreach (var entry in entries)
            {
                var name = reader.ReadString();
                if (name != entry.Name)
                {
                    throw new InvalidDataException($"'{entry.Name}' was to follow, and '{name}' does.");
                }
                // The list fits the model, so this much memory is there; the type and shape that follow must be these.
                var tensor = empty(entry.Shape, dtype: Enum.Parse<ScalarType>(entry.Type));
                tensor.Load(reader);
                tensors.Add(name, tensor);
            }
            return tensors;
        }
        catch (Exception problem)
        {
            // With a right checksum: somebody else wrote it, and what TorchSharp throws then can be anything.
            throw new CheckpointException(path, "The tensors cannot be read.", problem);
        }
    }

    private sealed record Entry(string Name, string Type, long[] Shape)
    {
        public static Entry Of(KeyValuePair<string, Tensor> named) =>
            new(named.Key, named.Value.dtype.ToString(), named.Value.shape);

        public override string ToString() => $"{Type} ({string.Join(", ", Shape)})";
    }
}
