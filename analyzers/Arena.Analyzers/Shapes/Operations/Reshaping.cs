using System.Collections.Immutable;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>The same elements under other axes.</summary>
internal static class Reshaping
{
    public static Value View(OperationCall call)
    {
        if (call.Numbers("shape", "size") is not { } sizes) return call.Result(TensorShape.Unknown);
        var axes = sizes.Select(AxisOf).ToList();
        var open = axes.FindAll(axis => axis.Size?.Constant == -1).Count;
        var place = call.At("shape");
        if (open > 1)
        {
            call.Report(Rules.ViewCountMismatch, place,
                $"{call.Name} can work out one -1, but has {open}: [{string.Join(", ", axes)}]",
                Relation.Different, call.First!.Source);
            return call.Result(TensorShape.Of(axes.Select(axis => axis.Size?.Constant == -1 ? Axis.Unknown : axis)));
        }
        var count = call.Shape.Count;
        var given = TensorShape.Product(axes.Where(axis => axis.Size?.Constant != -1));
        if (open == 1)
        {
            var at = axes.FindIndex(axis => axis.Size?.Constant == -1);
            axes[at] = new Axis(Remaining(call, place, $"{call.Shape} has", count, given));
        }
        else if (Size.Compare(count, given) is var relation and (Relation.Different or Relation.NamedDifferently)
            && (relation == Relation.Different || count!.IsSingle))
            call.Report(Rules.ViewCountMismatch, place,
                $"{call.Name} keeps all elements, but {call.Shape} has {count} "
                + $"and [{string.Join(", ", axes)}] has {given}",
                relation, call.First!.Source);
        var shape = TensorShape.Of(axes);
        if (call.Name == "view") CheckMemory(call, place, shape);
        return call.Result(shape);
    }

    public static Value LikeOther(OperationCall call) =>
        call.Result(call.Tensors.Count == 2 ? call.Tensors[1].Tensor.Shape : TensorShape.Unknown);

    public static Value FlattenCall(OperationCall call)
    {
        if (call.Name == "ravel") return call.Result(Flatten(call.Shape, 0, -1));
        if (call.Constant("start_dim") is not { } start || call.Constant("end_dim") is not { } end)
            return call.Result(TensorShape.Unknown);
        if (call.Shape.Rank is > 0 && (Dims.Check(call, "start_dim") is null || Dims.Check(call, "end_dim") is null))
            return call.Result(TensorShape.Unknown);
        return call.Result(Flatten(call.Shape, start, end));
    }

    /// <summary>The shape with the axes of a range made one.</summary>
    public static TensorShape Flatten(TensorShape shape, long start, long end)
    {
        if (shape.Rank is not { } rank) return TensorShape.Unknown;
        if (rank == 0) return TensorShape.Of(Axis.Of(1));
        if (shape.IndexOf(start) is not { } first || shape.IndexOf(end) is not { } last || last < first)
            return TensorShape.Unknown;
        if (first == last) return shape;
        var merged = shape.Axes.Skip(first).Take(last - first + 1).ToList();
        return TensorShape.Of(
            [.. shape.Axes.Take(first), new Axis(TensorShape.Product(merged)), .. shape.Axes.Skip(last + 1)]);
    }

    public static Value Unflatten(OperationCall call)
    {
        if (Dims.Check(call, "dim") is not { } dim || call.Shape.Rank is null || call.Numbers("sizes") is not { } sizes)
            return call.Result(TensorShape.Unknown);
        var axes = sizes.Select(AxisOf).ToList();
        var given = TensorShape.Product(axes.Where(axis => axis.Size?.Constant != -1));
        var size = call.Shape[dim]!.Size;
        var at = axes.FindIndex(axis => axis.Size?.Constant == -1);
        if (at >= 0)
            axes[at] = new Axis(Remaining(call, call.At("sizes"), $"axis {dim} of {call.Shape} has", size, given));
        else if (Size.Compare(size, given) == Relation.Different)
            call.Report(Rules.ViewCountMismatch, call.At("sizes"),
                $"axis {dim} of {call.Shape} is {size}, but [{string.Join(", ", axes)}] makes {given}",
                Relation.Different, call.First!.Source);
        return call.Result(TensorShape.Of([.. call.Shape.Axes.Take(dim), .. axes, .. call.Shape.Axes.Skip(dim + 1)]));
    }

