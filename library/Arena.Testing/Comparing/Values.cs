using static TorchSharp.torch;

namespace Arena.Testing.Comparing;

/// <summary>
/// A tensor's elements outside libtorch, as numbers in row-major order, so that whatever a learner returned can be
/// examined without a call that might fail.
/// </summary>
internal sealed class Values
{
    /// <param name="shape">The size of each axis.</param>
    /// <param name="data">The elements, the last axis fastest.</param>
    public Values(long[] shape, double[] data)
    {
        Shape = [.. shape.Select(size => (int)size)];
        Data = data;
        Strides = new int[shape.Length];
        for (int axis = Rank - 1, stride = 1; axis >= 0; axis--)
        {
            Strides[axis] = stride;
            stride *= Shape[axis];
        }
    }

    public int[] Shape { get; }

    public double[] Data { get; }

    public int[] Strides { get; }

    public int Rank => Shape.Length;

    public int Count => Data.Length;

    /// <summary>The elements of a tensor. A complex one gets a last axis of its real and imaginary parts.</summary>
    public static Values Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var real = tensor.is_complex() ? view_as_real(tensor.detach()) : tensor.detach();
        return new(real.shape, real.cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray());
    }

    /// <summary>Whether all elements are the same, bit by bit for NaN.</summary>
    public bool Equal(Values other) =>
        Shape.AsSpan().SequenceEqual(other.Shape) && Data.AsSpan().SequenceEqual(other.Data);

    /// <summary>Whether two elements differ by at most the tolerance; NaN equals NaN, and an infinity itself.</summary>
    public static bool Close(double a, double b, double tolerance) =>
        a.Equals(b) || Math.Abs(a - b) <= tolerance;

    /// <summary>The position of an element, one number an axis.</summary>
    public int[] Position(int flat) => [.. Strides.Select((stride, axis) => flat / stride % Shape[axis])];

    /// <summary>
    /// The same elements with the axes in another order: axis i of the result is axis order[i] of this.
    /// </summary>
    public Values Permute(IReadOnlyList<int> order)
    {
        var shape = order.Select(axis => (long)Shape[axis]).ToArray();
        var result = new Values(shape, new double[Count]);
        for (var flat = 0; flat < Count; flat++)
        {
            var from = 0;
            for (var axis = 0; axis < Rank; axis++)
                from += flat / result.Strides[axis] % result.Shape[axis] * Strides[order[axis]];
            result.Data[flat] = Data[from];
        }
        return result;
    }

    /// <summary>Each element through a function.</summary>
    public Values Map(Func<double, double> function) => With([.. Data.Select(function)]);

    /// <summary>Each element taken from another place along an axis; where that is out of range, NaN.</summary>
    public Values Move(int axis, Func<int, int> source)
    {
        var moved = new double[Count];
        for (var flat = 0; flat < Count; flat++)
        {
            var at = Index(flat, axis);
            var from = source(at);
            moved[flat] = from >= 0 && from < Shape[axis] ? Data[flat + (from - at) * Strides[axis]] : double.NaN;
        }
        return With(moved);
    }

    /// <summary>Each line of elements along an axis.</summary>
    public IEnumerable<double[]> Lines(int axis) =>
        Enumerable.Range(0, Count).Where(flat => Index(flat, axis) == 0)
            .Select(start => Enumerable.Range(0, Shape[axis]).Select(i => Data[start + i * Strides[axis]]).ToArray());

    /// <summary>Where an element lies along an axis.</summary>
    public int Index(int flat, int axis) => flat / Strides[axis] % Shape[axis];

    /// <summary>Other elements in this shape.</summary>
    public Values With(double[] data) => new([.. Shape.Select(size => (long)size)], data);
}
