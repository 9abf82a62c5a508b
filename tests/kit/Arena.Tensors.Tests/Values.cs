using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

/// <summary>
/// Tensors whose every element tells where it came from, and a way to say by a formula what is expected.
/// </summary>
internal static class Values
{
    /// <summary>0, 1, 2, … in the given shape.</summary>
    public static Tensor Counting(params long[] shape) =>
        arange(shape.Aggregate(1L, (product, size) => product * size), ScalarType.Float32).reshape(shape);

    /// <summary>
    /// The same values in a tensor whose memory is not in order, and does not start at its first element.
    /// </summary>
    public static Tensor Strided(params long[] shape)
    {
        var wide = zeros([.. shape.Select(size => 2 * size + 1)]);
        var slices = shape.Select(size => TensorIndex.Slice(1, 2 * size + 1, 2)).ToArray();
        var view = wide[slices];
        view.copy_(Counting(shape));
        return view;
    }

    /// <summary>The elements in order, as doubles.</summary>
    public static double[] Elements(this Tensor x) =>
        x.numel() == 0 ? [] : x.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>The element at an index of a tensor that counts in this shape.</summary>
    public static float At(long[] shape, params long[] index) =>
        shape.Zip(index).Aggregate(0L, (flat, axis) => flat * axis.First + axis.Second);

    /// <summary>Every index of a shape, last axis fastest.</summary>
    public static IEnumerable<long[]> Indices(params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        for (var flat = 0L; flat < count; flat++)
        {
            var index = new long[shape.Length];
            var rest = flat;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            yield return index;
        }
    }

    /// <summary>Shape and every element are as the formula says.</summary>
    public static void ShouldBe(this Tensor actual, long[] shape, Func<long[], double> formula)
    {
        actual.shape.Should().Equal(shape);
        actual.Elements().Should().Equal(Indices(shape).Select(formula),
            (one, other) => Math.Abs(one - other) <= 1e-5 * Math.Max(1, Math.Abs(other)));
    }
}
