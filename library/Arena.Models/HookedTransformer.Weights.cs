using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

// The weights of all layers together, as new tensors that belong to the caller's dispose scope and let gradients
// through; W_E, W_pos, W_U and b_U are the parameters themselves.
public sealed partial class HookedTransformer
{
    /// <summary>The tokens' vectors, <c>d_vocab d_model</c>: the parameter itself.</summary>
    public Parameter W_E => embed.W_E;

    /// <summary>The positions' vectors, <c>n_ctx d_model</c>: the parameter itself.</summary>
    public Parameter W_pos => pos_embed.W_pos;

    /// <summary>The unembedding, <c>d_model d_vocab</c>: the parameter itself.</summary>
    public Parameter W_U => unembed.W_U;

    /// <summary>The unembedding's bias, <c>d_vocab</c>: the parameter itself.</summary>
    public Parameter b_U => unembed.b_U;

    /// <summary>Queries, <c>layer head d_model d_head</c>.</summary>
    public Tensor W_Q => Stacked(block => block.attn.W_Q);

    /// <summary>Keys, <c>layer head d_model d_head</c>.</summary>
    public Tensor W_K => Stacked(block => block.attn.W_K);

    /// <summary>Values, <c>layer head d_model d_head</c>.</summary>
    public Tensor W_V => Stacked(block => block.attn.W_V);

    /// <summary>Outputs, <c>layer head d_head d_model</c>.</summary>
    public Tensor W_O => Stacked(block => block.attn.W_O);

    /// <summary>The queries' biases, <c>layer head d_head</c>.</summary>
    public Tensor b_Q => Stacked(block => block.attn.b_Q);

    /// <summary>The keys' biases, <c>layer head d_head</c>.</summary>
    public Tensor b_K => Stacked(block => block.attn.b_K);

    /// <summary>The values' biases, <c>layer head d_head</c>.</summary>
    public Tensor b_V => Stacked(block => block.attn.b_V);

    /// <summary>The outputs' biases, <c>layer d_model</c>.</summary>
    public Tensor b_O => Stacked(block => block.attn.b_O);

    /// <summary>What neurons read, <c>layer d_model d_mlp</c>.</summary>
    public Tensor W_in => Stacked(block => Neurons(block).W_in);

    /// <summary>The neurons' biases, <c>layer d_mlp</c>.</summary>
    public Tensor b_in => Stacked(block => Neurons(block).b_in);

    /// <summary>What neurons write, <c>layer d_mlp d_model</c>.</summary>
    public Tensor W_out => Stacked(block => Neurons(block).W_out);

    /// <summary>The biases of what neurons write, <c>layer d_model</c>.</summary>
    public Tensor b_out => Stacked(block => Neurons(block).b_out);

    /// <summary>
    /// Where heads look, whatever their biases: <c>layer head d_model d_model</c>, the query's direction first.
    /// </summary>
    public Tensor W_QK
    {
        get
        {
            using var scope = NewDisposeScope();
            return scope.MoveToOuter(Einsum(
                "layer head query d_head, layer head key d_head -> layer head query key", W_Q, W_K));
        }
    }

    /// <summary>What heads move: <c>layer head d_model d_model</c>, the direction that is read first.</summary>
    public Tensor W_OV
    {
        get
        {
            using var scope = NewDisposeScope();
            return scope.MoveToOuter(Einsum(
                "layer head read d_head, layer head d_head write -> layer head read write", W_V, W_O));
        }
    }

    private Tensor Stacked(Func<Block, Tensor> weight) => blocks.Count > 0
        ? stack(blocks.Select(weight))
        : throw new InvalidOperationException("The model has no layers.");

    private static Mlp Neurons(Block block) =>
        block.mlp ?? throw new InvalidOperationException("The model has attention only, and no neurons.");
}
