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
}
