using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>A transformer's forward pass written out, without the library's hooks.</summary>
internal static class Reference
{
    /// <summary>Runs a model.</summary>
    /// <param name="model">Where the weights are from; layer norms folded or none.</param>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <param name="at">
    /// Gets each activation, with its short name and layer, and returns what the model goes on with.
    /// </param>
    public static Tensor Run(HookedTransformer model, Tensor tokens, Func<string, int, Tensor, Tensor>? at = null)
    {
        at ??= (_, _, x) => x;
        var length = tokens.shape[1];
        var stream = model.W_E[tokens] + model.W_pos[..(int)length];
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            stream = at("resid_pre", layer, stream);
            var attn = model.blocks[layer].attn;
            var x = Norm(model, stream);
            var q = at("q", layer, einsum("bpm,hmd->bphd", x, attn.W_Q) + attn.b_Q);
            var k = at("k", layer, einsum("bpm,hmd->bphd", x, attn.W_K) + attn.b_K);
            var v = at("v", layer, einsum("bpm,hmd->bphd", x, attn.W_V) + attn.b_V);
            var scores = einsum("bqhd,bkhd->bhqk", q, k) / Math.Sqrt(model.Config.DHead);
            var mask = full([length, length], double.NegativeInfinity, dtype: scores.dtype).triu(1);
            var pattern = at("pattern", layer, (scores + mask).softmax(-1));
            var z = at("z", layer, einsum("bhqk,bkhd->bqhd", pattern, v));
            stream = stream + at("attn_out", layer, einsum("bphd,hdm->bpm", z, attn.W_O) + attn.b_O);
            if (model.blocks[layer].mlp is { } mlp)
            {
                var hidden = nn.functional.gelu(Norm(model, stream).matmul(mlp.W_in) + mlp.b_in);
                stream = stream + at("mlp_out", layer, hidden.matmul(mlp.W_out) + mlp.b_out);
            }
        }
        return Norm(model, at("final", model.Config.NLayers, stream)).matmul(model.W_U) + model.b_U;
    }

    /// <summary>Runs a model and keeps every activation.</summary>
    public static Dictionary<(string Name, int Layer), Tensor> Activations(HookedTransformer model, Tensor tokens)
    {
        var kept = new Dictionary<(string, int), Tensor>();
        kept.Add(("logits", 0), Run(model, tokens, (name, layer, x) =>
        {
            kept.Add((name, layer), x);
            return x;
        }));
        return kept;
    }

    private static Tensor Norm(HookedTransformer model, Tensor x) => model.Config.Normalization == Normalization.None
        ? x
        : nn.functional.layer_norm(x, [x.shape[^1]], eps: model.Config.Eps);
}
