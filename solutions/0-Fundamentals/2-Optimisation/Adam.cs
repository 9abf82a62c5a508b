using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// Momentum over the usual size of the gradient (Kingma and Ba 2015, algorithm 1): <c>m ← β₁ m + (1 − β₁) g</c>,
/// <c>v ← β₂ v + (1 − β₂) g²</c>, <c>m̂ = m / (1 − β₁ᵗ)</c>, <c>v̂ = v / (1 − β₂ᵗ)</c>,
/// <c>θ ← θ − η m̂ / (√v̂ + ε)</c>, where t counts the steps in which the parameter had a gradient: it is 1 in the
/// first of them.
/// </summary>
[Exercise("0.2.11", "Adam",
    Minutes = 20, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
public sealed class Adam : Optimiser
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly IReadOnlyList<Tensor> means;
    private readonly IReadOnlyList<Tensor> squares;
    private readonly int[] steps;

    /// <summary>An optimiser of some parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: how much of the average of the gradients is kept.</param>
    /// <param name="beta2">β₂: how much of the average of their squares is kept.</param>
    /// <param name="epsilon">ε, which keeps the divisor from being 0.</param>
    public Adam(
        IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
        double epsilon = 1e-8)
        : base(parameters, learningRate)
    {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        means = ZerosForEachParameter();
        squares = ZerosForEachParameter();
        steps = new int[Parameters.Count];
    }

    /// <inheritdoc/>
    public override void Step()
    {
        using var off = no_grad();
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].grad is not { } gradient) continue;
            steps[i]++;
            means[i].mul_(beta1).add_((1 - beta1) * gradient);
            squares[i].mul_(beta2).add_((1 - beta2) * gradient.square());
            var mean = means[i] / (1 - Math.Pow(beta1, steps[i]));
            var square = squares[i] / (1 - Math.Pow(beta2, steps[i]));
            Parameters[i].sub_(LearningRate * mean / (square.sqrt() + epsilon));
        }
    }
}
