using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Stochastic gradient descent: <c>θ ← θ − η g</c> for each parameter θ with gradient g.</summary>
[Exercise("0.2.6", "Stochastic gradient descent",
    Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
public sealed class PlainSgd : Optimiser
{
    /// <summary>An optimiser of some parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    [Given]
    public PlainSgd(IEnumerable<Parameter> parameters, double learningRate)
        : base(parameters, learningRate)
    {
    }

    /// <inheritdoc/>
    public override void Step()
    {
        using var off = no_grad();
        foreach (var parameter in Parameters)
            if (parameter.grad is { } gradient)
                parameter.sub_(LearningRate * gradient);
    }
}
