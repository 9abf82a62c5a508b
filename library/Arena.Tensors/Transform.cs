using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>A rearrange, reduce or repeat pattern that is parsed once and applied to many tensors.</summary>
internal sealed class Transform(PatternKind kind, string text)
{
    private readonly Pattern pattern = Pattern.Parse(kind, text);
    private Planned? last;

    public Tensor Apply(Tensor x, Reducer? reducer, ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        var plan = PlanFor(x, sizes);
        var current = x;
        try
        {
            if (plan.Split is { } split) Replace(ref current, x, current.reshape(split));
            if (plan.Reduced is { } axes) Replace(ref current, x, Reduce(current, axes, plan, reducer!, sizes, x));
            if (plan.Order is { } order) Replace(ref current, x, current.permute(order));
            if (plan.Opened is { } opened) Replace(ref current, x, current.reshape(opened));
            if (plan.Repeated is { } repeated) Replace(ref current, x, current.expand(repeated));
            if (plan.Merged is { } merged) Replace(ref current, x, current.reshape(merged));
            return ReferenceEquals(current, x) ? x.alias() : current;
        }
        catch
        {
            if (!ReferenceEquals(current, x)) current.Dispose();
            throw;
        }
    }

    /// <summary>The pattern can be used, with some shape and these sizes.</summary>
    /// <exception cref="EinopsException">It cannot.</exception>
    public void Check((string Axis, long Size)[] sizes)
    {
        var finding = pattern.Findings.FirstOrDefault() ?? AxisSizes.Check(pattern, sizes).FirstOrDefault();
        if (finding is not null) throw Error(finding, sizes.Length == 0 ? "" : $"Sizes: {AxisSizes.Describe(sizes)}.");
    }

    /// <summary>The exception for a finding about this pattern.</summary>
    public EinopsException Error(PatternFinding finding, string given) => new(kind.ToString(), text, finding, given);

    private EinopsException Error(PatternFinding finding, ReadOnlySpan<long> shape,
        ReadOnlySpan<(string Axis, long Size)> sizes) =>
        Error(finding, Given.One(shape.ToArray(), sizes.ToArray()));

    private static void Replace(ref Tensor current, Tensor input, Tensor next)
    {
        if (!ReferenceEquals(current, input) && !ReferenceEquals(current, next)) current.Dispose();
        current = next;
    }

    private Tensor Reduce(
        Tensor split, long[] axes, TransformPlan plan, Reducer reducer, ReadOnlySpan<(string Axis, long Size)> sizes,
        Tensor x)
    {
        if (reducer.Check(split, axes) is { } finding) throw Error(finding, x.shape, sizes);
        var result = reducer.Apply(split, axes);
        if (!reducer.IsOwn || result.shape.AsSpan().SequenceEqual(plan.Kept)) return result;
        var problem = new PatternFinding(PatternProblem.ReductionResult, null,
            $"The reduction returned shape {Given.Shape(result.shape)} "
            + $"where it should have returned {Given.Shape(plan.Kept)}.",
            "It has to reduce exactly the axes that it is given, without keeping them.");
        if (!ReferenceEquals(result, split)) result.Dispose();
        throw Error(problem, x.shape, sizes);
    }

    private TransformPlan PlanFor(Tensor x, ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        Span<long> shape = stackalloc long[(int)x.ndim];
        Sizes.Read(x, shape);

        var known = last;
        if (known is not null && known.Fits(shape, sizes)) return known.Plan;

        if (pattern.Findings.Count > 0) throw Error(pattern.Findings[0], shape, sizes);
        var (shapeArray, sizesArray) = (shape.ToArray(), sizes.ToArray());
        var plan = TransformPlan.Make(pattern, shapeArray, sizesArray, out var finding)
            ?? throw Error(finding!, shape, sizes);
        last = new Planned(shapeArray, sizesArray, plan);
        return plan;
    }

    private sealed class Planned(long[] shape, (string Axis, long Size)[] sizes, TransformPlan plan)
    {
        public TransformPlan Plan { get; } = plan;

        public bool Fits(ReadOnlySpan<long> otherShape, ReadOnlySpan<(string Axis, long Size)> otherSizes)
        {
            if (!otherShape.SequenceEqual(shape) || otherSizes.Length != sizes.Length) return false;
            for (var i = 0; i < sizes.Length; i++)
                if (otherSizes[i].Size != sizes[i].Size || otherSizes[i].Axis != sizes[i].Axis)
                    return false;
            return true;
        }
    }
}
