using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Tensors joined into one, and one taken apart.</summary>
internal static class Joining
{
    public static Value Cat(OperationCall call)
    {
        if (TensorsOf(call) is not { Count: > 0 } tensors || call.Constant("dim", "axis") is not { } given)
            return call.Result(TensorShape.Unknown);
        var first = tensors[0];
        if (tensors.Any(tensor => tensor.Shape.Rank is null)) return call.Result(TensorShape.Unknown);
        var rank = first.Shape.Rank!.Value;
        // An empty vector joins anything, as torch.cat has always had it.
        if (tensors.Any(tensor => tensor.Shape.Rank == 1 && tensor.Shape[0]?.Size is null or { Constant: 0 })
            && tensors.Any(tensor => tensor.Shape.Rank != 1))
            return call.Result(TensorShape.Unknown);
        if (tensors.FirstOrDefault(tensor => tensor.Shape.Rank != rank) is { } odd)
        {
            call.Report(Rules.JoinedShapesDiffer, call.Syntax,
                $"{call.Name} joins tensors with one number of axes, but has {first.Shape} and {odd.Shape}",
                Relation.Different, first.Source, odd.Source);
            return call.Result(TensorShape.Unknown);
        }
        if (first.Shape.IndexOf(given) is not { } dim)
        {
            call.Report(Rules.DimOutOfRange, call.At("dim", "axis"),
                $"dim {given} is no axis of {first.Shape}, which has {Contracts.Count(rank)}",
                Relation.Different, first.Source);
            return call.Result(TensorShape.Unknown);
        }
        foreach (var other in tensors.Skip(1)) Compare(call, first, other, dim);
        var sizes = tensors.Select(tensor => tensor.Shape[dim]!.Size);
        var joined = sizes.Aggregate((sum, size) => sum is null || size is null ? null : sum + size);
        return call.Result(first.Shape.With(dim, new Axis(joined)));
    }

    public static Value Stack(OperationCall call)
    {
        if (call["tensors", "tensor"] is TensorsValue { Each: var each } && call.Constant("dim") is { } dim0
            && each.Shape.Rank is { } any && dim0 >= -any - 1 && dim0 <= any)
            return call.Result(TensorShape.Of(
                each.Shape.Axes.Insert((int)(dim0 < 0 ? dim0 + any + 1 : dim0), Axis.Unknown)));
        if (TensorsOf(call) is not { Count: > 0 } tensors || call.Constant("dim") is not { } given)
            return call.Result(TensorShape.Unknown);
        var first = tensors[0];
        foreach (var other in tensors.Skip(1))
            if (first.Shape.Rank is { } one && other.Shape.Rank is { } two && one != two)
            {
                call.Report(Rules.JoinedShapesDiffer, call.Syntax,
                    $"stack joins tensors of one shape, but has {first.Shape} and {other.Shape}",
                    Relation.Different, first.Source, other.Source);
                return call.Result(TensorShape.Unknown);
            }
            else Compare(call, first, other, except: null);
        if (first.Shape.Rank is not { } rank) return call.Result(TensorShape.Unknown);
        var dim = given < 0 ? given + rank + 1 : given;
        if (dim >= 0 && dim <= rank)
            return call.Result(TensorShape.Of(first.Shape.Axes.Insert((int)dim, Axis.Of(tensors.Count))));
        call.Report(Rules.DimOutOfRange, call.At("dim"),
            $"dim {given} is no place for a new axis of {first.Shape}: it goes from {-rank - 1} to {rank}",
            Relation.Different, first.Source);
        return call.Result(TensorShape.Unknown);
    }

    public static Value Chunk(OperationCall call)
    {
        if (call.Shape.Rank is null || Dims.Check(call, "dim") is not { } dim) return Any(call);
        var size = call.Shape[dim]!.Size;
        if (call.Constant("chunks") is not (> 0 and <= 64 and var chunks)) return Any(call);
        if (size?.Constant is { } constant)
        {
            // torch.chunk rounds up, so the last one is smaller and some may be missing.
            var each = (constant + chunks - 1) / chunks;
            var sizes = new List<long>();
            for (var left = constant; left > 0; left -= each) sizes.Add(Math.Min(each, left));
            return Parts(call, dim, sizes.Select(Size.Of));
        }
        var part = size is null ? null : size / Size.Of(chunks);
        return Parts(call, dim, Enumerable.Repeat(part, (int)chunks));
    }