    public static Value Squeeze(OperationCall call)
    {
        if (call["dim"] is null or NullValue)
            return call.Result(call.Shape.Rank is not null && call.Shape.Axes.All(axis => axis.Size is { } size
                && (size.IsOne || size.IsAtLeast(2)))
                ? TensorShape.Of(call.Shape.Axes.Where(axis => !axis.IsOne))
                : TensorShape.Unknown);
        if (call.Constant("dim") is not { } given) return call.Result(TensorShape.Unknown);
        if (call.Shape.Rank is null && given < 0 && given >= -call.Shape.Last.Length)
        {
            var at = (int)(call.Shape.Last.Length + given);
            return call.Result(call.Shape.Last[at].IsOne
                ? TensorShape.Around(call.Shape.First, call.Shape.Rest!, call.Shape.Last.RemoveAt(at))
                : TensorShape.Unknown);
        }
        if (Dims.OfKnown(call, "dim") is not { } dim) return call.Result(TensorShape.Unknown);
        var axis = call.Shape.Axes[dim];
        return axis.IsOne
            ? call.Result(TensorShape.Of(call.Shape.Axes.RemoveAt(dim))) with { Reduced = KeptBefore(call) }
            : call.Result(axis.Size is { Constant: not null } or { OnlySymbol.IsDeclared: true }
                ? call.Shape
                : TensorShape.Unknown);
    }

    private static ReducedFrom? KeptBefore(OperationCall call) =>
        call.First!.Reduced is { IsKept: true } kept ? kept : null;

    public static Value Unsqueeze(OperationCall call)
    {
        if (call.Constant("dim") is not { } given) return call.Result(TensorShape.Unknown);
        if (call.Shape.Rank is null)
        {
            var (shape, rest) = (call.Shape, call.Shape.Rest!);
            if (given >= 0 && given <= shape.First.Length)
                return call.Result(TensorShape.Around(shape.First.Insert((int)given, Axis.Opened), rest, shape.Last));
            var at = shape.Last.Length + given + 1;
            return call.Result(given < 0 && at >= 0
                ? TensorShape.Around(shape.First, rest, shape.Last.Insert((int)at, Axis.Opened))
                : TensorShape.Unknown);
        }
        return Dims.Check(call, given, extra: 1, "dim") is { } dim
            ? call.Result(TensorShape.Of(call.Shape.Axes.Insert(dim, Axis.Opened)))
            : call.Result(TensorShape.Unknown);
    }

    public static Value Transpose(OperationCall call)
    {
        if (call.Shape.Rank is not { } rank)
            return (call.Constant("dim0"), call.Constant("dim1")) is (-1, -2) or (-2, -1)
                ? Products.Transposed(call.First!, call.Syntax)
                : call.Result(TensorShape.Unknown);
        if (Dims.Check(call, "dim0") is not { } one || Dims.Check(call, "dim1") is not { } other)
            return call.Result(TensorShape.Unknown);
        var order = Enumerable.Range(0, rank).ToArray();
        if (rank > 0) (order[one], order[other]) = (order[other], order[one]);
        return Ordered(call.First!, call.Syntax, [.. order]);
    }

    public static Value T(OperationCall call)
    {
        if (call.Shape.Rank is > 2)
            call.Report(Rules.DimOutOfRange, call.Syntax,
                $"t() transposes a matrix, but this is {call.Shape}; write transpose(-2, -1)",
                Relation.Different, call.First!.Source);
        return call.Shape.Rank == 2
            ? Products.Transposed(call.First!, call.Syntax)
            : call.Result(call.Shape.Rank < 2 ? call.Shape : TensorShape.Unknown);
    }

    public static Value Adjoint(OperationCall call) => Products.Transposed(call.First!, call.Syntax);

    public static Value Permute(OperationCall call)
    {
        if (call.Constants("permutation", "dims") is not { } dims) return call.Result(TensorShape.Unknown);
        var rank = call.Shape.Rank ?? dims.Length;
        var indices = dims.Select(dim => dim < 0 ? dim + rank : dim).ToList();
        if (dims.Length != rank || indices.Distinct().Count() != rank
            || indices.Any(index => index < 0 || index >= rank))
        {
            var axes = call.Shape.Rank is null
                ? $"{dims.Length} axes"
                : $"{call.Shape}, which has {Contracts.Count(rank)}";
            call.Report(Rules.DimOutOfRange, call.At("permutation", "dims"),
                $"permute({string.Join(", ", dims)}) has to name every axis of {axes}, each once",
                Relation.Different, call.First!.Source);
            return call.Result(TensorShape.Unknown);
        }
        return call.Shape.Rank is null
            ? call.Result(TensorShape.Of(indices.Select(_ => Axis.Unknown)))
            : Ordered(call.First!, call.Syntax, [.. indices.Select(index => (int)index)]);
    }

