using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

public static partial class Einops
{
    /// <summary>The functions as modules, for <c>Sequential</c>. A wrong pattern is found when the module is made.</summary>
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
    }
}
