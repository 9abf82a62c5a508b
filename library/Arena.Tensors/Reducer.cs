using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>A reduction over several axes at once.</summary>
internal sealed class Reducer
{
    private static readonly Reducer[] Known =
    [
        new(Reduction.Min, (x, axes) => x.amin(axes)),
        new(Reduction.Max, (x, axes) => x.amax(axes)),
        new(Reduction.Sum, (x, axes) => x.sum(axes)),
        new(Reduction.Mean, (x, axes) => x.mean(axes)),
        new(Reduction.Prod, (x, axes) => OneByOne(x, axes, (y, axis) => y.prod(axis))),
        new(Reduction.Any, (x, axes) => OneByOne(x, axes, (y, axis) => y.any(axis))),
        new(Reduction.All, (x, axes) => OneByOne(x, axes, (y, axis) => y.all(axis))),
    ];

    private readonly Reduction? reduction;
    private readonly Func<Tensor, long[], Tensor> apply;

    private Reducer(Reduction? reduction, Func<Tensor, long[], Tensor> apply)
    {
        this.reduction = reduction;
        this.apply = apply;
    }

    /// <summary>Whether it is the caller's own function, whose result is not to be trusted.</summary>
    public bool IsOwn => reduction is null;

    public static Reducer? Of(Reduction reduction) =>
        (int)reduction >= 0 && (int)reduction < Known.Length ? Known[(int)reduction] : null;

    public static Reducer Of(Func<Tensor, long[], Tensor> own) => new(null, own);

    public static PatternFinding Unknown(Reduction reduction) =>
        new(PatternProblem.UnknownReduction, null, $"There is no reduction {(int)reduction}.",
            $"There are {string.Join(", ", Enum.GetNames<Reduction>())}, and functions of your own.");

    public Tensor Apply(Tensor x, long[] axes) => apply(x, IsOwn ? [.. axes] : axes);

    public PatternFinding? Check(Tensor x, long[] axes)
    {
        if (reduction == Reduction.Mean && !x.is_floating_point() && !x.is_complex())
            return new(PatternProblem.ReductionOfType, null,
                $"The mean of {x.dtype} values need not be of type {x.dtype}.",
                "Convert first: x.to(ScalarType.Float32).");
        if (reduction is Reduction.Min or Reduction.Max && axes.Any(axis => x.size((int)axis) == 0))
            return new(PatternProblem.ReductionOfNothing, null,
                "An axis to reduce has size 0, and of nothing there is no "
                + (reduction == Reduction.Min ? "smallest." : "largest."));
        return null;
    }

    // libtorch has these for one axis only. From the last, so that the others keep their indices.
    private static Tensor OneByOne(Tensor x, long[] axes, Func<Tensor, long, Tensor> reduce)
    {
        var current = x;
        for (var i = axes.Length - 1; i >= 0; i--)
        {
            var next = reduce(current, axes[i]);
            if (!ReferenceEquals(current, x)) current.Dispose();
            current = next;
        }
        return current;
    }
}
