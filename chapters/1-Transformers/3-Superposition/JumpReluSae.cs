using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>
/// A sparse autoencoder whose latents have to exceed thresholds that are learned, and which is punished for how many do
/// (Rajamanoharan et al. 2024b).
/// </summary>
public sealed class JumpReluSae : SparseAutoencoder
{
    /// <summary>The logarithms of the thresholds: <c>latent</c>.</summary>
    public readonly Parameter log_threshold;

    /// <summary>λ: what each latent above its threshold costs.</summary>
    public readonly double Penalty;

    /// <summary>ε: how wide the window around a threshold is, in which activations move it.</summary>
    public readonly double Width;

    /// <summary>Makes it.</summary>
    /// <param name="d_in">How many dimensions the activations have.</param>
    /// <param name="latents">How many latents.</param>
    /// <param name="penalty">λ.</param>
    /// <param name="threshold">Where all thresholds begin.</param>
    /// <param name="width">ε.</param>
    public JumpReluSae(long d_in, long latents, double penalty, double threshold = 0.1, double width = 0.1)
        : base(nameof(JumpReluSae), d_in, latents)
    {
        log_threshold = new Parameter(full(latents, Math.Log(threshold)));
        (Penalty, Width) = (penalty, width);
        RegisterComponents();
    }

    /// <summary>What was <see cref="SparseAutoencoder.Read"/> where it is above its threshold, else 0.</summary>
    /// <param name="x"><c>… d_in</c>.</param>
    /// <returns><c>… latent</c>.</returns>
    [return: Shape("... latent")]
    public override Tensor Encode([Shape("... d_in")] Tensor x) =>
        StraightThrough.JumpRelu(Read(x), log_threshold.exp(), Width);

    /// <summary>
    /// The squared error of the reconstruction, summed over the dimensions, plus λ times how many latents are above
    /// their thresholds; the mean of that over the items.
    /// </summary>
    /// <param name="x"><c>item d_in</c>.</param>
    /// <returns>A single number without axes.</returns>
    [Exercise("1.3.27", "Punished for how many",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("")]
    public override Tensor Loss([Shape("item d_in")] Tensor x)
    {
        throw new NotImplementedException("1.3.27 Punished for how many");
    }
}
