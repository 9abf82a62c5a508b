using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Keeps the largest number of each window.</summary>
[Exercise("0.1.31", "A pooling layer",
    Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
{
    private readonly long kernelSize;
    private readonly long stride;
    private readonly long padding;

    /// <summary>Makes a layer without weights.</summary>
    /// <param name="kernelSize">Rows, and columns, of a window.</param>
    /// <param name="stride">By how many rows, and columns, the window moves on; null: by its own size.</param>
    /// <param name="padding">How many rows, and columns, of -∞ are laid around the input, on each side.</param>
    public MaxPool2d(long kernelSize, long? stride = null, long padding = 0) : base(nameof(MaxPool2d))
    {
        this.kernelSize = kernelSize;
        this.stride = stride ?? kernelSize;
        this.padding = padding;
    }

    /// <summary>Takes the largest number of each window of each map.</summary>
    /// <param name="maps"><c>batch channel row column</c>.</param>
    /// <returns><c>batch channel new_row new_column</c>.</returns>
    [return: Shape("batch channel new_row new_column")]
    public override Tensor forward([Shape("batch channel row column")] Tensor maps) =>
        nn.functional.max_pool2d(maps, kernelSize, stride, padding);
}
