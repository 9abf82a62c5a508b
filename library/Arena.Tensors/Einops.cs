using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>
/// Tensor operations that name their axes, after einops (Rogozhnikov 2022, "Einops: Clear and Reliable Tensor
/// Manipulations with Einstein-like Notation"). Use it with <c>using static Arena.Tensors.Einops;</c>.
/// </summary>
/// <remarks>
/// A pattern such as <c>"batch seq (heads d) -&gt; batch heads seq d"</c> has names, <c>(…)</c> for axes composed into
/// one, <c>...</c> for any number of axes, and <c>1</c> or <c>()</c> for an axis of size 1. Patterns are parsed once
/// and kept. Gradients flow through every function; results belong to the caller's dispose scope, and nothing else is
/// left behind.
/// </remarks>
public static partial class Einops
{
    private const int PatternsKept = 1024;

    private static readonly BoundedCache<Transform> Rearranges = Keep(PatternKind.Rearrange);
    private static readonly BoundedCache<Transform> Reduces = Keep(PatternKind.Reduce);
    private static readonly BoundedCache<Transform> Repeats = Keep(PatternKind.Repeat);
    private static readonly BoundedCache<Pattern> Packs = KeepParsed(PatternKind.Pack);
    private static readonly BoundedCache<Pattern> Shapes = KeepParsed(PatternKind.ParseShape);

    /// <summary>Splits, reorders and merges axes. The result is a view where libtorch can make one.</summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="pattern">
    /// Every axis stands on both sides: <c>"batch seq (heads d) -&gt; batch heads seq d"</c>.
    /// </param>
    /// <param name="sizes">Sizes of axes, as far as they do not follow from the shape: <c>("heads", 8)</c>.</param>
    /// <returns>A tensor with the axes of the pattern's right side.</returns>
    /// <exception cref="EinopsException">The pattern is wrong, or does not fit the shape and sizes.</exception>
    public static Tensor Rearrange(Tensor x, string pattern, params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        CheckArguments(x, pattern);
        return Rearranges.Get(pattern).Apply(x, null, sizes);
    }

    /// <summary>Stacks the tensors along a new first axis, then rearranges.</summary>
    /// <inheritdoc cref="Rearrange(Tensor, string, ReadOnlySpan{ValueTuple{string, long}})"/>
    /// <param name="tensors">Tensors of one shape.</param>
    /// <param name="pattern">Its first axis counts the tensors: <c>"list h w -&gt; h (list w)"</c>.</param>
    /// <param name="sizes">Sizes of axes, as far as they do not follow from the shape.</param>
    public static Tensor Rearrange(
        IReadOnlyList<Tensor> tensors, string pattern, params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        using var stacked = Stack(nameof(Rearrange), tensors, pattern);
        return Rearrange(stacked, pattern, sizes);
    }

    /// <summary>Reduces over the axes that are missing on the right, and rearranges the others.</summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="pattern">Axes missing on the right are reduced: <c>"b c (h 2) (w 2) -&gt; b c h w"</c>.</param>
    /// <param name="reduction">What to make of the values along the reduced axes.</param>
    /// <param name="sizes">Sizes of axes, as far as they do not follow from the shape.</param>
    /// <returns>A tensor with the axes of the pattern's right side.</returns>
    /// <exception cref="EinopsException">
    /// The pattern is wrong, does not fit the shape and sizes, or the tensor does not have that reduction: the mean of
    /// integers, the largest of nothing.
    /// </exception>
    public static Tensor Reduce(
        Tensor x, string pattern, Reduction reduction, params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        CheckArguments(x, pattern);
        var reducer = Reducer.Of(reduction) ?? throw Unknown(reduction, x, pattern, sizes);
        return Reduces.Get(pattern).Apply(x, reducer, sizes);
    }

    /// <summary>Reduces with a function of one's own.</summary>
    /// <inheritdoc cref="Reduce(Tensor, string, Reduction, ReadOnlySpan{ValueTuple{string, long}})"/>
    /// <param name="x">Any tensor.</param>
    /// <param name="pattern">Axes missing on the right are reduced.</param>
    /// <param name="reduction">
    /// Gets the tensor with its axes split, and the indices of the axes to reduce, ascending; returns it without them.
    /// It is not called when no axis is reduced.
    /// </param>
    /// <param name="sizes">Sizes of axes, as far as they do not follow from the shape.</param>
    public static Tensor Reduce(
        Tensor x, string pattern, Func<Tensor, long[], Tensor> reduction,
        params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        CheckArguments(x, pattern);
        ArgumentNullException.ThrowIfNull(reduction);
        return Reduces.Get(pattern).Apply(x, Reducer.Of(reduction), sizes);
    }

