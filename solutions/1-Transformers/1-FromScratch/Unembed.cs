using Arena.Tensors;
using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>From the residual stream to a score for each token.</summary>
public sealed class Unembed : nn.Module<Tensor, Tensor>
{
    /// <summary>A column for each token, <c>d_model vocabulary</c>.</summary>
    public readonly Parameter W_U;

    /// <summary>Is added to the scores, <c>vocabulary</c>.</summary>
    public readonly Parameter b_U;

    /// <summary>Makes a table of zeros.</summary>
    /// <param name="dModel">Numbers in the residual stream at each position.</param>
    /// <param name="vocabulary">Different tokens.</param>
    public Unembed(long dModel, long vocabulary) : base(nameof(Unembed))
    {
        W_U = new Parameter(zeros(dModel, vocabulary));
        b_U = new Parameter(zeros(vocabulary));
        RegisterComponents();
    }

    /// <summary>The score of each token as the next one.</summary>
    /// <param name="x">The normalised stream, <c>batch position d_model</c>.</param>
    /// <returns>Logits, <c>batch position vocabulary</c>.</returns>
    [Exercise("1.1.20", "Unembed", Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.ResidualStream)]
    [return: Shape("batch position vocabulary")]
    public override Tensor forward([Shape("batch position d_model")] Tensor x) =>
        Einsum("batch position d_model, d_model vocabulary -> batch position vocabulary", x, W_U) + b_U;
}
