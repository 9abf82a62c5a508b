using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>Looks up the vector of each token.</summary>
public sealed class Embed : nn.Module<Tensor, Tensor>
{
    /// <summary><c>d_vocab d_model</c>.</summary>
    public readonly Parameter W_E;

    internal Embed(HookedTransformerConfig config, double std) : base(nameof(Embed))
    {
        W_E = Weights.Normal(std, config.DVocab, config.DModel);
        RegisterComponents();
    }

    /// <summary>From <c>batch position</c> to <c>batch position d_model</c>.</summary>
    public override Tensor forward(Tensor tokens) =>
        Rearrange(W_E.index_select(0, tokens.flatten()), "(batch pos) d_model -> batch pos d_model",
            ("batch", tokens.shape[0]), ("pos", tokens.shape[1]));
}
