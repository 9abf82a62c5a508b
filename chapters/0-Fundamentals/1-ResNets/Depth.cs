using Arena.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>What depth does to a network, measured.</summary>
public static class Depth
{
    /// <summary>
    /// Makes a fresh network do nothing in its blocks: the last normalisation of each block multiplies by 0, so no block
    /// adds anything (Goyal and others, 2017).
    /// </summary>
    /// <param name="model">Its blocks' last normalisations get the weight 0, and still can be trained.</param>
    [Exercise("0.1.46", "Do nothing by default",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.ResidualStream)]
    public static void ZeroBranches(ResNet model)
    {
        throw new NotImplementedException("0.1.46 Do nothing by default");
    }

    /// <summary>How strongly each weight would move after one batch: the norms of the gradients of the cross-entropy.</summary>
    /// <param name="model">Gives scores, <c>batch class</c>. All of its parameters need gradients.</param>
    /// <param name="images"><c>batch colour height width</c>.</param>
    /// <param name="labels">The right classes, whole numbers, <c>batch</c>.</param>
    /// <returns>
    /// The Euclidean norm of the gradient of each parameter with two axes or more (of the weights, not of the biases), in
    /// the order of the parameters. Gradients from before do not count.
    /// </returns>
    [Exercise("0.1.48", "Gradient norms by depth",
        Minutes = 15, Difficulty = 2, Importance = 4, Model = MentalModel.ResidualStream)]
    public static IReadOnlyList<double> GradientNorms(
        nn.Module<Tensor, Tensor> model, [Shape("batch colour height width")] Tensor images,
        [Shape("batch")] Tensor labels)
    {
        throw new NotImplementedException("0.1.48 Gradient norms by depth");
    }

    /// <summary>
    /// How much each block of a network adds, compared with what it adds to: for each picture the Euclidean norm of the
    /// branch divided by that of the shortcut, averaged over the pictures. Evaluation mode is used, and the network is
    /// afterwards in the mode in which it was.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="images"><c>batch colour height width</c>.</param>
    /// <returns>A number for each block, from first to last.</returns>
    [Exercise("0.1.49", "What each block contributes",
        Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.ResidualStream)]
    public static IReadOnlyList<double> Contributions(
        ResNet model, [Shape("batch colour height width")] Tensor images)
    {
        throw new NotImplementedException("0.1.49 What each block contributes");
    }
}
