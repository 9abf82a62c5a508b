using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>
/// A sparse autoencoder that decides separately whether a latent is there, and how strong it is (Rajamanoharan et al.
/// 2024a). Both read with the same weights, the strengths at a scale of their own.
/// </summary>
public sealed class GatedSae : SparseAutoencoder
{
    /// <summary>The logarithm of the strength's factor over the gate's reading: <c>latent</c>, 0 at first.</summary>
    public readonly Parameter r_mag;

    /// <summary>What is added to the strength: <c>latent</c>, 0 at first.</summary>
    public readonly Parameter b_mag;

    /// <summary>λ: what a gate's reading of 1 costs.</summary>
    public readonly double Penalty;

    /// <summary>Makes it.</summary>
    /// <param name="d_in">How many dimensions the activations have.</param>
    /// <param name="latents">How many latents.</param>
    /// <param name="penalty">λ.</param>
    public GatedSae(long d_in, long latents, double penalty) : base(nameof(GatedSae), d_in, latents)
    {
        r_mag = new Parameter(zeros(latents));
        b_mag = new Parameter(zeros(latents));
        Penalty = penalty;
        RegisterComponents();
    }

    /// <summary>
    /// The strength <c>ReLU(exp(r_mag) · ((x − b_dec) W_enc) + b_mag)</c> where the gate's reading
    /// <c>(x − b_dec) W_enc + b_enc</c> is above 0, and 0 elsewhere.
    /// </summary>
    /// <param name="x"><c>… d_in</c>.</param>
    /// <returns><c>… latent</c>.</returns>
    [Exercise("1.3.23", "A gate and a strength",
        Minutes = 15, Difficulty = 3, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("... latent")]
    public override Tensor Encode([Shape("... d_in")] Tensor x)
    {
        throw new NotImplementedException("1.3.23 A gate and a strength");
    }

    /// <summary>
    /// Three terms, each summed over its last axis, and the mean over the items: the squared error of the
    /// reconstruction; λ times the ReLU of the gate's reading; and the squared error of a second reconstruction, of
    /// that ReLU, which must not move the decoder.
    /// </summary>
    /// <param name="x"><c>item d_in</c>.</param>
    /// <returns>A single number without axes.</returns>
    [Exercise("1.3.24", "What teaches the gate",
        Minutes = 20, Difficulty = 4, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("")]
    public override Tensor Loss([Shape("item d_in")] Tensor x)
    {
        throw new NotImplementedException("1.3.24 What teaches the gate");
    }
}
