using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// Gradient descent as libraries have it: with weight decay, <c>g ← g + λ θ</c>; with momentum, <c>v ← μ v + g</c>;
/// and, if asked for, with Nesterov's look ahead, <c>θ ← θ − η (g + μ v)</c> in place of <c>θ ← θ − η v</c>.
/// </summary>
[Exercise("0.2.8", "Weight decay and Nesterov's look ahead",
    Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class Sgd : Optimiser
{
    private readonly double momentum;
    private readonly double weightDecay;
    private readonly bool nesterov;
    private readonly IReadOnlyList<Tensor> velocities;

    /// <summary>An optimiser of some parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ, from 0 to below 1.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="nesterov">Whether to look ahead.</param>
    /// <exception cref="ArgumentException">There is nothing to look ahead to, as there is no momentum.</exception>
    public Sgd(
        IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
        bool nesterov = false)
        : base(parameters, learningRate)
    {
        if (nesterov && momentum == 0) throw new ArgumentException("Looking ahead needs a momentum.");
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.nesterov = nesterov;
        velocities = ZerosForEachParameter();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        using var off = no_grad();
        foreach (var (parameter, velocity) in Parameters.Zip(velocities))
        {
            if (parameter.grad is not { } gradient) continue;
            var decayed = gradient + weightDecay * parameter;
            velocity.mul_(momentum).add_(decayed);
            parameter.sub_(LearningRate * (nesterov ? decayed + momentum * velocity : velocity));
        }
    }
}
