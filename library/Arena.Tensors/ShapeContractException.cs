namespace Arena.Tensors;

/// <summary>A tensor does not have the shape that was promised.</summary>
/// <param name="tensor">What the tensor is called.</param>
/// <param name="contract">The promised shape.</param>
/// <param name="shape">The shape that the tensor has.</param>
/// <param name="difference">What differs first, in a sentence.</param>
/// <param name="call">The call at whose border it was noticed: <c>"Similarity.UnitRows (0.0.14)"</c>.</param>
public sealed class ShapeContractException(
    string tensor, string contract, IReadOnlyList<long> shape, string difference, string? call = null)
    : Exception(
        $"{(call is null ? "" : call + ": ")}{tensor} should have shape \"{contract}\", "
            + $"but has {Given.Shape(shape)}.\n{difference}")
{
    /// <summary>The call at whose border it was noticed; null when there was none.</summary>
    public string? Call { get; } = call;

    /// <summary>What the tensor is called.</summary>
    public string Tensor { get; } = tensor;

    /// <summary>The promised shape.</summary>
    public string Contract { get; } = contract;

    /// <summary>The shape that the tensor has.</summary>
    public IReadOnlyList<long> Shape { get; } = shape;
}
