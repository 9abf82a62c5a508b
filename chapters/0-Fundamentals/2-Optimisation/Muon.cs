using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// Momentum whose steps are equally long in all directions of a matrix (Jordan and others 2024): <c>B ← μ B + G</c>,
/// then <c>W ← W − η √max(1, rows / columns) NewtonSchulz(B)</c>.
/// </summary>
[Exercise("0.2.25", "Muon",
    Minutes = 15, Difficulty = 3, Importance = 2, Model = MentalModel.FunctionApproximators)]
public sealed class Muon : Optimiser
{
    private readonly double momentum;
    private readonly IReadOnlyList<Tensor> velocities;

    /// <summary>An optimiser of matrices.</summary>
    /// <param name="parameters">What it changes, each <c>row column</c>.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ.</param>
    /// <exception cref="ArgumentException">A parameter is no matrix: biases need another optimiser.</exception>
    public Muon(IEnumerable<Parameter> parameters, double learningRate = 0.02, double momentum = 0.95)
        : base(parameters, learningRate)
    {
        throw new NotImplementedException("0.2.25 Muon");
    }

    /// <inheritdoc/>
    public override void Step()
    {
        throw new NotImplementedException("0.2.25 Muon");
    }
}
