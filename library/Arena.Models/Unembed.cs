using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>Reads from the residual stream how much speaks for each token.</summary>
public sealed class Unembed : nn.Module<Tensor, Tensor>
{
    /// <summary><c>d_model d_vocab</c>.</summary>
    public readonly Parameter W_U;

    /// <summary><c>d_vocab</c>.</summary>
    public readonly Parameter b_U;

    internal Unembed(HookedTransformerConfig config, double std) : base(nameof(Unembed))
    {
        W_U = Weights.Normal(std, config.DModel, config.DVocab);
        b_U = Weights.Zeros(config.DVocab);
        RegisterComponents();
    }

    /// <summary>From <c>batch position d_model</c> to logits, <c>batch position d_vocab</c>.</summary>
    public override Tensor forward(Tensor residual) =>
        Einsum("batch position d_model, d_model d_vocab -> batch position d_vocab", residual, W_U) + b_U;
}
