using System.Text.Json;
using System.Text.Unicode;

namespace Arena.Safetensors;

/// <summary>The header of a file, all of whose rules hold.</summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataName = "__metadata__";

    // An object of objects with lists in them, and no deeper.
    private const int Depth = 3;

    private readonly Dictionary<string, string> metadata = [];
    private readonly Dictionary<string, SafetensorsEntry> entries = [];
    private readonly Func<string, SafetensorsException> wrong;

    private SafetensorsHeader(Func<string, SafetensorsException> wrong) => this.wrong = wrong;

    public IReadOnlyDictionary<string, string> Metadata => metadata;

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => entries;

    /// <summary>Reads and checks a header.</summary>
    /// <param name="text">Its bytes.</param>
    /// <param name="room">How many bytes of tensors follow it.</param>
    /// <param name="wrong">Makes the exception that says what is wrong.</param>
    public static SafetensorsHeader Parse(
        ReadOnlySpan<byte> text, long room, Func<string, Exception?, SafetensorsException> wrong)
    {
        if (text.IsEmpty || text[0] != '{') throw wrong("Its header does not begin with '{'.", null);
        if (!Utf8.IsValid(text)) throw wrong("Its header is not UTF-8.", null);
        var header = new SafetensorsHeader(problem => wrong(problem, null));
        try
        {
            header.Read(text);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // A lone half of a surrogate pair, \ud800, is an InvalidOperationException.
            throw wrong("Its header is not the JSON that it should be.", problem);
        }
        header.MustCover(room);
        return header;
    }

    private void Read(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Depth });
        reader.Read();
        var hasMetadata = false;
        while (NextName(ref reader) is { } name)
        {
            if (name != MetadataName)
            {
                if (!entries.TryAdd(name, ReadEntry(ref reader, name))) throw wrong($"It has '{name}' twice.");
                continue;
            }
            if (hasMetadata) throw wrong($"It has '{name}' twice.");
            hasMetadata = true;
            ReadMetadata(ref reader);
        }
        // Whatever but white space follows is refused by the reader.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, MetadataName);
        while (NextName(ref reader) is { } name)
        {
            Expect(ref reader, JsonTokenType.String, MetadataName);
            if (!metadata.TryAdd(name, reader.GetString()!)) throw wrong($"Its metadata has '{name}' twice.");
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string tensor)
    {
        string? dtype = null;
        List<long>? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, tensor);
        while (NextName(ref reader) is { } name)
        {
            switch (name)
            {
                case "dtype" when dtype is null:
                    Expect(ref reader, JsonTokenType.String, tensor);
                    dtype = reader.GetString();
                    break;
                case "shape" when shape is null: shape = ReadNumbers(ref reader, tensor); break;
                case "data_offsets" when offsets is null: offsets = ReadNumbers(ref reader, tensor); break;
                default:
                    throw wrong($"'{tensor}' should have dtype, shape and data_offsets, each once, and has '{name}'.");
            }
        }
        if (dtype is null || shape is null || offsets is null)
            throw wrong($"'{tensor}' should have dtype, shape and data_offsets, and has not all of them.");
        if (!SafetensorsDtypes.IsKnown(dtype))
        {
            throw wrong(
                $"'{tensor}' is said to be of type '{dtype}', which is none of "
                + $"{string.Join(", ", SafetensorsDtypes.Names)}.");
        }
        if (offsets.Count != 2 || offsets[0] < 0 || offsets[1] < offsets[0])
            throw wrong($"'{tensor}' is said to be at {Listed(offsets)}, which is not a begin and an end.");
        if (SafetensorsDtypes.Bytes(dtype, shape) is not { } bytes)
            throw wrong($"'{tensor}' is said to have the shape {Listed(shape)}, which there cannot be.");
        if (bytes != offsets[1] - offsets[0])
        {
            throw wrong(
                $"'{tensor}', {dtype} {Listed(shape)}, takes {bytes} bytes and is said to have "
                + $"{offsets[1] - offsets[0]}.");
        }
        return new(tensor, dtype, shape, offsets[0], bytes);
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string tensor)
    {
        Expect(ref reader, JsonTokenType.StartArray, tensor);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number))
                throw wrong($"'{tensor}' has something in its shape or place that is no whole number of 64 bits.");
            numbers.Add(number);
        }
        return numbers;
    }

    // The name of the next member, or null at the object's end.
    private static string? NextName(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string where)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw wrong($"'{where}' has a {reader.TokenType} where a {type} should be.");
    }

    private void MustCover(long room)
    {
        long end = 0;
        foreach (var entry in entries.Values.OrderBy(entry => entry.Start).ThenBy(entry => entry.Length))
        {
            if (entry.Start != end)
            {
                throw wrong(
                    $"'{entry.Name}' begins at {entry.Start}, and the tensors before it end at {end}: they "
                    + $"{(entry.Start < end ? "overlap" : "leave a gap")}.");
            }
            end += entry.Length;
        }
        if (end != room) throw wrong($"Its tensors take {end} bytes, and {room} are there.");
    }

    private static string Listed(IEnumerable<long> numbers) => $"[{string.Join(", ", numbers)}]";
}
