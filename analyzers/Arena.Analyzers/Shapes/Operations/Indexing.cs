using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Parts of a tensor.</summary>
internal static class Indexing
{
    /// <summary>The shape of <c>x[…]</c>: a number takes an axis away, a range shortens it, null opens one.</summary>
    public static TensorShape Apply(
        Evaluator evaluator, TensorValue tensor, IReadOnlyList<Value> indices, SyntaxNode place)
    {
        // A tensor or an unknown object as an index can do anything.
        if (indices.Any(index => index is not (NumberValue or RangeValue or FromEndValue or NullValue or IndexValue)))
            return indices.Count == 1 && indices[0] is TensorValue { Shape.Rank: not null } chosen
                ? Chosen(tensor.Shape, chosen.Shape)
                : TensorShape.Unknown;
        if (tensor.Shape.Rank is not { } rank) return Leading(tensor.Shape, indices);
        var used = indices.Count(index =>
            index is NumberValue or RangeValue or FromEndValue
                or IndexValue { Kind: not ("Ellipsis" or "None" or "Null") });
        if (indices.Count(index => index is IndexValue { Kind: "Ellipsis" }) > 1) return TensorShape.Unknown;
        if (used > rank)
        {
            evaluator.Report(
                Rules.DimOutOfRange, place,
                $"{used} indices are too many for {tensor.Shape}, which has {Contracts.Count(rank)}",
                Relation.Different, [tensor.Source]);
            return TensorShape.Unknown;
        }
        var axes = new List<Axis>();
        var at = 0;
        foreach (var index in indices)
            switch (index)
            {
                case NullValue or IndexValue { Kind: "None" or "Null" }:
                    axes.Add(Axis.Opened);
                    break;
                case IndexValue { Kind: "Ellipsis" }:
                    for (var skipped = 0; skipped < rank - used; skipped++) axes.Add(tensor.Shape.Axes[at++]);
                    break;
                case IndexValue { Kind: "Colon" }:
                    axes.Add(tensor.Shape.Axes[at++]);
                    break;
                case RangeValue range:
                    axes.Add(Part(tensor.Shape.Axes[at++], range));
                    break;
                case IndexValue:
                    at++;
                    axes.Add(Axis.Unknown);
                    break;
                default:
                    CheckPosition(evaluator, tensor, index, at++, place);
                    break;
            }
        axes.AddRange(tensor.Shape.Axes.Skip(at));
        return TensorShape.Of(axes);
    }

    /// <summary>What <c>TensorIndex.Slice(1, 3)</c> and its like stand for.</summary>
    public static Value Index(Evaluator evaluator, IInvocationOperation call)
    {
        var values = call.Arguments
            .Where(argument => argument.Parameter is not null)
            .ToDictionary(argument => argument.Parameter!.Name, argument => evaluator.ValueOf(argument.Value));
        switch (call.TargetMethod.Name)
        {
            case "Slice" when values.TryGetValue("range", out var range):
                return range is RangeValue ? range : new IndexValue("Slice");
            case "Slice"
                when values.TryGetValue("step", out var step) && step is NullValue or NumberValue { Size.IsOne: true }:
                return new RangeValue(values["start"], false, values["stop"], false);
            case "Slice":
                return new IndexValue("Slice");
            case "Single" when values.TryGetValue("index", out var index) && index is NumberValue:
                return index;
            default:
                return Value.Unknown;
        }
    }

    public static Value Select(OperationCall call)
    {
        if (Dims.OfKnown(call, "dim") is not { } dim) return call.Result(TensorShape.Unknown);
        CheckPosition(call.Evaluator, call.First!, call["index"]!, dim, call.At("index"));
        return call.Result(TensorShape.Of(call.Shape.Axes.RemoveAt(dim)));
    }

    public static Value Slice(OperationCall call)
    {
        if (Dims.OfKnown(call, "dim") is not { } dim) return call.Result(TensorShape.Unknown);
        var part = call.Constant("step") == 1
            ? Part(call.Shape[dim]!, new RangeValue(call["start"], false, call["finish"], false))
            : Axis.Unknown;
        return call.Result(call.Shape.With(dim, part));
    }

