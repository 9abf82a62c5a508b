using Arena.Arrays;
using static Arena.Fundamentals.Backpropagation.ElementwiseBackward;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>A backward pass without a framework.</summary>
public static class ByHand
{
    /// <summary>Computes <c>p = a * b</c>, <c>q = log p</c>, <c>r = p * q</c>, and then goes back.</summary>
    /// <param name="a">Positive numbers.</param>
    /// <param name="b">Positive numbers, of a shape that fits.</param>
    /// <returns>
    /// r, and the gradients of the sum of all numbers of r with respect to a and to b, each of the shape of what it is
    /// the gradient of.
    /// </returns>
    [Exercise("0.3.5", "There and back by hand",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static (NdArray Result, NdArray GradA, NdArray GradB) ForwardAndBack(NdArray a, NdArray b)
    {
        throw new NotImplementedException("0.3.5 There and back by hand");
    }
}
