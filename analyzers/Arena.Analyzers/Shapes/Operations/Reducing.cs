using System.Collections.Immutable;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Operations that make one number of all those along some axes.</summary>
internal static class Reducing
{
    private static readonly string[] Names = ["dim", "dims", "dimensions", "dimension", "dim0"];

    public static Value Reduce(OperationCall call)
    {
        if (DimsOf(call) is not { } dims)
            return call.Result(HasDims(call) ? TensorShape.Unknown : TensorShape.Scalar);
        return Reduced(call, dims);
    }

    /// <summary>A reduction for each of several quantiles, which come first.</summary>
    public static Value Quantile(OperationCall call) =>
        call.Tensors.Count == 1 || call.Tensors[1].Tensor.Shape.Rank == 0
            ? Reduce(call)
            : call.Result(TensorShape.Unknown);

    /// <summary><c>max(dim)</c> gives values and indices, <c>max()</c> a number, <c>max(other)</c> compares.</summary>
    public static Value MaxOrMin(OperationCall call)
    {
        if (call.Tensors.Count == 2) return Elementwise.Broadcast(call);
        if (!call.Has("dim")) return call.Result(TensorShape.Scalar);
        return Two(call);
    }

    public static Value Two(OperationCall call)
    {
        var shape = DimsOf(call) is { } dims ? Reduced(call, dims)
            : HasDims(call) ? call.Result(TensorShape.Unknown)
            // Without a dim it takes the last axis.
            : call.Name == "kthvalue" ? Reduced(call, [-1])
            : call.Result(TensorShape.Scalar);
        return new ListValue([shape, shape with { Id = $"{shape.Id}.1" }]);
    }

    public static Value TopK(OperationCall call)
    {
        var size = call["k"] is NumberValue number ? new Axis(number.Size, number.Name) : Axis.Unknown;
        var shape = Dims.Check(call, "dim") is { } dim ? Change(call.Shape, dim, size) : TensorShape.Unknown;
        return new ListValue([call.Result(shape), call.Result(shape)]);
    }

    private static TensorShape Change(TensorShape shape, int dim, Axis axis) =>
        shape.Rank is null ? TensorShape.Unknown : shape.With(dim, axis);

    private static bool HasDims(OperationCall call) =>
        call[Names] is { } value && value is not NullValue;

    // A null when there are none, or when they are not known.
    private static ImmutableArray<long>? DimsOf(OperationCall call)
    {
        if (call.Has("dim0"))
            return call.Constant("dim0") is { } first && call.Constant("dim1") is { } second
                && (!call.Has("dim2") || call.Constant("dim2") is not null)
                ? call.Constant("dim2") is { } third ? [first, second, third] : [first, second]
                : null;
        return call.Constants(Names);
    }

    private static TensorValue Reduced(OperationCall call, ImmutableArray<long> dims)
    {
        // No dims at all reduce everything.
        if (dims.IsEmpty) return call.Result(TensorShape.Scalar);
        var indices = new SortedSet<int>();
        foreach (var dim in dims)
        {
            if (Dims.Check(call, dim, 0, Names) is not { } index)
                return call.Result(FromBack(call, dims));
            indices.Add(index);
        }
        if (call.Flag("keepdim") is not { } keeps) return call.Result(TensorShape.Unknown);
        if (call.Shape.Rank is not { } rank) return call.Result(FromBack(call, dims));
        if (rank == 0) return call.Result(TensorShape.Scalar);
        var axes = keeps
            ? call.Shape.Axes.Select((axis, index) => indices.Contains(index) ? new Axis(Size.One, axis.Name) : axis)
            : call.Shape.Axes.Where((_, index) => !indices.Contains(index));
        return call.Result(TensorShape.Of(axes)) with
        {
            Reduced = new ReducedFrom(call.First!.Root, rank, [.. indices], call.Syntax) { IsKept = keeps },
        };
    }

    // "... d" summed over -1 is "...".
    private static TensorShape FromBack(OperationCall call, ImmutableArray<long> dims)
    {
        var shape = call.Shape;
        if (shape.Rest is not { } rest || dims is not [< 0 and var dim] || dim < -shape.Last.Length)
            return TensorShape.Unknown;
        var at = (int)(shape.Last.Length + dim);
        return call.Flag("keepdim") switch
        {
            true => TensorShape.Around(
                shape.First, rest, shape.Last.SetItem(at, new Axis(Size.One, shape.Last[at].Name))),
            false => TensorShape.Around(shape.First, rest, shape.Last.RemoveAt(at)),
            null => TensorShape.Unknown,
        };
    }
}
