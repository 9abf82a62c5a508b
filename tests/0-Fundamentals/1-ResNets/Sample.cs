using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Inputs for the tests of this section: the same in every run.</summary>
internal static class Sample
{
    /// <summary>Numbers around 0, float32.</summary>
    /// <param name="view">
    /// Whether they lie apart in memory, not at its beginning, and with the first axis changing fastest.
    /// </param>
    /// <param name="shape">The sizes of the axes.</param>
    public static Tensor Numbers(bool view, params long[] shape)
    {
        using var generator = new Generator(2028);
        var x = randn(shape, generator: generator);
        return view ? AsView(x) : x;
    }

    /// <summary>Whole numbers from 0 up to, not including, <paramref name="below"/>.</summary>
    public static Tensor Indices(long below, params long[] shape)
    {
        using var generator = new Generator(2029);
        return randint(below, shape, dtype: int64, generator: generator);
    }

    /// <summary>The same values, but no axis has the stride that it would have in a tensor of its own.</summary>
    public static Tensor AsView(Tensor x)
    {
        var back = Enumerable.Range(0, (int)x.ndim).Select(axis => x.ndim - 1L - axis).ToArray();
        var turned = x.permute(back);
        return stack([turned + 1, turned], -1).select(-1, 1).permute(back);
    }
}