    public static Value MoveDim(OperationCall call)
    {
        if (call.Shape.Rank is not { } rank
            || call.Constants("source") is not [var from] || call.Constants("destination") is not [var to]
            || call.Shape.IndexOf(from) is not { } source || call.Shape.IndexOf(to) is not { } destination)
            return call.Result(TensorShape.Unknown);
        var order = Enumerable.Range(0, rank).Where(axis => axis != source).ToList();
        order.Insert(destination, source);
        return Ordered(call.First!, call.Syntax, [.. order]);
    }

    public static Value Expand(OperationCall call)
    {
        if (call.Numbers("sizes", "shape") is not { } sizes) return call.Result(TensorShape.Unknown);
        var axes = sizes.Select(AxisOf).ToList();
        if (call.Shape.Rank is not { } rank)
            return call.Result(TensorShape.Of(axes.Select(axis => axis.Size?.Constant == -1 ? Axis.Unknown : axis)));
        var place = call.At("sizes", "shape");
        if (axes.Count < rank)
        {
            call.Report(Rules.ShapesDoNotBroadcast, place,
                $"{call.Name} cannot take axes away: {call.Shape} has {Contracts.Count(rank)}, "
                + $"but {axes.Count} sizes are given",
                Relation.Different, call.First!.Source);
            return call.Result(TensorShape.Unknown);
        }
        for (var i = 1; i <= axes.Count; i++)
        {
            var (own, wanted) = (call.Shape[-i], axes[axes.Count - i]);
            if (wanted.Size?.Constant == -1) axes[axes.Count - i] = own ?? Axis.Unknown;
            else if (own is { Size: not null, IsOne: false } && own.Size.IsAtLeast(2)
                && Size.Compare(own.Size, wanted.Size) == Relation.Different)
                call.Report(Rules.ShapesDoNotBroadcast, place,
                    $"{call.Name} stretches axes of size 1 only: {call.Shape} has {own}, where {wanted} is wanted",
                    Relation.Different, call.First!.Source);
        }
        return call.Result(TensorShape.Of(axes));
    }

    public static Value Repeat(OperationCall call)
    {
        if (call.Numbers("sizes", "reps", "dims") is not { } sizes || call.Shape.Rank is not { } rank)
            return call.Result(TensorShape.Unknown);
        if (sizes.Length < rank && call.Name == "repeat")
        {
            call.Report(Rules.DimOutOfRange, call.At("sizes"),
                $"repeat needs a number for every axis: {call.Shape} has {Contracts.Count(rank)}, "
                + $"but {sizes.Length} are given",
                Relation.Different, call.First!.Source);
            return call.Result(TensorShape.Unknown);
        }
        var length = Math.Max(sizes.Length, rank);
        return call.Result(TensorShape.Of(Enumerable.Range(1, length).Select(i => length - i + 1).Select(i =>
        {
            var size = i <= rank ? call.Shape[-i]!.Size : Size.One;
            var times = i <= sizes.Length ? (sizes[sizes.Length - i] as NumberValue)?.Size : Size.One;
            return new Axis(size is null || times is null ? null : size * times);
        })));
    }

    public static Value RepeatInterleave(OperationCall call)
    {
        if (call.Shape.Rank is null || Dims.Check(call, "dim") is not { } dim) return call.Result(TensorShape.Unknown);
        var (size, times) = (call.Shape[dim]!.Size, (call["repeats"] as NumberValue)?.Size);
        return call.Result(call.Shape.With(dim, new Axis(size is null || times is null ? null : size * times)));
    }

    public static Value Diag(OperationCall call) => call.Shape.Rank switch
    {
        1 when call.Constant("diagonal") is 0 or null => call.Result(TensorShape.Of(call.Shape[0]!, call.Shape[0]!)),
        2 when Size.Compare(call.Shape[0]!.Size, call.Shape[1]!.Size) == Relation.Equal
            && call.Constant("diagonal") is 0 or null => call.Result(TensorShape.Of(call.Shape[0]!)),
        _ => call.Result(TensorShape.Unknown),
    };

    public static Value Diagonal(OperationCall call)
    {
        if (call.Shape.Rank is null
            || Dims.Check(call, "dim1") is not { } one || Dims.Check(call, "dim2") is not { } other)
            return call.Result(TensorShape.Unknown);
        var isWhole = call.Constant("offset") == 0 && IsEqual(call.Shape[one], call.Shape[other]);
        var others = call.Shape.Axes.Where((_, axis) => axis != one && axis != other);
        return call.Result(TensorShape.Of([.. others, isWhole ? call.Shape[one]! : Axis.Unknown]));
    }

