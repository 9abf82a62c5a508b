using Arena.Tensors;
using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>
/// The neurons of one block: a linear map into a wider space, GELU with a tanh, and a linear map back. Every position is
/// treated by itself.
/// </summary>
[Exercise("1.1.18", "The MLP", Minutes = 15, Difficulty = 2, Importance = 5, Model = MentalModel.ResidualStream)]
public sealed class Mlp : nn.Module<Tensor, Tensor>
{
    /// <summary>What each neuron reads, <c>d_model d_mlp</c>.</summary>
    public readonly Parameter W_in;

    /// <summary>Is added before the activation, <c>d_mlp</c>.</summary>
    public readonly Parameter b_in;

    /// <summary>What each neuron writes, <c>d_mlp d_model</c>.</summary>
    public readonly Parameter W_out;

    /// <summary>Is added to what the neurons write, <c>d_model</c>.</summary>
    public readonly Parameter b_out;

    /// <summary>Makes neurons that have zeros everywhere.</summary>
    /// <param name="dModel">Numbers in the residual stream at each position.</param>
    /// <param name="dMlp">How many neurons.</param>
    public Mlp(long dModel, long dMlp) : base(nameof(Mlp))
    {
        W_in = new Parameter(zeros(dModel, dMlp));
        b_in = new Parameter(zeros(dMlp));
        W_out = new Parameter(zeros(dMlp, dModel));
        b_out = new Parameter(zeros(dModel));
        RegisterComponents();
    }

    /// <summary>What the neurons add to the stream.</summary>
    /// <param name="x">The normalised stream, <c>batch position d_model</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [return: Shape("batch position d_model")]
    public override Tensor forward([Shape("batch position d_model")] Tensor x)
    {
        var before = Einsum("batch position d_model, d_model d_mlp -> batch position d_mlp", x, W_in) + b_in;
        var after = Activations.GeluTanh(before);
        return Einsum("batch position d_mlp, d_mlp d_model -> batch position d_model", after, W_out) + b_out;
    }
}
