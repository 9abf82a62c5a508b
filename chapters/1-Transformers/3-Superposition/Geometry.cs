using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>How the directions of features lie to each other.</summary>
public static class Geometry
{
    /// <summary>Features as the corners of a regular polygon: equally far apart, on a circle around 0.</summary>
    /// <param name="features">How many. Feature 0 points along the first axis, the others follow anticlockwise.</param>
    /// <param name="radius">How long each direction is.</param>
    /// <returns>float32, <c>2 feature</c>: a column each.</returns>
    [Exercise("1.3.4", "Features on a circle",
        Minutes = 10, Difficulty = 1, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("2 feature")]
    public static Tensor Polygon(long features, double radius = 1)
    {
        throw new NotImplementedException("1.3.4 Features on a circle");
    }

    /// <summary>
    /// The share of a dimension that each feature has: <c>‖wᵢ‖² / Σⱼ (ŵᵢ · wⱼ)²</c>, where ŵ is w at length 1 and j
    /// runs over all features, i among them (Elhage et al. 2022).
    /// </summary>
    /// <param name="W">Column i is the direction of feature i, <c>instance hidden feature</c>.</param>
    /// <returns>From 0 to 1, <c>instance feature</c>; 0 for a feature without a direction.</returns>
    [Exercise("1.3.7", "Dimensions per feature",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Features)]
    [return: Shape("instance feature")]
    public static Tensor DimensionsPerFeature([Shape("instance hidden feature")] Tensor W)
    {
        throw new NotImplementedException("1.3.7 Dimensions per feature");
    }

    /// <summary>How much directions get in each other's way, whatever their lengths.</summary>
    /// <param name="directions">Two at least, none of length 0, <c>feature d</c>.</param>
    /// <returns>
    /// Over all pairs of two different directions: the mean of the squared cosines, and the largest cosine without its
    /// sign.
    /// </returns>
    [Exercise("1.3.10", "Interference",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Features)]
    public static (double MeanSquare, double Largest) Interference([Shape("feature d")] Tensor directions)
    {
        throw new NotImplementedException("1.3.10 Interference");
    }

    /// <summary>
    /// The least mean squared cosine that so many directions can have in so many dimensions (Welch 1974):
    /// <c>(n − d) / (d (n − 1))</c>, and 0 when there is a dimension for each.
    /// </summary>
    /// <param name="features">n, two at least.</param>
    /// <param name="dimensions">d, one at least.</param>
    [Exercise("1.3.11", "The least interference there can be",
        Minutes = 5, Difficulty = 1, Importance = 2, Model = MentalModel.Features)]
    public static double LeastInterference(long features, long dimensions)
    {
        throw new NotImplementedException("1.3.11 The least interference there can be");
    }

    /// <summary>
    /// How many features a neuron serves: <c>(Σ w²)² / Σ w⁴</c> over its weights. It is 1 if one weight is not 0, and n
    /// if n are of the same size and the others 0.
    /// </summary>
    /// <param name="weights">No row is all 0, <c>neuron feature</c>.</param>
    /// <returns><c>neuron</c>.</returns>
    [Exercise("1.3.14", "How many features does a neuron serve?",
        Minutes = 10, Difficulty = 1, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("neuron")]
    public static Tensor FeaturesPerNeuron([Shape("neuron feature")] Tensor weights)
    {
        throw new NotImplementedException("1.3.14 How many features does a neuron serve?");
    }
}
