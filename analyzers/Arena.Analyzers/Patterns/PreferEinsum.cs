using Arena.Analyzers.Shapes;
using Arena.Analyzers.Shapes.Algebra;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Patterns;

/// <summary>TSH2102: a product whose tensors are transposed or unsqueezed until their axes line up.</summary>
internal static class PreferEinsum
{
    /// <summary>Whether an operation may be such a product, as its name tells.</summary>
    public static bool Concerns(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "matmul" or "bmm" or "mm" or "sum" };

    public static void Check(IInvocationOperation call, Hints hints)
    {
        if (!call.IsTensorCall(hints.Torch) || call.Subject() is not { } subject) return;
        if (call.TargetMethod.Name == "sum") CheckSum(call, subject, hints);
        else if (call.Argument(call.Instance is null ? 1 : 0) is { } other)
            CheckProduct(
                call, Operand.Of(subject, hints, unsqueezes: false), Operand.Of(other, hints, unsqueezes: false),
                hints);
    }

    private static void CheckProduct(IInvocationOperation call, Operand? left, Operand? right, Hints hints)
    {
        if (left is null || right is null || !left.IsMoved && !right.IsMoved
            || left.Axes.Count < 2 || right.Axes.Count < 2)
            return;
        var shared = new Dictionary<AxisPart, AxisPart>();
        // The last axis of the one is summed with the last but one of the other.
        var (inner, other) = (left.Axes[left.Axes.Count - 1]!, right.Axes[right.Axes.Count - 2]!);
        if (Size.Compare(inner.Size, other.Size) is Relation.Different or Relation.NamedDifferently) return;
        Join(inner, other, shared);
        var batch = new List<AxisPart>();
        for (var i = 3; i <= Math.Max(left.Axes.Count, right.Axes.Count); i++)
        {
            var (one, two) = (left.FromEnd(i), right.FromEnd(i));
            if (one is not null && two is not null && !Share(one, two, shared)) return;
            batch.Insert(0, one ?? two!);
        }
        Report(
            call, left, right, [.. batch, left.FromEnd(2)!, right.FromEnd(1)!], shared, hints);
    }

    private static void CheckSum(IInvocationOperation call, IOperation subject, Hints hints)
    {
        if (subject is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product
            || Operand.Of(product.LeftOperand, hints, unsqueezes: true) is not { } left
            || Operand.Of(product.RightOperand, hints, unsqueezes: true) is not { } right
            || !left.IsOpened && !right.IsOpened
            || hints.ShapeOf(product).Rank is not { } rank || SummedBy(call, rank) is not { } summed)
            return;
        var shared = new Dictionary<AxisPart, AxisPart>();
        var axes = new List<AxisPart>();
        for (var i = 1; i <= rank; i++)
        {
            var (one, two) = (left.FromEnd(i), right.FromEnd(i));
            if (one is null && two is null || one is not null && two is not null && !Share(one, two, shared)) return;
            axes.Insert(0, one ?? two!);
        }
        Report(call, left, right, [.. axes.Where((_, index) => !summed.Contains(index))], shared, hints);
    }

    // Null when some axis may be stretched along another, which an einsum does not do.
    private static bool Share(AxisPart one, AxisPart two, Dictionary<AxisPart, AxisPart> shared)
    {
        if (one.Size is not { IsOne: false } || Size.Compare(one.Size, two.Size) != Relation.Equal) return false;
        Join(one, two, shared);
        return true;
    }

    // Whichever has a name gives it to both.
    private static void Join(AxisPart one, AxisPart two, Dictionary<AxisPart, AxisPart> shared) =>
        shared[one] = shared[two] = one.Name is null ? two : one;

    private static HashSet<int>? SummedBy(IInvocationOperation call, int rank)
    {
        var summed = new HashSet<int>();
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue) continue;
            var value = argument.Value.Unwrapped();
            switch (argument.Parameter?.Name)
            {
                case "dim" or "dim0" or "dim1" or "dim2":
                    var dims = PatternCall.ConstantSize(value) is not null
                        ? [value]
                        : PatternCall.ElementsOf(value) ?? [];
                    foreach (var dim in dims)
                        if (PatternCall.ConstantSize(dim) is { } given && given >= -rank && given < rank)
                            summed.Add((int)(given < 0 ? given + rank : given));
                        else return null;
                    break;
                case "keepdim" when value.IsConstant(false):
                case "input":
                    break;
                default:
                    return null;
            }
        }
        return summed.Count > 0 ? summed : null;
    }

    private static void Report(
        IOperation place, Operand left, Operand right, IReadOnlyList<AxisPart> result,
        Dictionary<AxisPart, AxisPart> shared, Hints hints)
    {
        AxisPart One(AxisPart part) => shared.TryGetValue(part, out var same) ? same : part;
        string Side(IEnumerable<AxisPart> parts, AxisNames names) =>
            string.Join(" ", parts.Select(part => names[One(part)]));

        var names = new AxisNames([.. left.Own.Concat(right.Own).Select(One).Distinct()]);
        var pattern = $"{Side(left.Own, names)}, {Side(right.Own, names)} -> {Side(result, names)}";
        foreach (var step in left.Steps.Concat(right.Steps)) hints.Explain(step.Operation);
        EinopsAdvice.Einsum(Rules.PreferEinsum, place, [left.Tensor, right.Tensor], pattern, hints);
    }

    /// <summary>A tensor under the steps that line it up.</summary>
    private sealed class Operand
    {
        private Operand(IOperation tensor, IReadOnlyList<AxisStep> steps, IReadOnlyList<AxisPart> own)
        {
            Tensor = tensor;
            Steps = steps;
            Own = own;
            Axes = [.. own];
        }

        /// <summary>The tensor itself.</summary>
        public IOperation Tensor { get; }

        /// <summary>What is done to line it up, the innermost first.</summary>
        public IReadOnlyList<AxisStep> Steps { get; }

        /// <summary>The tensor's own axes.</summary>
        public IReadOnlyList<AxisPart> Own { get; }

        /// <summary>The axes when it is lined up; null for those that are only opened.</summary>
        public List<AxisPart?> Axes { get; private set; }

        public bool IsOpened => Axes.Contains(null);

        public bool IsMoved => !Axes.SequenceEqual(Own);

        public AxisPart? FromEnd(int place) => place <= Axes.Count ? Axes[Axes.Count - place] : null;

        public static Operand? Of(IOperation operation, Hints hints, bool unsqueezes)
        {
            var tensor = operation.Unwrapped();
            var steps = new List<AxisStep>();
            while (AxisStep.Of(tensor, hints.Torch) is { } step
                && hints.ShapeOf(step.Subject).Rank is { } before
                && (step.Order(before) is not null || unsqueezes && step.Opens))
            {
                steps.Insert(0, step);
                tensor = step.Subject;
            }
            if (hints.ShapeOf(tensor).Rank is null or 0) return null;
            var own = hints.ShapeOf(tensor).Axes.Select(axis => new AxisPart(axis));
            var operand = new Operand(tensor, steps, [.. own]);
            foreach (var step in steps)
                if (!operand.Apply(step))
                    return null;
            return operand;
        }

        private bool Apply(AxisStep step)
        {
            if (step.Order(Axes.Count) is { } order) Axes = [.. order.Select(index => Axes[index])];
            else if (step.Opened(Axes.Count) is { } opened)
            {
                foreach (var place in opened)
                    if (place > Axes.Count) return false;
                    else Axes.Insert(place, null);
            }
            else return false;
            return true;
        }
    }
}
