using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>
/// Shifts and scales each position to mean 0 and variance 1, then by a learned weight and bias (Ba, Kiros and Hinton
/// 2016, "Layer Normalization"); without these for <see cref="Normalization.LNPre"/>, and nothing of it for
/// <see cref="Normalization.None"/>.
/// </summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    /// <summary>The weight, <c>d_model</c>; only for <see cref="Normalization.LN"/>.</summary>
    public readonly Parameter? w;

    /// <summary>The bias, <c>d_model</c>; only for <see cref="Normalization.LN"/>.</summary>
    public readonly Parameter? b;

    private readonly Normalization kind;
    private readonly double eps;
    private readonly HookPoint scale;
    private readonly HookPoint normalized;

    internal LayerNorm(HookedTransformerConfig config, string name) : base(nameof(LayerNorm))
    {
        (kind, eps) = (config.Normalization, config.Eps);
        (scale, normalized) = (new($"{name}.hook_scale"), new($"{name}.hook_normalized"));
        if (kind == Normalization.LN) (w, b) = (Weights.Ones(config.DModel), Weights.Zeros(config.DModel));
        RegisterComponents();
    }

    internal IEnumerable<HookPoint> Points => kind == Normalization.None ? [] : [scale, normalized];

    /// <summary>From <c>… d_model</c> to the same shape.</summary>
    public override Tensor forward(Tensor residual) => Normalize(residual, scale.Pass, normalized.Pass);

    /// <summary>The same, unseen by hooks.</summary>
    internal Tensor Unhooked(Tensor residual) => Normalize(residual, x => x, x => x);

    private Tensor Normalize(Tensor residual, Func<Tensor, Tensor> scaled, Func<Tensor, Tensor> done)
    {
        if (kind == Normalization.None) return residual;
        var centred = residual - residual.mean([-1], keepdim: true);
        var deviation = scaled((centred.square().mean([-1], keepdim: true) + eps).sqrt());
        var x = centred / deviation;
        return done(w is null || b is null ? x : x * w + b);
    }
}
