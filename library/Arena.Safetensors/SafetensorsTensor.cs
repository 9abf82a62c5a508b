namespace Arena.Safetensors;

/// <summary>A tensor to write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">The type of its elements, one of <see cref="SafetensorsDtypes"/>.</param>
/// <param name="Shape">The size of each axis; none for a single number.</param>
/// <param name="Data">Its elements, little-endian, the last axis fastest.</param>
public sealed record SafetensorsTensor(
    string Name, string Dtype, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data);
