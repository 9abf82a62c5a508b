using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// Gradient descent that picks up speed (Polyak 1964): <c>v ← μ v + g</c>, then <c>θ ← θ − η v</c>. The velocities
/// are 0 at the beginning.
/// </summary>
[Exercise("0.2.7", "Momentum",
    Minutes = 15, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
public sealed class MomentumSgd : Optimiser
{
    private readonly double momentum;
    private readonly IReadOnlyList<Tensor> velocities;

    /// <summary>An optimiser of some parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ, from 0 to below 1: how much of the velocity is left after a step.</param>
    public MomentumSgd(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
        : base(parameters, learningRate)
    {
        throw new NotImplementedException("0.2.7 Momentum");
    }

    /// <inheritdoc/>
    public override void Step()
    {
        throw new NotImplementedException("0.2.7 Momentum");
    }
}
