using System.Globalization;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Operations on elements: the shape stays, or several shapes broadcast.</summary>
internal static class Elementwise
{
    public static Value Same(OperationCall call)
    {
        if (call.First is not { } first) return call.Evaluator.UnknownResult(call.Operation);
        // A clone or a view of the same elements is as good as the tensor itself when shapes are asked for.
        return call.Result(first.Shape) with { Reduced = first.Reduced, Root = first.Root };
    }

    public static Value SameAlong(OperationCall call)
    {
        Dims.Check(call, "dim");
        return call.Result(call.Shape);
    }

    public static Value TwoAlong(OperationCall call)
    {
        Dims.Check(call, "dim");
        return new ListValue([call.Result(call.Shape), call.Result(call.Shape)]);
    }

    /// <summary><c>clamp</c>, <c>masked_fill</c>: a bound or a mask broadcasts with the tensor.</summary>
    public static Value SameOrBroadcast(OperationCall call) =>
        call.Tensors.Count > 1 ? Broadcast(call) : Same(call);

    public static Value SameOrUnknown(OperationCall call) =>
        call.Result(call.Name == "rot90" ? TensorShape.Unknown : call.Shape);

    public static Value Number(OperationCall call) => Value.Unknown;

    public static Value Broadcast(OperationCall call)
    {
        if (call.Name == "where" && call.Tensors.Count < 2) return call.Evaluator.UnknownResult(call.Operation);
        if (call.Name == "dist") return call.Result(TensorShape.Scalar);
        var combined = Combine(call.Evaluator, call.Syntax, call.Tensors);
        if (!call.IsInPlace || call.First is not { } first) return combined;
        if (first.Shape.Rank is { } rank && combined.Shape.Rank is { } result && result > rank)
            call.Report(Rules.ShapesDoNotBroadcast, call.Syntax,
                $"{call.Name} cannot change the shape of its tensor: {first.Shape} would become {combined.Shape}",
                Relation.Different, call.Tensors.Select(operand => operand.Tensor.Source));
        return first;
    }

    /// <summary>A loss of two tensors that should have one shape.</summary>
    public static Value Loss(OperationCall call)
    {
        if (call.Tensors.Count >= 2) Combine(call.Evaluator, call.Syntax, [.. call.Tensors.Take(2)], isLoss: true);
        return call.Result(IsReduced(call) ? TensorShape.Scalar : TensorShape.Unknown);
    }

    /// <summary>A loss of scores <c>item class …</c> and labels <c>item …</c>.</summary>
    public static Value ClassLoss(OperationCall call) => ClassLoss(call, call.Name);

    /// <summary>The same of a module of that name.</summary>
    public static Value ClassLoss(OperationCall call, string name)
    {
        if (call.Tensors.Count >= 2)
        {
            var (scores, labels) = (call.Tensors[0].Tensor, call.Tensors[1].Tensor);
            var (rank, other) = (scores.Shape.Rank, labels.Shape.Rank);
            if (rank >= 2 && other is not null && other != rank && other != rank - 1)
                call.Report(Rules.ShapesDoNotBroadcast, call.Syntax,
                    $"{name} takes scores [item, class, …] and labels [item, …], "
                    + $"but the scores are {scores.Shape} and the labels {labels.Shape}",
                    Relation.Different, scores.Source, labels.Source);
            else if (rank >= 2 && other == rank - 1)
                for (var axis = 0; axis < other; axis++)
                {
                    var (one, two) = (scores.Shape[axis == 0 ? 0 : axis + 1], labels.Shape[axis]);
                    var relation = Size.Compare(one?.Size, two?.Size);
                    if (relation is not (Relation.Different or Relation.NamedDifferently)) continue;
                    call.Report(Rules.ShapesDoNotBroadcast, call.Syntax,
                        $"{name} takes scores [item, class, …] and labels [item, …], "
                        + $"but the scores are {scores.Shape} and the labels {labels.Shape}",
                        relation, scores.Source, labels.Source);
                    break;
                }
        }
        return call.Result(IsReduced(call) ? TensorShape.Scalar : TensorShape.Unknown);
    }