    public static Value Narrow(OperationCall call)
    {
        if (Dims.OfKnown(call, "dim") is not { } dim) return call.Result(TensorShape.Unknown);
        var length = call["length"] as NumberValue;
        return call.Result(call.Shape.With(dim, new Axis(length?.Size, length?.Name)));
    }

    public static Value IndexSelect(OperationCall call)
    {
        if (Dims.OfKnown(call, "dim") is not { } dim) return call.Result(TensorShape.Unknown);
        var index = call.Tensors.Count == 2 ? call.Tensors[1].Tensor.Shape[0] : null;
        return call.Result(call.Shape.With(dim, index ?? Axis.Unknown));
    }

    public static Value Gather(OperationCall call)
    {
        if (call.Tensors.Count < 2) return call.Result(TensorShape.Unknown);
        var index = call.Tensors[1].Tensor;
        Dims.Check(call, "dim");
        if (call.Shape.Rank is > 0 and var rank && index.Shape.Rank is > 0 and var other && rank != other)
            call.Report(Rules.DimOutOfRange, call.At("index", "indices"),
                $"{call.Name} needs an index with as many axes as its tensor: {index.Shape} for {call.Shape}; "
                + "unsqueeze the index where an axis is missing",
                Relation.Different, call.First!.Source, index.Source);
        return call.Result(call.Name == "gather" ? index.Shape : TensorShape.Unknown);
    }

    // x[ids] takes the place of the first axis.
    private static TensorShape Chosen(TensorShape shape, TensorShape index) =>
        shape.Rank is > 0 && index.Rank == 1
            ? TensorShape.Of([Axis.Unknown, .. shape.Axes.Skip(1)])
            : TensorShape.Unknown;

    private static TensorShape Leading(TensorShape shape, IReadOnlyList<Value> indices)
    {
        // x[..., 0] of an unknown number of axes.
        if (indices is [IndexValue { Kind: "Ellipsis" }, NumberValue or FromEndValue] && shape.Last.Length > 0)
            return TensorShape.Around(shape.First, shape.Rest!, shape.Last.RemoveAt(shape.Last.Length - 1));
        return TensorShape.Unknown;
    }

    private static void CheckPosition(Evaluator evaluator, TensorValue tensor, Value index, int axis, SyntaxNode place)
    {
        if (index is not NumberValue { Size.Constant: { } position }
            || tensor.Shape[axis]?.Size?.Constant is not { } size)
            return;
        if (position >= -size && position < size) return;
        evaluator.Report(
            Rules.DimOutOfRange, place,
            $"index {position} is outside of axis {axis} of {tensor.Shape}, which goes from {-size} to {size - 1}",
            Relation.Different, [tensor.Source]);
    }

    private static Axis Part(Axis axis, RangeValue range)
    {
        var start = Position(range.Start, range.StartFromEnd, Size.Of(0), axis.Size);
        var end = Position(range.End, range.EndFromEnd, axis.Size, axis.Size);
        if (start is null || end is null) return Axis.Unknown;
        // What reaches beyond the axis is cut off at its end.
        if (axis.Size?.Constant is { } size && start.Constant is { } from && end.Constant is { } to)
            return new Axis(Size.Of(Math.Max(0, Math.Min(to, size) - Math.Max(0, Math.Min(from, size)))));
        // Of a size without a value it is not known whether a range reaches beyond it, unless it goes to the end.
        return end.Equals(axis.Size) || range.EndFromEnd ? new Axis(end - start) : Axis.Unknown;
    }

    private static Size? Position(Value? bound, bool fromEnd, Size? otherwise, Size? size) => bound switch
    {
        null or NullValue => otherwise,
        NumberValue { Size: { Constant: < 0 } number } when size is not null => size + number,
        NumberValue number when fromEnd => size is null ? null : size - number.Size,
        NumberValue number => number.Size,
        _ => null,
    };
}
