using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): each weight shrinks by itself, <c>θ ← θ − η λ θ</c>,
/// then takes Adam's step, whose averages never see the decay.
/// </summary>
[Exercise("0.2.12", "AdamW",
    Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
public sealed class AdamW : Optimiser
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly double weightDecay;
    private readonly IReadOnlyList<Tensor> means;
    private readonly IReadOnlyList<Tensor> squares;
    private readonly int[] steps;

    /// <summary>An optimiser of some parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: how much of the average of the gradients is kept.</param>
    /// <param name="beta2">β₂: how much of the average of their squares is kept.</param>
    /// <param name="epsilon">ε, which keeps the divisor from being 0.</param>
    /// <param name="weightDecay">λ.</param>
    public AdamW(
        IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
        double epsilon = 1e-8, double weightDecay = 0.01)
        : base(parameters, learningRate)
    {
        throw new NotImplementedException("0.2.12 AdamW");
    }

    /// <inheritdoc/>
    public override void Step()
    {
        throw new NotImplementedException("0.2.12 AdamW");
    }
}
