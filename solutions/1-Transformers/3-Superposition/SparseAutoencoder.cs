using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>
/// A sparse autoencoder: it writes an activation as a sum of a few directions, each with a positive factor, its latent.
/// The kinds of it differ in how they find the latents, and in what they are punished for.
/// </summary>
public abstract class SparseAutoencoder : nn.Module<Tensor, Tensor>
{
    /// <summary>What each latent reads, a column each: <c>d_in latent</c>.</summary>
    [Shape("d_in latent")]
    public readonly Parameter W_enc;

    /// <summary>What is added to what it read: <c>latent</c>, 0 at first.</summary>
    [Shape("latent")]
    public readonly Parameter b_enc;

    /// <summary>Its direction, a row each: <c>latent d_in</c>. It has the length 1.</summary>
    [Shape("latent d_in")]
    public readonly Parameter W_dec;

    /// <summary>What is there without any latent: <c>d_in</c>, 0 at first.</summary>
    [Shape("d_in")]
    public readonly Parameter b_dec;

    /// <summary>Makes the weights: random directions, which each latent both reads and writes.</summary>
    /// <param name="name">The name of the kind.</param>
    /// <param name="d_in">How many dimensions the activations have.</param>
    /// <param name="latents">How many latents.</param>
    protected SparseAutoencoder(string name, long d_in, long latents) : base(name)
    {
        using var scope = NewDisposeScope();
        var directions = nn.functional.normalize(randn(latents, d_in), dim: 1);
        // Copied, too: the transpose of a single direction is contiguous already, and would be W_dec's own memory.
        W_enc = new Parameter(directions.t().contiguous().clone().DetachFromDisposeScope());
        W_dec = new Parameter(directions.DetachFromDisposeScope());
        b_enc = new Parameter(zeros(latents).DetachFromDisposeScope());
        b_dec = new Parameter(zeros(d_in).DetachFromDisposeScope());
    }

    /// <summary>The latents of some activations, none below 0.</summary>
    /// <param name="x"><c>… d_in</c>, with any number of axes in front.</param>
    /// <returns><c>… latent</c>.</returns>
    [return: Shape("... latent")]
    public abstract Tensor Encode([Shape("... d_in")] Tensor x);

    /// <summary>What training minimises.</summary>
    /// <param name="x"><c>item d_in</c>.</param>
    /// <returns>A single number without axes.</returns>
    [return: Shape("")]
    public abstract Tensor Loss([Shape("item d_in")] Tensor x);

    /// <summary>What each latent has read, before it is decided how much of that counts.</summary>
    /// <param name="x"><c>… d_in</c>.</param>
    /// <returns><c>… latent</c>, of either sign.</returns>
    [return: Shape("... latent")]
    public Tensor Read([Shape("... d_in")] Tensor x) => (x - b_dec).matmul(W_enc) + b_enc;

    /// <summary>The sum of the directions, each times its latent, and what is there without.</summary>
    /// <param name="latents"><c>… latent</c>.</param>
    /// <returns><c>… d_in</c>.</returns>
    [return: Shape("... d_in")]
    public Tensor Decode([Shape("... latent")] Tensor latents) => latents.matmul(W_dec) + b_dec;

    /// <summary>The reconstruction of some activations.</summary>
    /// <param name="x"><c>… d_in</c>.</param>
    /// <returns><c>… d_in</c>.</returns>
    [return: Shape("... d_in")]
    public override Tensor forward([Shape("... d_in")] Tensor x) => Decode(Encode(x));
}
