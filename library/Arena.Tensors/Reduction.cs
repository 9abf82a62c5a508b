namespace Arena.Tensors;

/// <summary>
/// How <see cref="Einops.Reduce(TorchSharp.torch.Tensor, string, Reduction, ReadOnlySpan{ValueTuple{string, long}})"/>
/// makes one value of many.
/// </summary>
public enum Reduction
{
    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The sum. As in libtorch, integers and booleans are summed as 64-bit integers.</summary>
    Sum,

    /// <summary>The arithmetic mean, of floating-point and complex numbers only.</summary>
    Mean,

    /// <summary>The product. As in libtorch, integers and booleans are multiplied as 64-bit integers.</summary>
    Prod,

    /// <summary>Whether any value differs from zero; the result is boolean.</summary>
    Any,

    /// <summary>Whether no value is zero; the result is boolean.</summary>
    All,
}