    /// <summary>Stacks the tensors along a new first axis, then reduces.</summary>
    /// <inheritdoc cref="Reduce(Tensor, string, Reduction, ReadOnlySpan{ValueTuple{string, long}})"/>
    /// <param name="tensors">Tensors of one shape.</param>
    /// <param name="pattern">Its first axis counts the tensors: <c>"list h w -&gt; h w"</c>.</param>
    /// <param name="reduction">What to make of the values along the reduced axes.</param>
    /// <param name="sizes">Sizes of axes, as far as they do not follow from the shape.</param>
    public static Tensor Reduce(
        IReadOnlyList<Tensor> tensors, string pattern, Reduction reduction,
        params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        using var stacked = Stack(nameof(Reduce), tensors, pattern);
        return Reduce(stacked, pattern, reduction, sizes);
    }

    /// <summary>
    /// Repeats along the axes that are new on the right, and rearranges. Without composition it is a view.
    /// </summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="pattern">
    /// New axes stand on the right only: <c>"h w -&gt; h (w copy)"</c>, <c>"h w -&gt; h w 3"</c>.
    /// </param>
    /// <param name="sizes">
    /// The size of every new name, and of others as far as they do not follow from the shape.
    /// </param>
    /// <returns>A tensor with the axes of the pattern's right side.</returns>
    /// <exception cref="EinopsException">The pattern is wrong, or does not fit the shape and sizes.</exception>
    public static Tensor Repeat(Tensor x, string pattern, params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        CheckArguments(x, pattern);
        return Repeats.Get(pattern).Apply(x, null, sizes);
    }

    /// <summary>Stacks the tensors along a new first axis, then repeats.</summary>
    /// <inheritdoc cref="Repeat(Tensor, string, ReadOnlySpan{ValueTuple{string, long}})"/>
    /// <param name="tensors">Tensors of one shape.</param>
    /// <param name="pattern">Its first axis counts the tensors.</param>
    /// <param name="sizes">
    /// The size of every new name, and of others as far as they do not follow from the shape.
    /// </param>
    public static Tensor Repeat(
        IReadOnlyList<Tensor> tensors, string pattern, params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        using var stacked = Stack(nameof(Repeat), tensors, pattern);
        return Repeat(stacked, pattern, sizes);
    }

    /// <summary>The sizes of a tensor's axes by name.</summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="pattern">
    /// One name an axis; <c>_</c> and <c>...</c> for axes of no interest, numbers for sizes that have to be so:
    /// <c>"batch _ 3 ..."</c>.
    /// </param>
    /// <exception cref="EinopsException">The pattern is wrong, or does not fit the shape.</exception>
    public static IReadOnlyDictionary<string, long> ParseShape(Tensor x, string pattern)
    {
        CheckArguments(x, pattern);
        var (shape, parsed) = (Sizes.Of(x), Shapes.Get(pattern));
        parsed.OrThrow(nameof(ParseShape), Given.One(shape, []));
        return NamedShape.Read(parsed, shape, out var finding)
            ?? throw new EinopsException(nameof(ParseShape), pattern, finding!, Given.One(shape, []));
    }

    private static BoundedCache<Transform> Keep(PatternKind kind) => new(PatternsKept, text => new(kind, text));

    private static BoundedCache<Pattern> KeepParsed(PatternKind kind) =>
        new(PatternsKept, text => Pattern.Parse(kind, text));

    private static void CheckArguments(Tensor x, string pattern)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(pattern);
    }

    private static EinopsException Unknown(
        Reduction reduction, Tensor x, string pattern, ReadOnlySpan<(string Axis, long Size)> sizes) =>
        new(nameof(Reduce), pattern, Reducer.Unknown(reduction), Given.One(x.shape, sizes.ToArray()));

    private static Tensor Stack(string operation, IReadOnlyList<Tensor> tensors, string pattern)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(pattern);
        var shapes = tensors.Select(Sizes.Of).ToArray();
        var odd = Array.FindIndex(shapes, shape => !shape.AsSpan().SequenceEqual(shapes[0]));
        var finding = shapes.Length == 0
            ? new PatternFinding(PatternProblem.NoTensor, null, "The list of tensors is empty.")
            : odd < 0 ? null : new PatternFinding(PatternProblem.TensorsDiffer, null,
                $"The tensors of a list have to have one shape, but tensor {odd + 1} differs from tensor 1.");
        if (finding is not null) throw new EinopsException(operation, pattern, finding, Given.Many(shapes));
        return stack(tensors);
    }
}
