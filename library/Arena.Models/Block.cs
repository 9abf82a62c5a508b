using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>Attention, then an MLP if there is one: each reads the residual stream and adds to it.</summary>
public sealed class Block : nn.Module<Tensor, Tensor>
{
    /// <summary>What attention reads through.</summary>
    public readonly LayerNorm ln1;

    /// <summary>The heads.</summary>
    public readonly Attention attn;

    /// <summary>What the MLP reads through, where there is one.</summary>
    public readonly LayerNorm? ln2;

    /// <summary>The neurons, where there are some.</summary>
    public readonly Mlp? mlp;

    private readonly long heads;
    private readonly HookPoint residPre, qInput, kInput, vInput, attnOut, residMid, mlpOut, residPost;

    internal Block(HookedTransformerConfig config, double std, string name) : base(nameof(Block))
    {
        heads = config.NHeads;
        ln1 = new LayerNorm(config, $"{name}.ln1");
        attn = new Attention(config, std, $"{name}.attn");
        if (config.DMlp > 0)
        {
            ln2 = new LayerNorm(config, $"{name}.ln2");
            mlp = new Mlp(config, std, $"{name}.mlp");
        }
        (residPre, residMid, residPost) = (At("resid_pre"), At("resid_mid"), At("resid_post"));
        (qInput, kInput, vInput) = (At("q_input"), At("k_input"), At("v_input"));
        (attnOut, mlpOut) = (At("attn_out"), At("mlp_out"));
        RegisterComponents();

        HookPoint At(string place) => new($"{name}.hook_{place}");
    }

    internal IEnumerable<HookPoint> Points => ln2 is null || mlp is null
        ? [residPre, .. ln1.Points, .. Copies, .. attn.Points, attnOut, residPost]
        :
        [
            residPre, .. ln1.Points, .. Copies, .. attn.Points, attnOut, residMid,
            .. ln2.Points, .. mlp.Points, mlpOut, residPost,
        ];

    /// <summary>The places where each head gets a residual stream of its own.</summary>
    internal IEnumerable<HookPoint> Copies => [qInput, kInput, vInput];

    /// <summary>From <c>batch position d_model</c> to the same shape.</summary>
    public override Tensor forward(Tensor residual)
    {
        using var scope = NewDisposeScope();
        residual = residPre.Pass(residual);
        var read = ln1.call(residual);
        residual = residual + attnOut.Pass(attn.call(Input(qInput), Input(kInput), Input(vInput)));
        if (ln2 is not null && mlp is not null)
        {
            residual = residMid.Pass(residual);
            residual = residual + mlpOut.Pass(mlp.call(ln2.call(residual)));
        }
        return scope.MoveToOuter(residPost.Pass(residual));

        // Path patching changes what one head reads. The others then need a residual stream of their own.
        Tensor Input(HookPoint point) => point.IsUsed
            ? ln1.Unhooked(point.Pass(
                Repeat(residual, "batch pos d_model -> batch pos head d_model", ("head", heads))))
            : read;
    }
}
