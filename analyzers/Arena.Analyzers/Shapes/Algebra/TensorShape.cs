using System.Collections.Immutable;

namespace Arena.Analyzers.Shapes.Algebra;

/// <summary>What is known of a tensor's shape.</summary>
/// <remarks>
/// The axes before and after the rest are known one by one; the rest, if there is one, stands for any number of axes. A
/// shape of which nothing is known is all rest.
/// </remarks>
internal sealed class TensorShape
{
    private TensorShape(ImmutableArray<Axis> first, ImmutableArray<Axis> last, string? rest)
    {
        First = first;
        Last = last;
        Rest = rest;
    }

    /// <summary>The shape of which nothing is known.</summary>
    public static TensorShape Unknown { get; } = new([], [], "");

    /// <summary>The shape of a single number.</summary>
    public static TensorShape Scalar { get; } = Of();

    /// <summary>The axes before the rest; all of them when there is no rest.</summary>
    public ImmutableArray<Axis> First { get; }

    /// <summary>The axes after the rest.</summary>
    public ImmutableArray<Axis> Last { get; }

    /// <summary>Null when the number of axes is known; else the rest's name, which is empty when it has none.</summary>
    public string? Rest { get; }

    /// <summary>The number of axes, when it is known.</summary>
    public int? Rank => Rest is null ? First.Length : null;

    /// <summary>The number of axes that there are at least.</summary>
    public int KnownAxes => First.Length + Last.Length;

    /// <summary>Whether nothing at all is known.</summary>
    public bool IsUnknown => Rest is not null && KnownAxes == 0;

    /// <summary>The axes, when their number is known.</summary>
    public ImmutableArray<Axis> Axes => First;

    public static TensorShape Of(params IEnumerable<Axis> axes) => new([.. axes], [], null);

    public static TensorShape Around(IEnumerable<Axis> first, string rest, IEnumerable<Axis> last) =>
        new([.. first], [.. last], rest);

    /// <summary>The index from the front of a dim that may count from the back; null when unknown or no axis.</summary>
    public int? IndexOf(long dim) =>
        Rank is not { } rank ? dim >= 0 && dim < First.Length ? (int)dim : null
        : dim >= 0 ? dim < rank ? (int)dim : null
        : dim >= -rank ? (int)(dim + rank) : null;

    /// <summary>The axis of a dim, which may count from the back; null when it is not known.</summary>
    public Axis? this[long dim]
    {
        get
        {
            if (Rest is null) return IndexOf(dim) is { } index ? First[index] : null;
            if (dim >= 0) return dim < First.Length ? First[(int)dim] : null;
            return dim >= -Last.Length ? Last[(int)(Last.Length + dim)] : null;
        }
    }

    /// <summary>The same shape with one axis replaced, if it is known.</summary>
    public TensorShape With(long dim, Axis axis)
    {
        if (Rest is null)
            return IndexOf(dim) is { } index ? new(First.SetItem(index, axis), Last, null) : Unknown;
        if (dim >= 0) return dim < First.Length ? new(First.SetItem((int)dim, axis), Last, Rest) : Unknown;
        return dim >= -Last.Length ? new(First, Last.SetItem((int)(Last.Length + dim), axis), Rest) : Unknown;
    }

    /// <summary>The number of elements, when every size is known.</summary>
    public Size? Count => Rank is null ? null : Product(Axes);

    /// <summary>The product of sizes; null when one is unknown.</summary>
    public static Size? Product(IEnumerable<Axis> axes) =>
        axes.Aggregate((Size?)Size.One, (product, axis) =>
            product is null || axis.Size is null ? null : product * axis.Size);

    /// <summary>What holds on both of two paths.</summary>
    public static TensorShape Join(TensorShape one, TensorShape other)
    {
        if (ReferenceEquals(one, other)) return one;
        if (one.First.Length != other.First.Length || one.Last.Length != other.Last.Length || one.Rest != other.Rest)
            return Unknown;
        return new(Join(one.First, other.First), Join(one.Last, other.Last), one.Rest);
    }

    public bool IsSameAs(TensorShape other) =>
        Rest == other.Rest && First.SequenceEqual(other.First) && Last.SequenceEqual(other.Last);

    /// <summary>"[batch, seq, d_model 512]".</summary>
    public override string ToString()
    {
        if (Rest is null) return $"[{string.Join(", ", First)}]";
        object[] axes = [.. First, Rest.Length > 0 ? $"*{Rest}" : "...", .. Last];
        return $"[{string.Join(", ", axes)}]";
    }

    private static ImmutableArray<Axis> Join(ImmutableArray<Axis> one, ImmutableArray<Axis> other) =>
        [.. one.Zip(other, (left, right) =>
            left == right ? left : new Axis(
                Equals(left.Size, right.Size) ? left.Size : null,
                left.Name == right.Name ? left.Name : null,
                left.IsOpened && right.IsOpened))];
}
