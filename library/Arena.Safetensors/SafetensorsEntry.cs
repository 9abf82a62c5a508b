namespace Arena.Safetensors;

/// <summary>What a file says of one of its tensors.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">The type of its elements, one of <see cref="SafetensorsDtypes"/>.</param>
/// <param name="Shape">The size of each axis; none for a single number.</param>
/// <param name="Start">Where its bytes begin, counted from the first tensor's.</param>
/// <param name="Length">How many bytes it has.</param>
public sealed record SafetensorsEntry(
    string Name, string Dtype, IReadOnlyList<long> Shape, long Start, long Length)
{
    /// <summary>How many elements it has.</summary>
    public long Count => Length / SafetensorsDtypes.Size(Dtype);
}
