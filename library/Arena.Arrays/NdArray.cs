using System.Globalization;

namespace Arena.Arrays;

/// <summary>
/// Numbers in a box with any number of axes: an image, a weight matrix, a single loss. This is all that the framework
/// of this section is built on; there is no libtorch inside.
/// </summary>
/// <remarks>
/// The numbers lie in one row-major array, the last axis changing fastest. Operations return a new array and leave
/// their inputs alone; the few that change an array in place say so in their name and count it in <see
/// cref="Version"/>.
/// </remarks>
public sealed partial class NdArray
{
    private readonly double[] data;
    private readonly int[] shape;

    private NdArray(double[] data, int[] shape) => (this.data, this.shape) = (data, shape);

    /// <summary>An array of these numbers, the last axis fastest; without a shape it is a single number.</summary>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape has places.</exception>
    public NdArray(IReadOnlyList<double> numbers, params IReadOnlyList<int> shape)
        : this([.. numbers], [.. shape])
    {
        if (data.Length != CountOf(shape))
            throw new ArgumentException($"{data.Length} numbers do not fill the shape {Text(shape)}.", nameof(numbers));
    }

    /// <summary>A number is an array without axes.</summary>
    public static implicit operator NdArray(double number) => new([number], []);

    /// <summary>The size of each axis.</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>How many axes there are.</summary>
    public int Rank => shape.Length;

    /// <summary>How many numbers there are.</summary>
    public int Count => data.Length;

    /// <summary>The numbers, the last axis fastest.</summary>
    public ReadOnlySpan<double> Data => data;

    /// <summary>How often the array was changed in place.</summary>
    public int Version { get; private set; }

    /// <summary>The number of an array that has only one.</summary>
    /// <exception cref="InvalidOperationException">There are more.</exception>
    public double Number => Count == 1
        ? data[0]
        : throw new InvalidOperationException($"An array of shape {Text(shape)} is not a single number.");

    /// <summary>One number, at a place on each axis. Setting it changes the array in place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of the array, or names too few places.</exception>
    public double this[params ReadOnlySpan<int> place]
    {
        get => data[Offset(place)];
        set
        {
            data[Offset(place)] = value;
            Version++;
        }
    }

    /// <summary>An array full of one number.</summary>
    public static NdArray Full(double number, params IReadOnlyList<int> shape)
    {
        var data = new double[CountOf(shape)];
        Array.Fill(data, number);
        return new(data, [.. shape]);
    }

    /// <summary>An array full of 0.</summary>
    public static NdArray Zeros(params IReadOnlyList<int> shape) => Full(0, shape);

    /// <summary>The same numbers in memory of their own.</summary>
    public NdArray Copy() => new([.. data], shape);

    /// <summary>Adds other numbers to these, in place.</summary>
    /// <param name="other">Of a shape that can be stretched to this one's.</param>
    public void AddInPlace(NdArray other)
    {
        var stretched = other.BroadcastTo(shape).data;
        for (var i = 0; i < data.Length; i++) data[i] += stretched[i];
        Version++;
    }

    /// <summary>Replaces every number, in place.</summary>
    public void FillInPlace(double number)
    {
        Array.Fill(data, number);
        Version++;
    }

    /// <summary>"[2, 3]".</summary>
    public static string Text(IReadOnlyList<int> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>The shape, and the numbers where there are few.</summary>
    public override string ToString()
    {
        var numbers = string.Join(", ", data.Take(12).Select(x => x.ToString("G4", CultureInfo.InvariantCulture)));
        return Rank == 0 ? numbers : $"{Text(shape)}: {numbers}{(Count > 12 ? ", …" : "")}";
    }

    private static int CountOf(IEnumerable<int> shape) => shape.Aggregate(1, (count, size) => count * size);

    // How far the next one lies on each axis.
    private static int[] StepsOf(IReadOnlyList<int> shape)
    {
        var steps = new int[shape.Count];
        for (int axis = shape.Count - 1, step = 1; axis >= 0; axis--)
        {
            steps[axis] = step;
            step *= shape[axis];
        }
        return steps;
    }

    private int Offset(ReadOnlySpan<int> place)
    {
        var inside = place.Length == Rank;
        var offset = 0;
        for (var axis = 0; inside && axis < Rank; axis++)
        {
            inside = place[axis] >= 0 && place[axis] < shape[axis];
            offset = offset * shape[axis] + place[axis];
        }
        return inside
            ? offset
            : throw new ArgumentOutOfRangeException(
                nameof(place), $"{Text(place.ToArray())} is no place in an array of shape {Text(shape)}.");
    }

    private int Axis(int axis)
    {
        if (axis < -Rank || axis >= Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), $"There is no axis {axis} in the shape {Text(shape)}.");
        return axis < 0 ? axis + Rank : axis;
    }
}