    /// <summary>The shape that tensors broadcast to; reports those that do not, or do by accident.</summary>
    public static TensorValue Combine(
        Evaluator evaluator, SyntaxNode place, IReadOnlyList<(TensorValue Tensor, SyntaxNode Syntax)> tensors,
        bool isLoss = false)
    {
        if (tensors.Count == 0) return Evaluator.Fresh(place, TensorShape.Unknown);
        var shape = tensors[0].Tensor.Shape;
        for (var i = 1; i < tensors.Count; i++)
        {
            var (left, right) = (tensors[i - 1], tensors[i]);
            // What was meant has the shape of the source.
            if (KeepdimMissing(evaluator, left, right)) return Evaluator.Fresh(place, left.Tensor.Shape);
            if (KeepdimMissing(evaluator, right, left)) return Evaluator.Fresh(place, right.Tensor.Shape);
            OuterByAccident(evaluator, place, left, right, isLoss);
            shape = Broadcast(evaluator, place, shape, tensors, i);
        }
        var result = Evaluator.Fresh(place, shape);
        foreach (var (tensor, _) in tensors)
            if (tensor.Shape.Rank is > 0 && tensor.Shape.Rank == shape.Rank)
                return result with { Root = tensor.Root };
        return result;
    }

    /// <summary>Whether a <c>Reduction</c> makes one number of all losses; false when it is not known.</summary>
    public static bool IsReduction(IOperation reduction) =>
        reduction.ConstantValue is { HasValue: true, Value: IConvertible value }
        && value.ToInt64(CultureInfo.InvariantCulture) != 0;

    private static bool IsReduced(OperationCall call) =>
        !call.Has("reduction") || call.Operation.Arguments.Any(argument =>
            argument.Parameter?.Name == "reduction" && IsReduction(argument.Value));

    /// <summary>The shape that a shape and one of several tensors broadcast to; reports it when they do not.</summary>
    public static TensorShape Broadcast(
        Evaluator evaluator, SyntaxNode place, TensorShape shape,
        IReadOnlyList<(TensorValue Tensor, SyntaxNode Syntax)> tensors, int index, string what = "shapes")
    {
        var other = tensors[index].Tensor.Shape;
        var ranksKnown = shape.Rank is not null && other.Rank is not null;
        if (shape.Rank == 0) return other;
        if (other.Rank == 0) return shape;
        var length = ranksKnown ? Math.Max(shape.Rank!.Value, other.Rank!.Value) : Math.Min(Known(shape), Known(other));
        var axes = new List<Axis>();
        for (var i = 1; i <= length; i++)
        {
            var (one, two) = (shape[-i], other[-i]);
            if (one is null || two is null)
            {
                axes.Insert(0, one ?? two ?? Axis.Unknown);
                continue;
            }
            if (Clash(one, two) is { } relation)
            {
                evaluator.Report(
                    Rules.ShapesDoNotBroadcast, place,
                    $"the {what} do not broadcast: {shape} of {Text(tensors[0].Syntax, "the left")} against "
                    + $"{other} of {Text(tensors[index].Syntax, "the right")}; counted from the right, axis {i} is "
                    + $"{one} against {two}",
                    relation, [tensors[0].Tensor.Source, tensors[index].Tensor.Source]);
                axes.Insert(0, Axis.Unknown);
                continue;
            }
            axes.Insert(0, Together(one, two));
        }
        return ranksKnown ? TensorShape.Of(axes) : TensorShape.Around([], "", axes);
    }

    private static int Known(TensorShape shape) => shape.Rank ?? shape.Last.Length;

    /// <summary>How surely two axes do not broadcast; null when they may.</summary>
    public static Relation? Clash(Axis one, Axis two)
    {
        // 1 is stretched, and a size of which nothing is known may be 1.
        if (one.IsOne || two.IsOne) return null;
        var relation = Size.Compare(one.Size, two.Size);
        return relation switch
        {
            Relation.Different when one.Size!.IsAtLeast(2) && two.Size!.IsAtLeast(2) => Relation.Different,
            Relation.Different or Relation.NamedDifferently => Relation.NamedDifferently,
            _ => null,
        };
    }

