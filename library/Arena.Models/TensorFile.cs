using Arena.Safetensors;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>Tensors in a safetensors file.</summary>
public static class TensorFile
{
    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["F64"] = float64,
        ["F32"] = float32,
        ["F16"] = float16,
        ["BF16"] = bfloat16,
        ["I64"] = int64,
        ["I32"] = int32,
        ["I16"] = int16,
        ["I8"] = int8,
        ["U8"] = uint8,
        ["BOOL"] = @bool,
    };

    /// <summary>Reads all tensors of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// New tensors by their names, in the caller's dispose scope. Those of 16-bit numbers become float32.
    /// </returns>
    /// <exception cref="SafetensorsException">The file is damaged, or has elements of another type.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        using var scope = NewDisposeScope();
        var tensors = file.Entries.Keys.ToDictionary(name => name, name => Read(file, path, name));
        foreach (var tensor in tensors.Values) scope.MoveToOuter(tensor);
        return tensors;
    }

    /// <summary>Writes tensors to a file. The same ones make the same bytes.</summary>
    /// <param name="path">The file. It is written beside its place and moved there.</param>
    /// <param name="tensors">The tensors by their names, on any device.</param>
    /// <param name="metadata">Texts about them.</param>
    /// <exception cref="ArgumentException">A tensor's type cannot be written.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsWriter.Write(path, tensors.Select(x => ToWrite(x.Key, x.Value)), metadata);

    /// <summary>Reads one tensor of an open file.</summary>
    internal static Tensor Read(SafetensorsFile file, string path, string name)
    {
        var entry = file.Entries[name];
        if (!Types.TryGetValue(entry.Dtype, out var type))
            throw new SafetensorsException(path, $"'{name}' is {entry.Dtype}, which there are no tensors of here.");
        if (entry.Length > Array.MaxLength)
            throw new SafetensorsException(path, $"'{name}' has {entry.Length} bytes, which is too much at a time.");
        using var scope = NewDisposeScope();
        var tensor = empty([.. entry.Shape], dtype: type);
        file.Read(name, tensor.bytes);
        return scope.MoveToOuter(entry.Dtype is "F16" or "BF16" ? tensor.to(float32) : tensor);
    }

    private static SafetensorsTensor ToWrite(string name, Tensor tensor)
    {
        var dtype = Types.FirstOrDefault(x => x.Value == tensor.dtype).Key
            ?? throw new ArgumentException($"'{name}' is {tensor.dtype}, which cannot be written.");
        using var scope = NewDisposeScope();
        return new(name, dtype, tensor.shape, tensor.detach().cpu().contiguous().bytes.ToArray());
    }
}
