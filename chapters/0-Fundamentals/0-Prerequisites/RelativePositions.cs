using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Values that depend only on how far apart two positions are.</summary>
public static class RelativePositions
{
    /// <summary>Lays out one bias for each distance as a bias for each pair of a query and a key.</summary>
    /// <param name="bias">
    /// <c>head distance</c>, with 2*<paramref name="seq"/> - 1 distances: from <c>-(seq - 1)</c>, a key far before its
    /// query, over 0 in the middle, to <c>seq - 1</c>, a key far behind it.
    /// </param>
    /// <param name="seq">How many positions there are.</param>
    /// <returns><c>head query key</c>: the bias of the distance <c>key - query</c>.</returns>
    /// <remarks>Raffel et al. (T5), "Exploring the Limits of Transfer Learning …", 2019.</remarks>
    [Exercise("0.0.42", "Relative positions", Minutes = 15, Difficulty = 4, Importance = 4)]
    [return: Shape("head query key")]
    public static Tensor RelativeBias([Shape("head distance")] Tensor bias, long seq)
    {
        throw new NotImplementedException("0.0.42 Relative positions");
    }
}
