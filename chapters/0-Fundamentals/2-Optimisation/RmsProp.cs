using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// Gradient descent that measures each gradient by its own usual size (Hinton 2012), with weight decay and momentum as
/// PyTorch has them: <c>g ← g + λ θ</c>, <c>s ← α s + (1 − α) g²</c>, <c>v ← μ v + g / (√s + ε)</c>,
/// <c>θ ← θ − η v</c>. All averages and velocities are 0 at the beginning.
/// </summary>
[Exercise("0.2.10", "RMSprop",
    Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class RmsProp : Optimiser
{
    private readonly double alpha;
    private readonly double epsilon;
    private readonly double weightDecay;
    private readonly double momentum;
    private readonly IReadOnlyList<Tensor> squares;
    private readonly IReadOnlyList<Tensor> velocities;

    /// <summary>An optimiser of some parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="alpha">α: how much of the average of the squares is kept.</param>
    /// <param name="epsilon">ε, which keeps the divisor from being 0.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentum">μ.</param>
    public RmsProp(
        IEnumerable<Parameter> parameters, double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8,
        double weightDecay = 0, double momentum = 0)
        : base(parameters, learningRate)
    {
        throw new NotImplementedException("0.2.10 RMSprop");
    }

    /// <inheritdoc/>
    public override void Step()
    {
        throw new NotImplementedException("0.2.10 RMSprop");
    }
}
