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
    /// <param name="inputs">How many dimensions the activations have.</param>
    /// <param name="latents">How many latents.</param>
    /// <param name="count">k.</param>
    public TopKSae(long inputs, long latents, int count) : base(nameof(TopKSae), inputs, latents)
    {
        Count = count;
        RegisterComponents();
    }

    /// <summary>
    /// The k largest of what was <see cref="SparseAutoencoder.Read"/>, as far as they are above 0; all others become 0.
    /// </summary>
    /// <param name="x"><c>… inputs</c>.</param>
    /// <returns><c>… latents</c>.</returns>
    [Exercise("1.3.22", "Only the k largest",
        Minutes = 10, Difficulty = 3, Importance = 4, Model = MentalModel.Features)]
    [return: Shape("... latents")]
    public override Tensor Encode([Shape("... inputs")] Tensor x)
    {
        var read = Read(x);
        var (largest, places) = read.topk(Count, dim: -1);
        return zeros_like(read).scatter(-1, places, largest.relu());
    }

    /// <summary>The squared error of the reconstruction, summed over the dimensions, averaged over the items.</summary>
    /// <param name="x"><c>item inputs</c>.</param>
    /// <returns>A single number without axes.</returns>
    [return: Shape("")]
    public override Tensor Loss([Shape("item inputs")] Tensor x) => (x - call(x)).square().sum(dim: 1).mean();
}
