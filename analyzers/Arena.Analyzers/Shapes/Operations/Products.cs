using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Products of vectors and matrices.</summary>
internal static class Products
{
    public static Value Matmul(OperationCall call)
    {
        if (call.Tensors.Count < 2) return call.Result(TensorShape.Unknown);
        var ((left, leftSyntax), (right, rightSyntax)) = (call.Tensors[0], call.Tensors[1]);
        var (one, two) = (left.Shape, right.Shape);
        if (one.Rank == 0 || two.Rank == 0)
        {
            call.Report(Rules.MatmulInnerMismatch, call.Syntax,
                $"matmul takes tensors with at least one axis, but {Text(one.Rank == 0 ? leftSyntax : rightSyntax)} "
                + "is a single number; multiply with * instead",
                Relation.Different, one.Rank == 0 ? left.Source : right.Source);
            return call.Result(TensorShape.Unknown);
        }
        // What was turned the wrong way may have other batch axes too: one mistake is one finding.
        if (!InnerFits(call, (left, leftSyntax, -1), (right, rightSyntax, two.Rank == 1 ? -1 : -2)))
            return call.Result(TensorShape.Unknown);
        if (one.Rank is not { } first || two.Rank is not { } second)
            // What may be a vector adds no axis.
            return call.Result(one[-2] is { } row && (two.Rank ?? two.KnownAxes) >= 2
                ? TensorShape.Around([], "", [row, two[-1] ?? Axis.Unknown])
                : TensorShape.Unknown);
        if (first == 1 && second == 1) return call.Result(TensorShape.Scalar);
        if (first == 1) return call.Result(TensorShape.Of([.. two.Axes.Take(second - 2), two[-1]!]));
        if (second == 1) return call.Result(TensorShape.Of(one.Axes.Take(first - 1)));
        var leftBatch = TensorShape.Of(one.Axes.Take(first - 2));
        var rightBatch = TensorShape.Of(two.Axes.Take(second - 2));
        var batch = Elementwise.Broadcast(
            call.Evaluator, call.Syntax, leftBatch,
            [(left.With(leftBatch), leftSyntax), (right.With(rightBatch), rightSyntax)], 1, "batch axes");
        return call.Result(batch.Rank is null
            ? TensorShape.Unknown
            : TensorShape.Of([.. batch.Axes, one[-2]!, two[-1]!]));
    }

    public static Value MatrixMatrix(OperationCall call) => OfRank(call, 2, 2);

    public static Value Batched(OperationCall call)
    {
        if (call.Tensors.Count == 2 && call.Tensors.All(operand => operand.Tensor.Shape.Rank == 3))
        {
            var ((left, leftSyntax), (right, rightSyntax)) = (call.Tensors[0], call.Tensors[1]);
            var (one, two) = (left.Shape[0]!, right.Shape[0]!);
            if (Size.Compare(one.Size, two.Size) is var relation and (Relation.Different or Relation.NamedDifferently))
                call.Report(Rules.MatmulInnerMismatch, call.Syntax,
                    $"bmm needs one batch size: {Named(one, leftSyntax)} against {Named(two, rightSyntax)}",
                    relation, left.Source, right.Source);
        }
        return OfRank(call, 3, 3);
    }

    public static Value MatrixVector(OperationCall call) => OfRank(call, 2, 1);

    public static Value Dot(OperationCall call)
    {
        // Of more than vectors, inner makes every pair.
        if (call.Name == "inner" && call.Tensors.Any(operand => operand.Tensor.Shape.Rank != 1))
            return call.Result(TensorShape.Unknown);
        return OfRank(call, 1, 1);
    }

    public static Value Outer(OperationCall call) =>
        call.Tensors.Count == 2 && call.Tensors.All(operand => operand.Tensor.Shape.Rank == 1)
            ? call.Result(TensorShape.Of(call.Tensors[0].Tensor.Shape[0]!, call.Tensors[1].Tensor.Shape[0]!))
            : call.Result(TensorShape.Unknown);

    /// <summary><c>addmm</c>, <c>baddbmm</c> and <c>addmv</c>: a product, added to the first tensor.</summary>
    public static Value Added(OperationCall call)
    {
        if (call.Tensors.Count < 3) return call.Result(TensorShape.Unknown);
        var (left, right) = (call.Tensors[1], call.Tensors[2]);
        var isVector = call.Name.StartsWith("addmv", StringComparison.Ordinal);
        InnerFits(call, (left.Tensor, left.Syntax, -1), (right.Tensor, right.Syntax, isVector ? -1 : -2));
        if (left.Tensor.Shape.Rank is not { } rank) return call.Result(TensorShape.Unknown);
        var rows = left.Tensor.Shape.Axes.Take(rank - 1);
        return call.Result(TensorShape.Of(isVector ? rows : [.. rows, right.Tensor.Shape[-1] ?? Axis.Unknown]));
    }

    public static Value Linear(OperationCall call)
    {
        if (call.Tensors.Count < 2) return call.Result(TensorShape.Unknown);
        var ((input, inputSyntax), (weight, weightSyntax)) = (call.Tensors[0], call.Tensors[1]);
        InnerFits(call, (input, inputSyntax, -1), (weight, weightSyntax, -1));
        return call.Result(weight.Shape.Rank == 2 && input.Shape[-1] is not null
            ? input.Shape.With(-1, weight.Shape[0]!)
            : TensorShape.Unknown);
    }

    public static Value Attention(OperationCall call)
    {
        if (call.Tensors.Count < 3) return call.Result(TensorShape.Unknown);
        var (query, key, value) = (call.Tensors[0], call.Tensors[1], call.Tensors[2]);
        InnerFits(call, (query.Tensor, query.Syntax, -1), (key.Tensor, key.Syntax, -1));
        return call.Result(query.Tensor.Shape[-1] is not null && value.Tensor.Shape[-1] is { } width
            ? query.Tensor.Shape.With(-1, width)
            : TensorShape.Unknown);
    }