    public static Value Split(OperationCall call)
    {
        if (call.Shape.Rank is null || Dims.Check(call, "dim") is not { } dim || call.Name == "tensor_split")
            return Any(call);
        var size = call.Shape[dim]!.Size;
        if (call["sizes", "split_size_or_sections"] is ListValue { Items: var items }
            && items.All(item => item is NumberValue))
        {
            var sizes = items.Select(item => ((NumberValue)item).Size).ToList();
            var sum = sizes.Aggregate((Size?)Size.Of(0), (total, part) => total is null ? null : total + part);
            if (sizes.Count > 1 && Size.Compare(size, sum) == Relation.Different)
                call.Report(Rules.ViewCountMismatch, call.At("sizes", "split_size_or_sections"),
                    $"the sizes of the parts add up to {sum}, but axis {dim} of {call.Shape} is {size}",
                    Relation.Different, call.First!.Source);
            if (sizes.Count > 1) return Parts(call, dim, sizes);
        }
        if ((call["size"] ?? call["sizes"]) is NumberValue { Size.Constant: > 0 and var each }
            && size?.Constant is { } constant && constant / each < 64)
        {
            var parts = new List<Value>();
            for (var left = constant; left > 0; left -= each)
                parts.Add(Part(call, parts.Count, dim, Size.Of(Math.Min(each, left))));
            return new ListValue([.. parts]);
        }
        return Any(call);
    }

    public static Value Unbind(OperationCall call)
    {
        if (call.Shape.Rank is null or 0 || Dims.Check(call, "dimension", "dim") is not { } dim) return Any(call);
        var rest = TensorShape.Of(call.Shape.Axes.RemoveAt(dim));
        return call.Shape[dim]!.Size?.Constant is >= 0 and <= 64 and var count
            ? new ListValue([.. Enumerable.Range(0, (int)count).Select(index =>
                (Value)(call.Result(rest) with { Id = $"{call.Syntax.SpanStart}.{index}" }))])
            : new TensorsValue(call.Result(rest));
    }

    private static ListValue Parts(OperationCall call, int dim, IEnumerable<Size?> sizes) =>
        new([.. sizes.Select((size, index) => (Value)Part(call, index, dim, size))]);

    private static TensorValue Part(OperationCall call, int index, int dim, Size? size) =>
        call.Result(call.Shape.With(dim, new Axis(size))) with { Id = $"{call.Syntax.SpanStart}.{index}" };

    private static Value Any(OperationCall call) => new TensorsValue(call.Result(TensorShape.Unknown));

    private static List<TensorValue>? TensorsOf(OperationCall call) =>
        call["tensors", "tensor"] is ListValue { Items: var items } && items.All(item => item is TensorValue)
            ? [.. items.Cast<TensorValue>()]
            : null;

    private static void Compare(OperationCall call, TensorValue first, TensorValue other, int? except)
    {
        if (first.Shape.Rank is not { } rank || other.Shape.Rank != rank) return;
        for (var axis = 0; axis < rank; axis++)
        {
            if (axis == except) continue;
            var (one, two) = (first.Shape[axis]!, other.Shape[axis]!);
            var relation = Size.Compare(one.Size, two.Size);
            // Nothing is stretched here, and what is called batch is more than 1 at some time.
            if (relation == Relation.Unknown && (one.IsOne && IsNamed(two) || two.IsOne && IsNamed(one)))
                relation = Relation.NamedDifferently;
            if (relation is not (Relation.Different or Relation.NamedDifferently)) continue;
            call.Report(Rules.JoinedShapesDiffer, call.Syntax,
                $"{call.Name} joins {first.Shape} and {other.Shape}, but axis {axis} is {one} against {two}"
                + (except is { } along ? $"; only axis {along} may differ" : ""),
                relation, first.Source, other.Source);
            return;
        }
    }

    private static bool IsNamed(Axis axis) => axis.Size is { OnlySymbol.IsDeclared: true };
}