    private static Axis Together(Axis one, Axis two)
    {
        if (one.IsOne) return two.IsOne ? one with { IsOpened = one.IsOpened && two.IsOpened } : two;
        if (two.IsOne) return one;
        return Size.Compare(one.Size, two.Size) == Relation.Equal
            ? one with { Name = one.Name ?? two.Name }
            // Whichever is known and not 1 is the result's, if the program works.
            : new Axis(AboveOne(one) ?? AboveOne(two));
    }

    private static Size? AboveOne(Axis axis) => axis.Size is { } size && size.IsAtLeast(2) ? size : null;

    // x / x.sum(1): the sums line up with the wrong axis, or by chance with the right one.
    private static bool KeepdimMissing(
        Evaluator evaluator, (TensorValue Tensor, SyntaxNode Syntax) source,
        (TensorValue Tensor, SyntaxNode Syntax) reduced)
    {
        if (reduced.Tensor.Reduced is not { IsKept: false } from || from.Root != source.Tensor.Root) return false;
        if (source.Tensor.Shape.Rank is { } rank && rank != from.Rank) return false;
        // What is left after a reduction of leading axes lines up by itself.
        if (from.Dims.SequenceEqual(Enumerable.Range(0, from.Dims.Length)) || from.Dims.Length == from.Rank)
            return false;
        if (IsOpenedElsewhere(reduced.Syntax)) return false;
        var dims = string.Join(", ", from.Dims);
        evaluator.Report(
            Rules.ReductionWithoutKeepdim, reduced.Syntax,
            $"{Text(reduced.Syntax, "this")} has lost axis {dims} of {Text(source.Syntax, "its source")}, so the two "
            + "line up at the wrong axes; keep it with keepdim: true",
            Relation.Different, [from.Call.GetLocation()],
            SyntaxPlace.Property("call", from.Call));
        return true;
    }

    // a * d * d.unsqueeze(1), with d = a.sum(1): who opens a variable at one place means what stands at the other.
    private static bool IsOpenedElsewhere(SyntaxNode reduced) =>
        reduced is IdentifierNameSyntax { Identifier.ValueText: var name }
        && reduced.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
        && member.DescendantNodes().Any(node => node switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "unsqueeze" or "view" or "reshape" } access =>
                IsNamed(access.Expression, name),
            ElementAccessExpressionSyntax element => IsNamed(element.Expression, name),
            _ => false,
        });

    private static bool IsNamed(ExpressionSyntax expression, string name) =>
        expression is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name;

    // [n] with [n, 1] is [n, n]: every one with every other.
    private static void OuterByAccident(
        Evaluator evaluator, SyntaxNode place, (TensorValue Tensor, SyntaxNode Syntax) left,
        (TensorValue Tensor, SyntaxNode Syntax) right, bool isLoss)
    {
        var (flat, column) = left.Tensor.Shape.Rank == 1 ? (left, right) : (right, left);
        if (flat.Tensor.Shape.Rank != 1 || column.Tensor.Shape.Rank != 2) return;
        // Two sums of one tensor make a table on purpose, as for the distances of all pairs.
        if (flat.Tensor.Reduced is { } sums && column.Tensor.Reduced is { IsKept: true } kept && sums.Root == kept.Root)
            return;
        var (one, axis) = (column.Tensor.Shape[-1]!, column.Tensor.Shape[-2]!);
        var n = flat.Tensor.Shape[0]!;
        if (!one.IsOne || one.IsOpened && !isLoss || n.IsOne || Size.Compare(axis.Size, n.Size) != Relation.Equal)
            return;
        evaluator.Report(
            Rules.AccidentalOuterBroadcast, place,
            $"{Text(flat.Syntax, "one")} is {flat.Tensor.Shape} and {Text(column.Syntax, "the other")} is "
            + $"{column.Tensor.Shape}, which broadcast to [{axis}, {n}]: every element with every other; "
            + $"write {Text(column.Syntax, "…")}.squeeze(-1)",
            Relation.Different, [flat.Tensor.Source, column.Tensor.Source],
            SyntaxPlace.Property("column", column.Syntax));
    }

    private static string Text(SyntaxNode syntax, string otherwise) =>
        Evaluator.Short(syntax) is var text && text == "this" ? otherwise : text;
}
