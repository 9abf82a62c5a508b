namespace Arena.Arrays;

/// <content>Number by number, with broadcasting where there are two arrays.</content>
public sealed partial class NdArray
{
    /// <summary>The sum, number by number.</summary>
    public static NdArray operator +(NdArray x, NdArray y) => Zip(x, y, (a, b) => a + b);

    /// <summary>The difference, number by number.</summary>
    public static NdArray operator -(NdArray x, NdArray y) => Zip(x, y, (a, b) => a - b);

    /// <summary>The product, number by number.</summary>
    public static NdArray operator *(NdArray x, NdArray y) => Zip(x, y, (a, b) => a * b);

    /// <summary>The quotient, number by number.</summary>
    public static NdArray operator /(NdArray x, NdArray y) => Zip(x, y, (a, b) => a / b);

    /// <summary>Each number with the other sign.</summary>
    public static NdArray operator -(NdArray x) => x.Map(a => -a);

    /// <summary>1 where the left one is greater, else 0.</summary>
    public static NdArray operator >(NdArray x, NdArray y) => Zip(x, y, (a, b) => a > b ? 1 : 0);

    /// <summary>1 where the left one is smaller, else 0.</summary>
    public static NdArray operator <(NdArray x, NdArray y) => Zip(x, y, (a, b) => a < b ? 1 : 0);

    /// <summary>1 where the left one is not smaller, else 0.</summary>
    public static NdArray operator >=(NdArray x, NdArray y) => Zip(x, y, (a, b) => a >= b ? 1 : 0);

    /// <summary>1 where the left one is not greater, else 0.</summary>
    public static NdArray operator <=(NdArray x, NdArray y) => Zip(x, y, (a, b) => a <= b ? 1 : 0);

    /// <summary>1 where both are equal, else 0.</summary>
    public NdArray EqualTo(NdArray other) => Zip(this, other, (a, b) => a == b ? 1 : 0);

    /// <summary>The larger of both, number by number.</summary>
    public static NdArray Maximum(NdArray x, NdArray y) => Zip(x, y, Math.Max);

    /// <summary>e to the power of each number.</summary>
    public NdArray Exp() => Map(Math.Exp);

    /// <summary>The natural logarithm of each number.</summary>
    public NdArray Log() => Map(Math.Log);

    /// <summary>A function of each number.</summary>
    public NdArray Map(Func<double, double> function)
    {
        var result = new double[data.Length];
        for (var i = 0; i < result.Length; i++) result[i] = function(data[i]);
        return new(result, shape);
    }

    /// <summary>A function of two numbers at a time, after both arrays were stretched to the same shape.</summary>
    public static NdArray Zip(NdArray x, NdArray y, Func<double, double, double> function)
    {
        var shape = BroadcastShape(x.shape, y.shape);
        var (left, right) = (x.BroadcastTo(shape).data, y.BroadcastTo(shape).data);
        var result = new double[left.Length];
        for (var i = 0; i < result.Length; i++) result[i] = function(left[i], right[i]);
        return new(result, [.. shape]);
    }

    /// <summary>
    /// The shape to which two shapes are stretched: aligned on the right, and on each axis the size that is not 1.
    /// </summary>
    /// <exception cref="ArgumentException">Two sizes differ, and neither is 1.</exception>
    public static IReadOnlyList<int> BroadcastShape(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        if (one.SequenceEqual(other)) return one;
        var shape = new int[Math.Max(one.Count, other.Count)];
        for (var fromEnd = 1; fromEnd <= shape.Length; fromEnd++)
        {
            var (a, b) = (fromEnd <= one.Count ? one[^fromEnd] : 1, fromEnd <= other.Count ? other[^fromEnd] : 1);
            if (a != b && a != 1 && b != 1)
                throw new ArgumentException($"The shapes {Text(one)} and {Text(other)} do not fit together.");
            shape[^fromEnd] = a == 1 ? b : a;
        }
        return shape;
    }
}