    /// <summary>A tensor with its last two axes exchanged.</summary>
    public static TensorValue Transposed(TensorValue tensor, SyntaxNode syntax) =>
        tensor.Shape.Rank is { } rank && rank >= 2
            ? Reshaping.Ordered(tensor, syntax, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2])
            : Evaluator.Fresh(syntax, tensor.Shape.Rank is null && tensor.Shape.Last.Length >= 2
                ? TensorShape.Around(
                    tensor.Shape.First, tensor.Shape.Rest!,
                    [.. tensor.Shape.Last.Take(tensor.Shape.Last.Length - 2), tensor.Shape[-1]!, tensor.Shape[-2]!])
                : TensorShape.Unknown);

    /// <summary>What TorchSharp's <c>T</c> and <c>H</c> make: all axes reversed, and the first two exchanged.</summary>
    public static TensorValue Turned(TensorValue tensor, SyntaxNode syntax, bool isWhole) => tensor.Shape.Rank switch
    {
        null => Evaluator.Fresh(syntax, TensorShape.Unknown),
        < 2 => Evaluator.Fresh(syntax, tensor.Shape),
        var rank => Reshaping.Ordered(
            tensor, syntax,
            isWhole
                ? [.. Enumerable.Range(1, rank.Value).Select(i => rank.Value - i)]
                : [1, 0, .. Enumerable.Range(2, rank.Value - 2)]),
    };

    private static Value OfRank(OperationCall call, int leftRank, int rightRank)
    {
        if (call.Tensors.Count < 2) return call.Result(TensorShape.Unknown);
        var ((left, leftSyntax), (right, rightSyntax)) = (call.Tensors[0], call.Tensors[1]);
        foreach (var (tensor, syntax, rank) in new[] { (left, leftSyntax, leftRank), (right, rightSyntax, rightRank) })
            if (tensor.Shape.Rank is { } found && found != rank)
            {
                call.Report(Rules.MatmulInnerMismatch, call.Syntax,
                    $"{call.Name} takes {Operands(leftRank, rightRank)}, but {Text(syntax)} is {tensor.Shape}; "
                    + "matmul takes any number of axes",
                    Relation.Different, tensor.Source);
                return call.Result(TensorShape.Unknown);
            }
        InnerFits(call, (left, leftSyntax, -1), (right, rightSyntax, rightRank == 1 ? -1 : -2));
        if (leftRank == 1) return call.Result(TensorShape.Scalar);
        if (left.Shape.Rank is null) return call.Result(TensorShape.Unknown);
        return call.Result(rightRank == 1
            ? TensorShape.Of(left.Shape.Axes.Take(leftRank - 1))
            : TensorShape.Of([.. left.Shape.Axes.Take(leftRank - 1), right.Shape[-1] ?? Axis.Unknown]));
    }

    private static string Operands(int left, int right) => (left, right) switch
    {
        (1, 1) => "two vectors",
        (2, 2) => "two matrices",
        (3, 3) => "two batches of matrices",
        _ => "a matrix and a vector",
    };

    private static bool InnerFits(
        OperationCall call, (TensorValue Tensor, SyntaxNode Syntax, int Dim) left,
        (TensorValue Tensor, SyntaxNode Syntax, int Dim) right)
    {
        var (one, two) = (left.Tensor.Shape[left.Dim], right.Tensor.Shape[right.Dim]);
        var relation = Size.Compare(one?.Size, two?.Size);
        var flipped = right.Dim == -2 ? right.Tensor.Shape[-1] : null;
        var fits = Size.Compare(one?.Size, flipped?.Size) == Relation.Equal;
        // 16 against seq may be right once in a while, but where the other axis is 16 too, that one was meant.
        if (relation == Relation.Unknown && fits && two?.Size is { OnlySymbol.IsDeclared: true })
            relation = Relation.NamedDifferently;
        if (relation is not (Relation.Different or Relation.NamedDifferently)) return true;
        fits &= BatchesFit(left.Tensor.Shape, right.Tensor.Shape);
        var advice = fits
            ? $"; {Text(right.Syntax)}.transpose(-2, -1) would fit"
            : "";
        call.Evaluator.Report(Rules.MatmulInnerMismatch, call.Syntax,
            $"inner axes differ: {Named(one!, left.Syntax)} against {Named(two!, right.Syntax)}; "
            + $"the shapes are {left.Tensor.Shape} and {right.Tensor.Shape}{advice}",
            relation, [left.Tensor.Source, right.Tensor.Source],
            !fits ? null
            : right.Tensor.Shape.Rank == 2 ? SyntaxPlace.Property("transpose", right.Syntax).Add("matrix", "")
            : SyntaxPlace.Property("transpose", right.Syntax));
        return false;
    }

    // A turned matrix is no help where the axes before it do not line up either.
    private static bool BatchesFit(TensorShape left, TensorShape right)
    {
        for (var dim = -3; left[dim] is { } one && right[dim] is { } other; dim--)
            if (Elementwise.Clash(one, other) is not null)
                return false;
        return true;
    }

    // "`d_model` (512, from x)"
    private static string Named(Axis axis, SyntaxNode from)
    {
        var size = axis.Size?.ToString();
        return axis.Name is { } name && size != name ? $"`{name}` ({size}, from {Text(from)})"
            : axis.Size?.Constant is null ? $"`{size}` (from {Text(from)})"
            : $"{size} (from {Text(from)})";
    }

    private static string Text(SyntaxNode syntax) => Evaluator.Short(syntax);
}
