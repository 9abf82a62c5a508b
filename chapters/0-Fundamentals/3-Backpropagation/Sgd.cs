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
    /// <summary>An optimiser of these parameters.</summary>
    public Sgd(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        throw new NotImplementedException("0.3.27 Gradient descent");
    }

    /// <summary>Forgets the gradients of the last step: Grad becomes null.</summary>
    public void ZeroGrad()
    {
        throw new NotImplementedException("0.3.27 Gradient descent");
    }

    /// <summary>
    /// Changes each parameter's array in place, those without a gradient excepted. The gradients stay as they are.
    /// </summary>
    public void Step()
    {
        throw new NotImplementedException("0.3.27 Gradient descent");
    }
}
