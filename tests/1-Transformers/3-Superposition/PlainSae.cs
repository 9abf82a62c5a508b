using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>An autoencoder of the tests' own: the larger of 0 and what was read, and a loss made of it.</summary>
internal sealed class PlainSae : SparseAutoencoder
{
    private readonly double penalty;

    public PlainSae(long inputs, long latents, double penalty = 0) : base(nameof(PlainSae), inputs, latents)
    {
        this.penalty = penalty;
        RegisterComponents();
    }

    public override Tensor Encode(Tensor x) => ((x - b_dec).matmul(W_enc) + b_enc).clamp(0);

    public override Tensor Loss(Tensor x) => Loss(x, W_enc, b_enc, W_dec, b_dec, penalty);

    public static Tensor Loss(
        Tensor x, Parameter reading, Parameter bias, Parameter directions, Parameter offset, double penalty)
    {
        using var scope = NewDisposeScope();
        var found = ((x - offset).matmul(reading) + bias).clamp(0);
        return ((x - found.matmul(directions) - offset).square().sum(dim: 1) + penalty * found.sum(dim: 1)).mean()
            .MoveToOuterDisposeScope();
    }
}
