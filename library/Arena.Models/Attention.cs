using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>
/// Causal self-attention (Vaswani et al. 2017, "Attention Is All You Need") with weights per head, so that each head's
/// part can be read by itself (Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits").
/// </summary>
public sealed class Attention : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>Where a head looks from, looks at, and what it reads there: <c>head d_model d_head</c>.</summary>
    public readonly Parameter W_Q, W_K, W_V;

    /// <summary>Their biases: <c>head d_head</c>.</summary>
    public readonly Parameter b_Q, b_K, b_V;

    /// <summary>What a head writes: <c>head d_head d_model</c>.</summary>
    public readonly Parameter W_O;

    /// <summary>The bias of all heads together: <c>d_model</c>.</summary>
    public readonly Parameter b_O;

    private readonly HookPoint hookQ, hookK, hookV, hookScores, hookPattern, hookZ, hookResult;
    private readonly double scale;

    internal Attention(HookedTransformerConfig config, double std, string name) : base(nameof(Attention))
    {
        var (heads, model, head) = (config.NHeads, config.DModel, config.DHead);
        W_Q = Weights.Normal(std, heads, model, head);
        W_K = Weights.Normal(std, heads, model, head);
        W_V = Weights.Normal(std, heads, model, head);
        W_O = Weights.Normal(std, heads, head, model);
        b_Q = Weights.Zeros(heads, head);
        b_K = Weights.Zeros(heads, head);
        b_V = Weights.Zeros(heads, head);
        b_O = Weights.Zeros(model);
        scale = Math.Sqrt(head);
        (hookQ, hookK, hookV) = (new($"{name}.hook_q"), new($"{name}.hook_k"), new($"{name}.hook_v"));
        (hookScores, hookPattern) = (new($"{name}.hook_attn_scores"), new($"{name}.hook_pattern"));
        (hookZ, hookResult) = (new($"{name}.hook_z"), new($"{name}.hook_result"));
        RegisterComponents();
    }

    internal IEnumerable<HookPoint> Points => [hookQ, hookK, hookV, hookScores, hookPattern, hookZ, hookResult];

    /// <summary>
    /// From what queries, keys and values are made of, <c>batch position d_model</c> or, one for each head,
    /// <c>batch position head d_model</c>, to what the heads write, <c>batch position d_model</c>.
    /// </summary>
    public override Tensor forward(Tensor queryInput, Tensor keyInput, Tensor valueInput)
    {
        var q = hookQ.Pass(Project(queryInput, W_Q) + b_Q);
        var k = hookK.Pass(Project(keyInput, W_K) + b_K);
        var v = hookV.Pass(Project(valueInput, W_V) + b_V);

        var scores = Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k) / scale;
        var future = ones(scores.shape[2], scores.shape[3], dtype: @bool, device: scores.device).triu(1);
        scores = hookScores.Pass(scores.masked_fill(future, double.NegativeInfinity));
        var pattern = hookPattern.Pass(scores.softmax(-1));
        var z = hookZ.Pass(
            Einsum("batch head query key, batch key head d_head -> batch query head d_head", pattern, v));

        // What each head writes takes as much memory as n_heads residual streams: it is only made when asked for.
        return hookResult.IsUsed
            ? hookResult.Pass(Einsum("batch pos head d_head, head d_head d_model -> batch pos head d_model", z, W_O))
                .sum(dim: 2) + b_O
            : Einsum("batch pos head d_head, head d_head d_model -> batch pos d_model", z, W_O) + b_O;
    }

    private static Tensor Project(Tensor input, Tensor weight) => input.ndim == 4
        ? Einsum("batch pos head d_model, head d_model d_head -> batch pos head d_head", input, weight)
        : Einsum("batch pos d_model, head d_model d_head -> batch pos head d_head", input, weight);
}
