using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Which parameters should shrink.</summary>
public static class Decay
{
    /// <summary>
    /// Two groups of a model's trainable parameters: those with two axes or more (the weights of linear layers and
    /// convolutions), which take the optimiser's weight decay; and those with fewer (biases, scales of
    /// normalisations), which take none.
    /// </summary>
    /// <param name="model">The model; parameters that require no gradient are in neither group.</param>
    /// <returns>
    /// Both groups in this order, each with its parameters in the model's order; an empty group is left out.
    /// </returns>
    [Exercise("0.2.14", "No decay for biases",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<ParameterGroup> Groups(nn.Module model)
    {
        throw new NotImplementedException("0.2.14 No decay for biases");
    }
}
