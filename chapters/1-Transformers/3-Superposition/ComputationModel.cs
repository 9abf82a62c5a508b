using Arena.Tensors;
using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>Many small networks side by side, each with one layer of neurons, which compute with features.</summary>
public sealed class ComputationModel : nn.Module<Tensor, Tensor>
{
    /// <summary>What each neuron reads: <c>instance neuron feature</c>.</summary>
    public readonly Parameter W_in;

    /// <summary>Where each neuron writes: <c>instance feature neuron</c>.</summary>
    public readonly Parameter W_out;

    /// <summary>What is added to each output: <c>instance feature</c>, 0 at first.</summary>
    public readonly Parameter b_out;

    /// <summary>Makes the networks, with small weights of chance.</summary>
    /// <param name="instances">How many networks.</param>
    /// <param name="features">How many features go in, and come out.</param>
    /// <param name="neurons">How many neurons are between.</param>
    public ComputationModel(long instances, long features, long neurons) : base(nameof(ComputationModel))
    {
        var scale = Math.Sqrt(2.0 / (features + neurons));
        W_in = new Parameter(randn(instances, neurons, features) * scale);
        W_out = new Parameter(randn(instances, features, neurons) * scale);
        b_out = new Parameter(zeros(instances, features));
        RegisterComponents();
    }

    /// <summary><c>ReLU(W_out ReLU(W_in x) + b_out)</c>.</summary>
    /// <param name="x"><c>instance item feature</c>.</param>
    /// <returns><c>instance item feature</c>.</returns>
    [Exercise("1.3.13", "Neurons in between",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("instance item feature")]
    public override Tensor forward([Shape("instance item feature")] Tensor x)
    {
        throw new NotImplementedException("1.3.13 Neurons in between");
    }

    /// <summary>
    /// Weights with which the network computes the absolute value of each feature exactly, with two neurons a feature
    /// and biases of 0. The features may have either sign.
    /// </summary>
    /// <param name="features">How many.</param>
    /// <returns>
    /// float32: what the neurons read, <c>neuron feature</c>, and where they write, <c>feature neuron</c>. No weight
    /// is larger than 1 or smaller than −1.
    /// </returns>
    [Exercise("1.3.12", "Absolute values by hand",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Circuits)]
    public static (Tensor In, Tensor Out) AbsoluteValue(long features)
    {
        throw new NotImplementedException("1.3.12 Absolute values by hand");
    }
}
