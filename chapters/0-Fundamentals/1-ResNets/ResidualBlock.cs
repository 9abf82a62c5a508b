using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Adds to its input what two convolutions make of it (He and others, 2015).</summary>
[Exercise("0.1.38", "A residual block",
    Minutes = 25, Difficulty = 4, Importance = 5, Model = MentalModel.ResidualStream)]
public sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    /// <summary>The branch's first convolution, 3 × 3, which strides.</summary>
    public readonly Conv2d conv1;

    /// <summary>Normalises what it gives.</summary>
    public readonly BatchNorm2d bn1;

    /// <summary>The branch's second convolution, 3 × 3.</summary>
    public readonly Conv2d conv2;

    /// <summary>Normalises what it gives; nothing comes after it in the branch.</summary>
    public readonly BatchNorm2d bn2;

    /// <summary>A 1 × 1 convolution and its normalisation, on the shortcut; null where the shapes fit anyway.</summary>
    public readonly nn.Module<Tensor, Tensor>? projection;

    /// <summary>
    /// Makes the block. No convolution has a bias. The shortcut is projected only if the block changes the shape.
    /// </summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="stride">The stride of the first convolution, and of the projection.</param>
    public ResidualBlock(long inChannels, long outChannels, long stride = 1) : base(nameof(ResidualBlock))
    {
        throw new NotImplementedException("0.1.38 A residual block");
    }

    /// <summary>What the block adds: convolution, normalisation, ReLU, convolution, normalisation.</summary>
    /// <param name="maps"><c>batch in_channel row column</c>.</param>
    /// <returns><c>batch out_channel new_row new_column</c>.</returns>
    [return: Shape("batch out_channel new_row new_column")]
    public Tensor Branch([Shape("batch in_channel row column")] Tensor maps)
    {
        throw new NotImplementedException("0.1.38 A residual block");
    }

    /// <summary>What the block adds to: its input, projected if the shapes would not fit.</summary>
    /// <param name="maps"><c>batch in_channel row column</c>.</param>
    /// <returns><c>batch out_channel new_row new_column</c>.</returns>
    [return: Shape("batch out_channel new_row new_column")]
    public Tensor Shortcut([Shape("batch in_channel row column")] Tensor maps)
    {
        throw new NotImplementedException("0.1.38 A residual block");
    }

    /// <summary>The ReLU of the shortcut and the branch together.</summary>
    /// <param name="maps"><c>batch in_channel row column</c>.</param>
    /// <returns><c>batch out_channel new_row new_column</c>.</returns>
    [return: Shape("batch out_channel new_row new_column")]
    public override Tensor forward([Shape("batch in_channel row column")] Tensor maps)
    {
        throw new NotImplementedException("0.1.38 A residual block");
    }
}
