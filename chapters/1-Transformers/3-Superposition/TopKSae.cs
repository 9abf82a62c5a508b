using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>
/// A sparse autoencoder that is allowed only so many latents an item, and is punished for nothing but its error (Gao et
/// al. 2024).
/// </summary>
public sealed class TopKSae : SparseAutoencoder
{
    /// <summary>k: how many latents an item may have.</summary>
    public readonly int Count;

    /// <summary>Makes it.</summary>
    /// <param name="d_in">How many dimensions the activations have.</param>
    /// <param name="latents">How many latents.</param>
    /// <param name="count">k.</param>
    public TopKSae(long d_in, long latents, int count) : base(nameof(TopKSae), d_in, latents)
    {
        Count = count;
        RegisterComponents();
    }

    /// <summary>
    /// The k largest of what was <see cref="SparseAutoencoder.Read"/>, as far as they are above 0; all others become 0.
    /// </summary>
    /// <param name="x"><c>… d_in</c>.</param>
    /// <returns><c>… latent</c>.</returns>
    [Exercise("1.3.22", "Only the k largest",
        Minutes = 10, Difficulty = 3, Importance = 4, Model = MentalModel.Features)]
    [return: Shape("... latent")]
    public override Tensor Encode([Shape("... d_in")] Tensor x)
    {
        throw new NotImplementedException("1.3.22 Only the k largest");
    }

    /// <summary>The squared error of the reconstruction, summed over the dimensions, averaged over the items.</summary>
    /// <param name="x"><c>item d_in</c>.</param>
    /// <returns>A single number without axes.</returns>
    [return: Shape("")]
    public override Tensor Loss([Shape("item d_in")] Tensor x) => (x - call(x)).square().sum(dim: 1).mean();
}
