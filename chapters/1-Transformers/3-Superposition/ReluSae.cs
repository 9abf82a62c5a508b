using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>
/// The first kind of sparse autoencoder: a ReLU finds the latents, and their sum is what it is punished for (Cunningham
/// et al. 2023; Bricken et al. 2023).
/// </summary>
public sealed class ReluSae : SparseAutoencoder
{
    /// <summary>λ: what a latent of 1 costs.</summary>
    public readonly double Penalty;

    /// <summary>Whether each latent reads the very direction that it writes.</summary>
    public readonly bool IsTied;

    /// <summary>Makes it.</summary>
    /// <param name="d_in">How many dimensions the activations have.</param>
    /// <param name="latents">How many latents.</param>
    /// <param name="penalty">λ.</param>
    /// <param name="isTied">Whether <c>W_enc</c> plays no part, and <c>W_dec</c>'s transpose is in its place.</param>
    public ReluSae(long d_in, long latents, double penalty, bool isTied = false)
        : base(nameof(ReluSae), d_in, latents)
    {
        (Penalty, IsTied) = (penalty, isTied);
        RegisterComponents();
    }

    /// <summary>
    /// <c>ReLU((x − b_dec) W_enc + b_enc)</c>, where <c>W_dec</c>'s transpose stands for <c>W_enc</c> if the weights
    /// are tied.
    /// </summary>
    /// <param name="x"><c>… d_in</c>.</param>
    /// <returns><c>… latent</c>.</returns>
    [Exercise("1.3.15", "Encode with a ReLU",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Features)]
    [return: Shape("... latent")]
    public override Tensor Encode([Shape("... d_in")] Tensor x)
    {
        throw new NotImplementedException("1.3.15 Encode with a ReLU");
    }

    /// <summary>
    /// The squared error of the reconstruction, summed over the dimensions, plus λ times the sum of the latents; the
    /// mean of that over the items.
    /// </summary>
    /// <param name="x"><c>item d_in</c>.</param>
    /// <returns>A single number without axes.</returns>
    [Exercise("1.3.16", "Error and sparsity",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Features)]
    [return: Shape("")]
    public override Tensor Loss([Shape("item d_in")] Tensor x)
    {
        throw new NotImplementedException("1.3.16 Error and sparsity");
    }
}
