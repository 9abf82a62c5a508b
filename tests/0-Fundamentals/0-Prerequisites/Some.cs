using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Inputs for the tests of this section: the same in every run.</summary>
internal static class Some
{
    /// <summary>Numbers around 0, float32.</summary>
    /// <param name="view">Whether they lie apart in memory, and not at its beginning.</param>
    /// <param name="shape">The sizes of the axes.</param>
    public static Tensor Numbers(bool view, params long[] shape)
    {
        using var generator = new Generator(2026);
        return Laid(view, randn(shape, generator: generator));
    }

    /// <summary>Whole numbers from 0 up to, not including, <paramref name="below"/>.</summary>
    public static Tensor Indices(bool view, long below, params long[] shape)
    {
        using var generator = new Generator(2027);
        return Laid(view, randint(below, shape, dtype: int64, generator: generator));
    }

    /// <summary>The same values, apart in memory: in front of each lies another number.</summary>
    public static Tensor AsView(Tensor x) => stack([x + 1, x], -1).select(-1, 1);

    private static Tensor Laid(bool view, Tensor x) => view ? AsView(x) : x;
}
