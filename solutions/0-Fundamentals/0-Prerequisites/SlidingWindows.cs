using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>A series seen through a window that moves along it.</summary>
public static class SlidingWindows
{
    /// <summary>All runs of neighbouring values, each shifted by one step from the one before.</summary>
    /// <param name="x"><c>batch time</c>; any memory layout.</param>
    /// <param name="length">How many values a window shows, from 1 to <c>time</c>.</param>
    /// <returns><c>batch window length</c>, where there are <c>time - length + 1</c> windows.</returns>
    [Exercise("0.0.39", "Sliding windows", Minutes = 15, Difficulty = 4, Importance = 3)]
    [return: Shape("batch window length")]
    public static Tensor Windows([Shape("batch time")] Tensor x, long length)
    {
        var (batch, time) = (x.shape[0], x.shape[1]);
        var (acrossBatch, acrossTime) = (x.stride(0), x.stride(1));
        return x.as_strided(
            [batch, time - length + 1, length], [acrossBatch, acrossTime, acrossTime], x.storage_offset());
    }

    /// <summary>
    /// At every time, the mean of the latest <paramref name="length"/> values, this one among them; at the start, where
    /// there are not yet so many, of those there are.
    /// </summary>
    /// <param name="x"><c>batch time</c>.</param>
    /// <param name="length">How many values are averaged, from 1 up; it may be more than <c>time</c>.</param>
    /// <returns><c>batch time</c>.</returns>
    [Exercise("0.0.40", "Running average", Minutes = 15, Difficulty = 3, Importance = 3)]
    [return: Shape("batch time")]
    public static Tensor RunningAverage([Shape("batch time")] Tensor x, long length)
    {
        var nothingYet = x.new_zeros(x.shape[0], length - 1);
        var sums = cat([nothingYet, x], 1).unfold(1, length, 1).sum(dim: 2);
        var counts = arange(1, x.shape[1] + 1).clamp(max: length);
        return sums / counts;
    }
}
