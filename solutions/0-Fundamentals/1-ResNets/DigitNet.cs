using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>
/// A small convolutional network for pictures of 28 × 28: twice a convolution, a ReLU and a pooling, then one linear
/// layer on all that is left.
/// </summary>
[Exercise("0.1.32", "A network for digits",
    Minutes = 15, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
public sealed class DigitNet : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> layers;

    /// <summary>
    /// Makes the network: 3 × 3 convolutions to 16 and then to 32 channels, with biases, that keep rows and columns;
    /// poolings that halve them; a linear layer.
    /// </summary>
    /// <param name="classes">How many classes there are.</param>
    public DigitNet(long classes = 10) : base(nameof(DigitNet))
    {
        layers = nn.Sequential(
            new Conv2d(1, 16, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            new Conv2d(16, 32, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * 7 * 7, classes));
        RegisterComponents();
    }

    /// <summary>How much each picture looks like each class.</summary>
    /// <param name="images"><c>batch 1 28 28</c>.</param>
    /// <returns>Scores, <c>batch classes</c>.</returns>
    [return: Shape("batch classes")]
    public override Tensor forward([Shape("batch 1 28 28")] Tensor images) => layers.call(images);
}
