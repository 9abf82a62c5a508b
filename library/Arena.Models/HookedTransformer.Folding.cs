using TorchSharp;
using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

public sealed partial class HookedTransformer
{
    /// <summary>
    /// The same model with the weights and biases of its layer norms folded into the weights that read them: what a
    /// weight reads is then directions of the residual stream, up to centring and scale (Elhage et al. 2021).
    /// </summary>
    /// <returns>
    /// A new model with the same logits, and <see cref="Normalization.LNPre"/> in place of
    /// <see cref="Normalization.LN"/>; a copy where there is nothing to fold.
    /// </returns>
    public HookedTransformer FoldLayerNorm()
    {
        var folds = Config.Normalization == Normalization.LN;
        var folded = Blank(folds ? Config with { Normalization = Normalization.LNPre } : Config);
        folded.to(W_E.device, W_E.dtype);

        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var from = named_parameters().ToDictionary(x => x.name, x => x.parameter);
        foreach (var (name, parameter) in folded.named_parameters()) parameter.copy_(from[name]);
        if (!folds) return folded;

        foreach (var (block, target) in blocks.Zip(folded.blocks))
        {
            var (ln, attn) = (block.ln1, target.attn);
            foreach (var (weight, bias) in new[] { (attn.W_Q, attn.b_Q), (attn.W_K, attn.b_K), (attn.W_V, attn.b_V) })
                Fold(ln, weight, bias, "d_model, head d_model d_head -> head d_head");
            if (target.mlp is { } mlp) Fold(block.ln2!, mlp.W_in, mlp.b_in, "d_model, d_model d_mlp -> d_mlp");
        }
        Fold(ln_final, folded.W_U, folded.b_U, "d_model, d_model d_vocab -> d_vocab");
        return folded;
    }

    // (x w + b) W = x (w W) + b W
    private static void Fold(LayerNorm ln, Parameter weight, Parameter bias, string pattern)
    {
        bias.add_(Einsum(pattern, ln.b!, weight));
        weight.mul_(ln.w!.unsqueeze(-1));
    }
}
