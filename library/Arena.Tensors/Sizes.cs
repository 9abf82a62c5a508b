using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>
/// Reads shapes the fast way: one native call an axis costs less than <c>Tensor.shape</c>, which marshals a callback.
/// </summary>
internal static class Sizes
{
    public static void Read(Tensor x, Span<long> sizes)
    {
        for (var axis = 0; axis < sizes.Length; axis++) sizes[axis] = x.size(axis);
    }

    public static long[] Of(Tensor x)
    {
        var sizes = new long[(int)x.ndim];
        Read(x, sizes);
        return sizes;
    }
}
