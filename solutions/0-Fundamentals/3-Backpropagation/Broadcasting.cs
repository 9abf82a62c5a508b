using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What broadcasting does to gradients.</summary>
public static class Broadcasting
{
    /// <summary>
    /// Takes a stretched array's gradient back to the shape that it had before: a number that was used several times
    /// gets the sum of the gradients of all its uses.
    /// </summary>
    /// <param name="gradient">The gradient with respect to the stretched array. It is not changed.</param>
    /// <param name="shape">A shape that broadcasting can stretch to that of <paramref name="gradient"/>.</param>
    /// <returns>The gradient with respect to the array before it was stretched, of that shape.</returns>
    [Exercise("0.3.3", "Undo broadcasting",
        Minutes = 20, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static NdArray Unbroadcast(NdArray gradient, IReadOnlyList<int> shape)
    {
        var missing = gradient.Rank - shape.Count;
        var stretched = Enumerable.Range(0, gradient.Rank)
            .Where(axis => axis < missing || shape[axis - missing] == 1);
        return gradient.Sum([.. stretched]).Reshape(shape);
    }
}
