using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

public static partial class Einops
{
    /// <summary>
    /// The functions as modules, for <c>Sequential</c>. A wrong pattern is found when the module is made.
    /// </summary>
    public static class Layers
    {
        /// <summary>A module that rearranges its input.</summary>
        /// <inheritdoc cref="Einops.Rearrange(Tensor, string, ReadOnlySpan{ValueTuple{string, long}})"/>
        public static EinopsLayer Rearrange(string pattern, params ReadOnlySpan<(string Axis, long Size)> sizes) =>
            new(PatternKind.Rearrange, pattern, null, sizes);

        /// <summary>A module that reduces its input.</summary>
        /// <inheritdoc cref="Einops.Reduce(Tensor, string, Reduction, ReadOnlySpan{ValueTuple{string, long}})"/>
        public static EinopsLayer Reduce(
            string pattern, Reduction reduction, params ReadOnlySpan<(string Axis, long Size)> sizes) =>
            new(PatternKind.Reduce, pattern, reduction, sizes);

        /// <summary>A module that repeats its input.</summary>
        /// <inheritdoc cref="Einops.Repeat(Tensor, string, ReadOnlySpan{ValueTuple{string, long}})"/>
        public static EinopsLayer Repeat(string pattern, params ReadOnlySpan<(string Axis, long Size)> sizes) =>
            new(PatternKind.Repeat, pattern, null, sizes);

        /// <summary>A linear layer that says which axes it mixes.</summary>
        /// <param name="pattern">
        /// Input and output. Axes of the weight that are missing on the right are summed, those that are missing on the
        /// left are new: <c>"batch seq (head d) -&gt; batch head seq out"</c>.
        /// </param>
        /// <param name="weight">The weight's axes: <c>"head d out"</c>.</param>
        /// <param name="bias">
        /// The bias's axes, which all are in the output: <c>"head out"</c>; null for no bias.
        /// </param>
        /// <param name="sizes">The size of every axis of weight and bias.</param>
        /// <exception cref="EinopsException">The pattern is wrong, or weight, bias and sizes do not fit it.</exception>
        public static EinMix EinMix(
            string pattern, string weight, string? bias, params ReadOnlySpan<(string Axis, long Size)> sizes) =>
            new(pattern, weight, bias, sizes.ToArray());
    }
}
