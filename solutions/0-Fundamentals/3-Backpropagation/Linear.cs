using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>A linear layer: <c>y = x·Wᵀ + b</c>.</summary>
[Exercise("0.3.23", "A linear layer",
    Minutes = 15, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
public sealed class Linear : Module
{
    /// <summary>
    /// A layer whose weights, and then biases, are drawn evenly from -1/√inputs to 1/√inputs; they are registered as
    /// <c>weight</c> and <c>bias</c>.
    /// </summary>
    /// <param name="inputs">The size of an item.</param>
    /// <param name="outputs">The size of what is made of it.</param>
    /// <param name="noise">Where the numbers come from.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public Linear(int inputs, int outputs, Noise noise, bool bias = true)
    {
        var bound = 1 / Math.Sqrt(inputs);
        Weight = Register("weight", new Parameter(noise.Uniform(-bound, bound, outputs, inputs)));
        if (bias) Bias = Register("bias", new Parameter(noise.Uniform(-bound, bound, outputs)));
    }

    /// <summary><c>output input</c>.</summary>
    public Parameter Weight { get; }

    /// <summary><c>output</c>; null when the layer has none.</summary>
    public Parameter? Bias { get; }

    /// <summary>From <c>item input</c> to <c>item output</c>.</summary>
    public override Variable Forward(Variable x)
    {
        var product = x.MatMul(Weight.Permute(1, 0));
        return Bias is null ? product : product + Bias;
    }
}
