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
        if (Parameters.Any(x => x.dim() != 2))
            throw new ArgumentException("Muon is for matrices; biases need another optimiser.");
        this.momentum = momentum;
        velocities = ZerosForEachParameter();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        using var off = no_grad();
        foreach (var (weight, velocity) in Parameters.Zip(velocities))
        {
            if (weight.grad is not { } gradient) continue;
            velocity.mul_(momentum).add_(gradient);
            var stretch = Math.Sqrt(Math.Max(1.0, (double)weight.shape[0] / weight.shape[1]));
            weight.sub_(LearningRate * stretch * NewtonSchulz.Orthogonalise(velocity));
        }
    }
}
