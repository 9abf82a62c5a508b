using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>
/// Rearranges, reduces or repeats its input; it has no parameters. Made by <see cref="Einops.Layers"/>.
/// </summary>
public sealed class EinopsLayer : nn.Module<Tensor, Tensor>
{
    private readonly Transform transform;
    private readonly Reducer? reducer;
    private readonly (string Axis, long Size)[] sizes;

    internal EinopsLayer(
        PatternKind kind, string pattern, Reduction? reduction, ReadOnlySpan<(string Axis, long Size)> sizes)
        : base(kind.ToString())
    {
        ArgumentNullException.ThrowIfNull(pattern);
        this.sizes = sizes.ToArray();
        transform = new Transform(kind, pattern);
        transform.Check(this.sizes);
        if (reduction is { } chosen) reducer = Reducer.Of(chosen) ?? throw transform.Error(Reducer.Unknown(chosen), "");
    }

    /// <summary>Applies the pattern.</summary>
    /// <exception cref="EinopsException">The pattern does not fit the shape.</exception>
    public override Tensor forward(Tensor input) => transform.Apply(input, reducer, sizes);
}
