using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Makes pictures smaller.</summary>
public static class Pooling
{
    /// <summary>The largest value of each window, in each channel by itself.</summary>
    /// <param name="x"><c>batch channel height width</c>.</param>
    /// <param name="kernel">How high and how wide a window is.</param>
    /// <param name="stride">
    /// How far a window lies from the one above it, and from the one on its left; null: as high and as wide as a window,
    /// so that they lie side by side.
    /// </param>
    /// <param name="padding">
    /// How many rows go on top and again below, and how many columns on the left and again on the right; at most half
    /// the kernel. What is there is never the largest.
    /// </param>
    /// <returns><c>batch channel down right</c>. Rows and columns that do not fill a window are left over.</returns>
    [Exercise("0.1.23", "Max pooling",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch channel down right")]
    public static Tensor MaxPool2d(
        [Shape("batch channel height width")] Tensor x, (long Rows, long Columns) kernel,
        (long Down, long Right)? stride = null, (long Rows, long Columns) padding = default)
    {
        throw new NotImplementedException("0.1.23 Max pooling");
    }

    /// <summary>The mean of each channel of each picture.</summary>
    /// <param name="x"><c>batch channel height width</c>.</param>
    /// <returns><c>batch channel</c>.</returns>
    [Exercise("0.1.24", "Global average pooling",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch channel")]
    public static Tensor GlobalAveragePool([Shape("batch channel height width")] Tensor x)
    {
        throw new NotImplementedException("0.1.24 Global average pooling");
    }
}