    public static Value Scalar(OperationCall call) =>
        call.Result(call.Name == "trace" || call.Shape.Rank == 2 ? TensorShape.Scalar : TensorShape.Unknown);

    public static Value Unfold(OperationCall call)
    {
        if (call.Shape.Rank is null || Dims.Check(call, "dimension") is not { } dim
            || call["size"] is not NumberValue { Size: var size } || call["step"] is not NumberValue { Size: var step })
            return call.Result(TensorShape.Unknown);
        var windows = new WindowAxis(size, step, Size.Of(0), Size.One).Output(call.Shape[dim]!.Size);
        return call.Result(TensorShape.Of([.. call.Shape.With(dim, new Axis(windows)).Axes, new Axis(size)]));
    }

    public static Value OneHot(OperationCall call) =>
        call.Shape.Rank is null
            ? call.Result(TensorShape.Unknown)
            : call.Result(TensorShape.Of(call.Shape.Axes.Add(
                call["num_classes"] is NumberValue { Size: var classes } number && classes.Constant != -1
                    ? new Axis(classes, number.Name)
                    : Axis.Unknown)));

    public static Value Pad(OperationCall call)
    {
        if (call.Shape.Rank is not { } rank || call["pad"] is not ListValue { Items: var pads } || pads.Length % 2 != 0)
            return call.Result(TensorShape.Unknown);
        var shape = call.Shape;
        for (var i = 0; i < pads.Length / 2 && i < rank; i++)
        {
            var size = shape[-i - 1]!.Size;
            var padded = size is not null && pads[2 * i] is NumberValue { Size: var before }
                && pads[2 * i + 1] is NumberValue { Size: var after }
                && size + before is { } one ? one + after : null;
            shape = shape.With(-i - 1, new Axis(padded));
        }
        return call.Result(shape);
    }

    /// <summary>A tensor with its axes in another order.</summary>
    public static TensorValue Ordered(TensorValue tensor, SyntaxNode syntax, ImmutableArray<int> order)
    {
        var before = tensor.Order.Length == order.Length ? tensor.Order : [.. Enumerable.Range(0, order.Length)];
        return Evaluator.Fresh(syntax, TensorShape.Of(order.Select(index => tensor.Shape.Axes[index]))) with
        {
            Order = [.. order.Select(index => before[index])],
        };
    }

    /// <summary>The axis of a size in a list.</summary>
    public static Axis AxisOf(Value value) =>
        value is NumberValue number
            ? number.Size.IsOne ? Axis.Opened : new Axis(number.Size, number.Name)
            : Axis.Unknown;

    // What -1 stands for; reports when it cannot be a whole number.
    private static Size? Remaining(
        OperationCall call, SyntaxNode place, string tensorHas, Size? count, Size? given)
    {
        if (count is null || given is null) return null;
        if (count.Constant is { } all && given.Constant is { } known)
        {
            if (known > 0 && all % known == 0) return Size.Of(all / known);
            call.Report(Rules.ViewCountMismatch, place,
                $"{call.Name} cannot work out the -1: {tensorHas} {all} elements, which cannot be divided by {known}",
                Relation.Different, call.First!.Source);
            return null;
        }
        return count / given;
    }

    // A view cannot merge axes that do not lie one after the other in memory.
    private static void CheckMemory(OperationCall call, SyntaxNode place, TensorShape view)
    {
        if (call.First is not { Order: { IsEmpty: false } order } tensor || tensor.Shape.Rank != order.Length) return;
        var source = tensor.Shape;
        var (first, last) = (0, 0);
        while (first < source.Axes.Length && first < view.Axes.Length && IsEqual(source[first], view[first])) first++;
        while (last < source.Axes.Length - first && last < view.Axes.Length - first
            && IsEqual(source[-last - 1], view[-last - 1]))
            last++;
        var merged = source.Axes.Length - first - last;
        if (merged < 2 || view.Axes.Length - first - last != 1) return;
        for (var i = first; i + 1 < first + merged; i++)
            if (order[i + 1] != order[i] + 1 && Counts(source[i]) && Counts(source[i + 1]))
            {
                call.Report(Rules.NonContiguousView, place,
                    $"view cannot merge axes that a transpose has moved apart in memory: {source} to {view}; "
                    + "write reshape",
                    Relation.Different, tensor.Source);
                return;
            }
    }

    private static bool IsEqual(Axis? one, Axis? other) => Size.Compare(one?.Size, other?.Size) == Relation.Equal;

    private static bool Counts(Axis? axis) => axis?.Size is { } size && (size.IsAtLeast(2) || size.Constant is null);
}
