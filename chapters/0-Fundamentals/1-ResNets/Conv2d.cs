using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>A convolution over rows and columns whose kernels are learned.</summary>
[Exercise("0.1.30", "A convolutional layer",
    Minutes = 15, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class Conv2d : nn.Module<Tensor, Tensor>
{
    /// <summary>The kernels, <c>out_channel in_channel kernel_row kernel_column</c>.</summary>
    public readonly Parameter weight;

    /// <summary>What is added to each output channel, <c>out_channel</c>; null when there is none.</summary>
    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    /// <summary>
    /// Makes a layer whose weights and biases are drawn uniformly between -b and b, where b is 1 / √(numbers that an
    /// output is computed from).
    /// </summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernelSize">Rows, and columns, of a kernel.</param>
    /// <param name="stride">By how many rows, and columns, the kernel moves on.</param>
    /// <param name="padding">How many rows, and columns, of zeros are laid around the input, on each side.</param>
    /// <param name="hasBias">Whether something is added to each output channel.</param>
    public Conv2d(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(Conv2d))
    {
        throw new NotImplementedException("0.1.30 A convolutional layer");
    }

    /// <summary>Lays the kernels over the maps.</summary>
    /// <param name="maps"><c>batch in_channel row column</c>.</param>
    /// <returns><c>batch out_channel new_row new_column</c>.</returns>
    [return: Shape("batch out_channel new_row new_column")]
    public override Tensor forward([Shape("batch in_channel row column")] Tensor maps)
    {
        throw new NotImplementedException("0.1.30 A convolutional layer");
    }
}
