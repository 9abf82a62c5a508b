using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>A layer of neurons: each reads a direction of the residual stream and writes another one.</summary>
public sealed class Mlp : nn.Module<Tensor, Tensor>
{
    /// <summary>What the neurons read: <c>d_model d_mlp</c>.</summary>
    public readonly Parameter W_in;

    /// <summary><c>d_mlp</c>.</summary>
    public readonly Parameter b_in;

    /// <summary>What the neurons write: <c>d_mlp d_model</c>.</summary>
    public readonly Parameter W_out;

    /// <summary><c>d_model</c>.</summary>
    public readonly Parameter b_out;

    private readonly Activation activation;
    private readonly HookPoint pre;
    private readonly HookPoint post;

    internal Mlp(HookedTransformerConfig config, double std, string name) : base(nameof(Mlp))
    {
        W_in = Weights.Normal(std, config.DModel, config.DMlp);
        b_in = Weights.Zeros(config.DMlp);
        W_out = Weights.Normal(std, config.DMlp, config.DModel);
        b_out = Weights.Zeros(config.DModel);
        activation = config.Activation;
        (pre, post) = (new($"{name}.hook_pre"), new($"{name}.hook_post"));
        RegisterComponents();
    }

    internal IEnumerable<HookPoint> Points => [pre, post];

    /// <summary>From <c>batch position d_model</c> to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        var before = pre.Pass(Einsum("batch pos d_model, d_model d_mlp -> batch pos d_mlp", input, W_in) + b_in);
        var after = post.Pass(Activated(before));
        return Einsum("batch pos d_mlp, d_mlp d_model -> batch pos d_model", after, W_out) + b_out;
    }

    private Tensor Activated(Tensor x) => activation switch
    {
        Activation.Relu => nn.functional.relu(x),
        Activation.Gelu => nn.functional.gelu(x),
        _ => 0.5 * x * (1 + (Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x.pow(3))).tanh()),
    };
}
