using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>A transformer of libtorch's own operators, with the weights of the module under test.</summary>
internal static class Reference
{
    public static Tensor Norm(nn.Module owner, string name, Tensor x) => nn.functional.layer_norm(
        x, [x.shape[^1]], owner.Weight(name + ".w"), owner.Weight(name + ".b"), 1e-5);

    /// <summary>Multi-head attention by libtorch's fused kernel, on one matrix for all heads.</summary>
    public static Tensor Attention(nn.Module owner, string name, Tensor x, bool causal = true)
    {
        var (q, k, v) = (Heads("Q"), Heads("K"), Heads("V"));
        return Attention(owner, name, q, k, v, causal);

        Tensor Heads(string which) => Projected(owner, name, which, x);
    }

    /// <summary>The same, of queries, keys and values that are given: <c>batch head position d_head</c>.</summary>
    public static Tensor Attention(
        nn.Module owner, string name, Tensor q, Tensor k, Tensor v, bool causal = true)
    {
        var z = nn.functional.scaled_dot_product_attention(q, k, v, is_casual: causal);
        var weight = owner.Weight(Join(name, "W_O"));
        var flat = z.transpose(1, 2).reshape(z.shape[0], z.shape[2], -1);
        return nn.functional.linear(flat, weight.reshape(-1, weight.shape[2]).t(), owner.Weight(Join(name, "b_O")));
    }

    /// <summary>Queries, keys or values: <c>batch head position d_head</c>.</summary>
    public static Tensor Projected(nn.Module owner, string name, string which, Tensor x)
    {
        var weight = owner.Weight(Join(name, "W_" + which));
        var (heads, dHead) = (weight.shape[0], weight.shape[2]);
        var matrix = weight.transpose(1, 2).reshape(heads * dHead, -1);
        return nn.functional.linear(x, matrix, owner.Weight(Join(name, "b_" + which)).flatten())
            .reshape(x.shape[0], x.shape[1], heads, dHead).transpose(1, 2);
    }

    public static Tensor Mlp(nn.Module owner, string name, Tensor x, Func<Tensor, Tensor>? activation = null)
    {
        activation ??= Gelu;
        var hidden = nn.functional.linear(x, owner.Weight(Join(name, "W_in")).t(), owner.Weight(Join(name, "b_in")));
        return nn.functional.linear(
            activation(hidden), owner.Weight(Join(name, "W_out")).t(), owner.Weight(Join(name, "b_out")));
    }

    // The same as x/2 · (1 + tanh(y)), because (1 + tanh(y)) / 2 is the sigmoid of 2y.
    public static Tensor Gelu(Tensor x) => x * (Math.Sqrt(8 / Math.PI) * (x + 0.044715 * x * x * x)).sigmoid();

    public static Tensor Block(nn.Module owner, string prefix, Tensor stream)
    {
        var middle = stream + Attention(owner, prefix + "attn", Norm(owner, prefix + "ln1", stream));
        return middle + Mlp(owner, prefix + "mlp", Norm(owner, prefix + "ln2", middle));
    }

    public static Tensor Embedded(Transformer model, Tensor tokens, long[]? positions = null) =>
        model.Weight("embed.W_E").index_select(0, tokens.flatten()).reshape(tokens.shape[0], tokens.shape[1], -1)
            + model.Weight("pos_embed.W_pos").index_select(
                0, positions is null ? arange(tokens.shape[1]) : tensor(positions));

    public static Tensor Logits(Transformer model, Tensor stream) => nn.functional.linear(
        stream, model.Weight("unembed.W_U").t(), model.Weight("unembed.b_U"));

    public static Tensor Whole(Transformer model, Tensor tokens, long[]? positions = null)
    {
        var stream = Embedded(model, tokens, positions);
        for (var layer = 0; layer < model.Config.NLayers; layer++) stream = Block(model, $"blocks.{layer}.", stream);
        return Logits(model, Norm(model, "ln_final", stream));
    }

    private static string Join(string name, string parameter) => name.Length == 0 ? parameter : name + "." + parameter;
}
