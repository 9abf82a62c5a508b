using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>The slow way to a gradient, which needs no calculus: the judge of all fast ones.</summary>
public static class GradientCheck
{
    /// <summary>
    /// How fast a function grows with each number of its input, measured: each number in turn is moved a little up and
    /// a little down (central differences).
    /// </summary>
    /// <param name="function">Makes a single number, an array of one element, of an array of any shape.</param>
    /// <param name="x">Where. It is not changed.</param>
    /// <param name="step">How far up, and how far down.</param>
    /// <returns>The gradient, of the shape of <paramref name="x"/>.</returns>
    [Exercise("0.3.1", "A gradient by measuring",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static NdArray NumericGradient(Func<NdArray, NdArray> function, NdArray x, double step = 1e-5)
    {
        throw new NotImplementedException("0.3.1 A gradient by measuring");
    }
}
