using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Stochastic gradient descent with momentum.</summary>
/// <remarks>
/// The velocity of a parameter begins as its first gradient; from then on it is <c>momentum · velocity + gradient</c>.
/// A step goes against it: <c>parameter -= learning rate · velocity</c>.
/// </remarks>
[Exercise("0.3.27", "Gradient descent",
    Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
public sealed class Sgd
{
    [SolutionOnly]
    private readonly IReadOnlyList<Parameter> parameters;
    [SolutionOnly]
    private readonly double learningRate;
    [SolutionOnly]
    private readonly double momentum;
    [SolutionOnly]
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    /// <summary>An optimiser of these parameters.</summary>
    public Sgd(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    /// <summary>Forgets the gradients of the last step: Grad becomes null.</summary>
    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    /// <summary>
    /// Changes each parameter's array in place, those without a gradient excepted. The gradients stay as they are.
    /// </summary>
    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            velocities[parameter] = velocities.TryGetValue(parameter, out var velocity)
                ? momentum * velocity + gradient
                : gradient;
            parameter.Array.AddInPlace(-learningRate * velocities[parameter]);
        }
    }
}
