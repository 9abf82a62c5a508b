using Arena.Testing.Comparing;
using static TorchSharp.torch;

namespace Arena.Testing.Snapshots;

/// <summary>An accepted tensor and, while they differ, the one received.</summary>
/// <param name="folder">Where they lie.</param>
/// <param name="name">Their name without <c>.verified.safetensors</c>.</param>
internal sealed class TensorSnapshotFile(string folder, string name)
{
    private static readonly Dictionary<ScalarType, string> Dtypes = new()
    {
        [ScalarType.Float64] = "F64",
        [ScalarType.Float32] = "F32",
        [ScalarType.Int64] = "I64",
        [ScalarType.Int32] = "I32",
        [ScalarType.Byte] = "U8",
        [ScalarType.Bool] = "BOOL",
    };

    public string Verified { get; } = Path.Combine(folder, name + ".verified.safetensors");

    public string Received { get; } = Path.Combine(folder, name + ".received.safetensors");

    /// <summary>What to tell the developer; null when the tensor is as close to the accepted one as it says.</summary>
    /// <param name="tensor">The tensor to compare.</param>
    /// <param name="axes">The axes' names, separated by spaces.</param>
    /// <param name="tolerance">The largest difference allowed.</param>
    /// <param name="accept">Whether the tensor is to be accepted as it is.</param>
    /// <param name="mayAccept">Whether that is allowed: a continuous-integration server looks at nothing.</param>
    /// <exception cref="ArgumentException">
    /// There are not as many names as axes, or the element type cannot be recorded.
    /// </exception>
    public string? Match(Tensor tensor, string axes, double tolerance, bool accept, bool mayAccept)
    {
        var received = Record(tensor, axes, tolerance);
        var difference = Difference(tensor, received);
        if (difference is null)
        {
            File.Delete(Received);
            return null;
        }
        if (accept && mayAccept)
        {
            if (received.Accepts() is { } other)
                return $"{Path.GetFileName(Verified)} is not accepted, as it would not notice a mistake: with the "
                    + $"tolerance {Number.Text(tolerance)}, {other} would pass too. "
                    + "Take other inputs, or a smaller tolerance.";
            File.WriteAllBytes(Verified, received.ToBytes());
            File.Delete(Received);
            return null;
        }
        File.WriteAllBytes(Received, received.ToBytes());
        return $"{difference}\n\n{How(refused: accept)}";
    }

    private string? Difference(Tensor actual, RecordedTensor received)
    {
        var file = Path.GetFileName(Verified);
        if (!File.Exists(Verified)) return $"Nothing is accepted yet as {file}.";
        var accepted = RecordedTensor.Parse(File.ReadAllBytes(Verified));
        if ((accepted.Axes, accepted.Tolerance) != (received.Axes, received.Tolerance))
            return $"{file} was accepted for the axes \"{accepted.Axes}\" and the tolerance "
                + FormattableString.Invariant($"{accepted.Tolerance:R}; the test says \"{received.Axes}\" and ")
                + FormattableString.Invariant($"{received.Tolerance:R}.");
        using var scope = NewDisposeScope();
        var wanted = tensor(accepted.Values.ToArray(), [.. accepted.Shape.Select(x => (long)x)])
            .to(Dtypes.Single(x => x.Value == accepted.Dtype).Key);
        var names = accepted.Axes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Comparing.Difference.Of(actual, wanted, accepted.Tolerance, names, mistakes: []) is { } difference
            ? $"The tensor is not the accepted one, {file}.\n{difference}"
            : null;
    }

    private static RecordedTensor Record(Tensor tensor, string axes, double tolerance)
    {
        var names = Shape.Names(axes, tensor.shape)!;
        if (!Dtypes.TryGetValue(tensor.dtype, out var dtype))
            throw new ArgumentException($"A tensor of {tensor.dtype} cannot be recorded: make it float32 before.");
        var values = Values.Of(tensor);
        return new RecordedTensor(dtype, values.Shape, string.Join(' ', names), tolerance, values.Data);
    }

    private string How(bool refused) => refused
        ? $"{Snapshot.AcceptVariable} is refused where CI is set: accept it on your own machine, after looking at it."
        : $"If it is right, run the test with {Snapshot.AcceptVariable}=1.";
}
