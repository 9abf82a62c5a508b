using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Random draws with given probabilities.</summary>
public static class Sampling
{
    /// <summary>
    /// Draws outcomes at random: a uniform number between 0 and 1 falls into one of the intervals that the cumulative
    /// probabilities mark off. (Inverse transform sampling.)
    /// </summary>
    /// <param name="probabilities"><c>outcome</c>; not negative, adding up to 1.</param>
    /// <param name="count">How many draws.</param>
    /// <returns>Indices of outcomes, whole numbers, <c>count</c>.</returns>
    [Exercise("0.0.22", "Sampling from a distribution", Minutes = 10, Difficulty = 3, Importance = 4)]
    [return: Shape("count")]
    public static Tensor Sample([Shape("outcome")] Tensor probabilities, long count)
    {
        throw new NotImplementedException("0.0.22 Sampling from a distribution");
    }
}
