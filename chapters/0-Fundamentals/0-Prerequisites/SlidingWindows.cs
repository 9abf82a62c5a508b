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
        throw new NotImplementedException("0.0.39 Sliding windows");
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
        throw new NotImplementedException("0.0.40 Running average");
    }
}
