using Arena.Patterns;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>
/// A linear layer that says in a pattern which axes it mixes, after einops's EinMix: it splits its input, multiplies it
/// with a weight as an einsum does, adds a bias, and merges axes. Made by <see cref="Einops.Layers"/>.
/// </summary>
/// <remarks>
/// Weights start uniform in ±√(3 / fan_in) and biases in ±√(1 / fan_in), where fan_in is over how many values an output
/// value sums.
/// </remarks>
public sealed class EinMix : nn.Module<Tensor, Tensor>
{
    private const string WeightName = "EinMix's weight";
    private const string BiasName = "EinMix's bias";

    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly EinMixPlan plan;
    private readonly (string Axis, long Size)[] splitSizes;

    internal EinMix(string pattern, string weight, string? bias, (string Axis, long Size)[] sizes)
        : base(nameof(EinMix))
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(weight);
        var given = sizes.Length == 0 ? "" : $"Sizes: {AxisSizes.Describe(sizes)}.";
        var parsed = Pattern.Parse(PatternKind.EinMix, pattern).OrThrow(nameof(EinMix), given);
        var weightAxes = Pattern.Parse(PatternKind.Weight, weight).OrThrow(WeightName, given);
        var biasAxes = bias is null ? null : Pattern.Parse(PatternKind.Weight, bias).OrThrow(BiasName, given);
        plan = EinMixPlan.Make(parsed, weightAxes, biasAxes, sizes, out var wrong, out var finding)
            ?? throw new EinopsException(
                wrong == parsed ? nameof(EinMix) : wrong == weightAxes ? WeightName : BiasName,
                wrong.Text, finding!, given);
        Pattern.Parse(PatternKind.Einsum, plan.Einsum).OrThrow("The einsum of an EinMix", given);
        splitSizes = [.. plan.SplitSizes];
        this.weight = Uniform(plan.WeightShape, Math.Sqrt(3.0 / plan.FanIn));
        this.bias = plan.BiasShape is { } shape ? Uniform(shape, Math.Sqrt(1.0 / plan.FanIn)) : null;
        RegisterComponents();
    }

    /// <summary>Mixes the axes.</summary>
    /// <exception cref="EinopsException">The pattern does not fit the shape.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var split = plan.Split is { } pattern ? Einops.Rearrange(input, pattern, splitSizes) : input;
        var mixed = Einops.Einsum(plan.Einsum, split, weight);
        var shifted = bias is null ? mixed : mixed + bias;
        return scope.MoveToOuter(plan.Merge is { } merge ? Einops.Rearrange(shifted, merge) : shifted);
    }

    // As in TorchSharp's own modules, parameters live as long as the module, not as the scope that it was made in.
    private static Parameter Uniform(long[] shape, double bound)
    {
        using var scope = NewDisposeScope();
        return scope.Detach(new Parameter(empty(shape).uniform_(-bound, bound)));
    }
}
