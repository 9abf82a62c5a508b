namespace Arena.Safetensors;

/// <summary>The types that elements have, as the format calls them.</summary>
public static class SafetensorsDtypes
{
    private static readonly Dictionary<string, int> Sizes = new()
    {
        ["F64"] = 8,
        ["F32"] = 4,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["I64"] = 8,
        ["I32"] = 4,
        ["I16"] = 2,
        ["I8"] = 1,
        ["U64"] = 8,
        ["U32"] = 4,
        ["U16"] = 2,
        ["U8"] = 1,
        ["F8_E4M3"] = 1,
        ["F8_E5M2"] = 1,
        ["BOOL"] = 1,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> Names => Sizes.Keys;

    /// <summary>How many bytes an element has.</summary>
    /// <exception cref="KeyNotFoundException">There is no such type.</exception>
    public static int Size(string dtype) => Sizes[dtype];

    /// <summary>Whether there is such a type.</summary>
    public static bool IsKnown(string? dtype) => dtype is not null && Sizes.ContainsKey(dtype);

    /// <summary>How many bytes a tensor has, or null if the shape is none: negative, or too large to count.</summary>
    internal static long? Bytes(string dtype, IEnumerable<long> shape)
    {
        long bytes = Size(dtype);
        var isEmpty = false;
        foreach (var size in shape)
        {
            if (size < 0) return null;
            isEmpty |= size == 0;
            // An empty tensor's other axes have to make sense, too.
            if (Math.BigMul(bytes, Math.Max(size, 1), out var product) != 0 || product < 0) return null;
            bytes = product;
        }
        return isEmpty ? 0 : bytes;
    }
}
