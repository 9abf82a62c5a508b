using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>Looks up the vector of each position.</summary>
public sealed class PosEmbed : nn.Module<Tensor, Tensor>
{
    /// <summary><c>n_ctx d_model</c>.</summary>
    public readonly Parameter W_pos;

    internal PosEmbed(HookedTransformerConfig config, double std) : base(nameof(PosEmbed))
    {
        W_pos = Weights.Normal(std, config.NCtx, config.DModel);
        RegisterComponents();
    }

    /// <summary>From <c>batch position</c> to <c>batch position d_model</c>, the same for each of the batch.</summary>
    public override Tensor forward(Tensor tokens) => W_pos[..(int)tokens.shape[1]].repeat(tokens.shape[0], 1, 1);
}
