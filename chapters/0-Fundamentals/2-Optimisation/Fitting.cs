using Arena.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>How wrong a prediction is, which way is down, and one step of it.</summary>
public static class Fitting
{
    /// <summary>The mean of the squared differences of predictions and targets.</summary>
    /// <param name="predictions"><c>item output</c>.</param>
    /// <param name="targets">Of the very same shape.</param>
    /// <returns>A single number without axes, through which gradients flow back to the predictions.</returns>
    /// <exception cref="ArgumentException">
    /// The shapes differ. Broadcasting would make a loss of them all the same, but the wrong one.
    /// </exception>
    [Exercise("0.2.1", "Mean squared error",
        Minutes = 10, Difficulty = 1, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("")]
    public static Tensor MeanSquaredError(Tensor predictions, Tensor targets)
    {
        throw new NotImplementedException("0.2.1 Mean squared error");
    }

    /// <summary>
    /// The gradient of the mean squared error of the line <c>y = weight · x + bias</c>, worked out on paper.
    /// </summary>
    /// <param name="x">Where the line is looked at, <c>item</c>.</param>
    /// <param name="targets">What it should be there, <c>item</c>.</param>
    /// <param name="weight">The slope.</param>
    /// <param name="bias">The height at 0.</param>
    /// <returns>How fast the loss rises with the weight, and with the bias: two numbers without axes.</returns>
    [Exercise("0.2.2", "The gradient of a line, by hand",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static (Tensor Weight, Tensor Bias) LineGradient(
        [Shape("item")] Tensor x, [Shape("item")] Tensor targets, double weight, double bias)
    {
        throw new NotImplementedException("0.2.2 The gradient of a line, by hand");
    }

    /// <summary>
    /// The gradient of any function, found by trying: each number is moved a little up and a little down.
    /// </summary>
    /// <param name="function">Makes one number without axes of a tensor like <paramref name="x"/>.</param>
    /// <param name="x">Where the gradient is looked for, float64, of any shape; x itself stays as it is.</param>
    /// <param name="distance">How far a number is moved, up and down.</param>
    /// <returns>The gradient, float64, of the shape of <paramref name="x"/>.</returns>
    [Exercise("0.2.3", "A gradient by trying",
        Minutes = 15, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static Tensor NumericGradient(Func<Tensor, Tensor> function, Tensor x, double distance = 1e-5)
    {
        throw new NotImplementedException("0.2.3 A gradient by trying");
    }

    /// <summary>
    /// One step of gradient descent: each parameter moves against its gradient, <c>θ ← θ − η ∇L(θ)</c>, in place.
    /// </summary>
    /// <param name="loss">Computes the loss from the parameters as they are at that moment.</param>
    /// <param name="parameters">Tensors that require gradients; the loss depends on each of them.</param>
    /// <param name="learningRate">η, how far to go.</param>
    /// <returns>The loss before the step.</returns>
    /// <remarks>
    /// Gradients that a parameter holds beforehand do not matter, and none is left over for the next step.
    /// </remarks>
    [Exercise("0.2.4", "One step downhill",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static double DescentStep(Func<Tensor> loss, IReadOnlyList<Tensor> parameters, double learningRate)
    {
        throw new NotImplementedException("0.2.4 One step downhill");
    }
}
