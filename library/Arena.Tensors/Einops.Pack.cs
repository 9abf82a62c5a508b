using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

public static partial class Einops
{
    /// <summary>
    /// Joins tensors of different shapes along one axis, into which the axes under <c>*</c> are flattened.
    /// </summary>
    /// <param name="tensors">At least one tensor; the axes that the pattern names have the same sizes in all.</param>
    /// <param name="pattern">Names and one <c>*</c>: <c>"batch * d"</c>.</param>
    /// <returns>
    /// The joined tensor, and for every tensor the axes that were under the <c>*</c>, as <see cref="Unpack"/> takes
    /// them.
    /// </returns>
    /// <exception cref="EinopsException">The pattern is wrong, or does not fit the shapes.</exception>
    public static (Tensor Packed, long[][] Shapes) Pack(IReadOnlyList<Tensor> tensors, string pattern)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(pattern);
        var shapes = tensors.Select(Sizes.Of).ToArray();
        var parsed = Packs.Get(pattern).OrThrow(nameof(Pack), Given.Many(shapes));
        if (PackPlan.CheckPack(parsed, shapes) is { } finding)
            throw new EinopsException(nameof(Pack), pattern, finding, Given.Many(shapes));

        var packed = new long[shapes.Length][];
        var flat = new Tensor[shapes.Length];
        try
        {
            for (var i = 0; i < flat.Length; i++)
                flat[i] = tensors[i].reshape(PackPlan.Pack(parsed, shapes[i], out packed[i]));
            return (cat(flat, PackPlan.StarIndex(parsed)), packed);
        }
        finally
        {
            foreach (var tensor in flat) tensor?.Dispose();
        }
    }

    /// <summary>Takes apart what <see cref="Pack"/> joined.</summary>
    /// <param name="packed">A tensor with one axis for every element of the pattern.</param>
    /// <param name="shapes">
    /// For every tensor, the axes that were packed; one -1 among all of them is worked out.
    /// </param>
    /// <param name="pattern">Names and one <c>*</c>: <c>"batch * d"</c>.</param>
    /// <returns>The tensors; views where libtorch can make them.</returns>
    /// <exception cref="EinopsException">The pattern is wrong, or does not fit the shapes.</exception>
    public static Tensor[] Unpack(Tensor packed, IReadOnlyList<long[]> shapes, string pattern)
    {
        CheckArguments(packed, pattern);
        ArgumentNullException.ThrowIfNull(shapes);
        var shape = Sizes.Of(packed);
        var parsed = Packs.Get(pattern).OrThrow(nameof(Unpack), Given.One(shape, []));
        var parts = PackPlan.Unpack(parsed, shape, shapes, out var finding)
            ?? throw new EinopsException(nameof(Unpack), pattern, finding!, Given.One(shape, []));
        return [.. parts.Select(part =>
        {
            using var slice = packed.narrow(PackPlan.StarIndex(parsed), part.Start, part.Length);
            return slice.reshape(part.Shape);
        })];
    }
}
