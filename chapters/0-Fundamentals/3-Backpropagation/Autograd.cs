using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Records what is computed, and goes back through the record.</summary>
public static class Autograd
{
    /// <summary>Computes an operation, and records how where a gradient may be asked for later.</summary>
    /// <param name="operation">What to compute.</param>
    /// <param name="inputs">From what.</param>
    /// <returns>
    /// The result. It requires a gradient when <see cref="GradMode"/> is on, the operation is differentiable and one of
    /// the inputs requires one; only then it has a <see cref="Recipe"/>.
    /// </returns>
    [Exercise("0.3.18", "Compute and record",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static Variable Apply(Operation operation, params IReadOnlyList<Variable> inputs)
    {
        throw new NotImplementedException("0.3.18 Compute and record");
    }

    /// <summary>
    /// Goes back from a variable to all leaves that it was computed from, and adds to <see cref="Variable.Grad"/> of
    /// each leaf that requires a gradient. Other variables keep the Grad that they have. The sum is a new array: what
    /// was there, and <paramref name="gradient"/>, are not changed.
    /// </summary>
    /// <param name="end">Mostly a loss.</param>
    /// <param name="gradient">
    /// The gradient with respect to <paramref name="end"/>, of its shape. It may be left out for a single number: then
    /// it is 1.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// <paramref name="end"/> does not require a gradient; or it has more than one number, and no gradient is given.
    /// </exception>
    /// <exception cref="ArgumentException">The gradient has another shape.</exception>
    /// <exception cref="ChangedInPlaceException">
    /// An array that is needed was changed since the forward pass.
    /// </exception>
    [Exercise("0.3.20", "Backpropagation",
        Minutes = 40, Difficulty = 5, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static void Backprop(Variable end, NdArray? gradient = null)
    {
        throw new NotImplementedException("0.3.20 Backpropagation");
    }
}
