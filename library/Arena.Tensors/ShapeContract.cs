using System.Runtime.CompilerServices;
using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>
/// Checks the shapes of tensors that belong together: an axis name has one size in all of them.
/// <code>
/// var axes = new ShapeContract(("d_model", 64));
/// axes.Check(x, "batch seq d_model");
/// axes.Check(w, "d_model heads*d_head");
/// </code>
/// </summary>
/// <remarks>
/// The contract's grammar is that of <see cref="ShapeAttribute"/>. A product with one unknown factor tells that factor;
/// with more it is looked at again when they are known.
/// </remarks>
public sealed class ShapeContract
{
    private const int ContractsKept = 1024;

    private static readonly BoundedCache<Pattern> Contracts =
        new(ContractsKept, text => Pattern.Parse(PatternKind.Contract, text));

    private readonly AxisBindings axes = new();

    /// <summary>Starts with what is known beforehand.</summary>
    /// <param name="sizes">Axes whose sizes are fixed: <c>("d_model", 64)</c>.</param>
    public ShapeContract(params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        foreach (var (axis, size) in sizes) axes.Give(axis, size);
    }

    /// <summary>The size of an axis.</summary>
    /// <exception cref="KeyNotFoundException">No tensor and no fixed size has told it yet.</exception>
    public long this[string axis] =>
        axes.SizeOf(axis) ?? throw new KeyNotFoundException($"The size of axis '{axis}' is not known yet.");

    /// <summary>Checks a tensor and learns the sizes of its axes.</summary>
    /// <param name="tensor">Any tensor.</param>
    /// <param name="contract">The shape that it should have: <c>"batch seq heads*d_head"</c>.</param>
    /// <param name="name">What the tensor is called; as a rule, the expression that was passed.</param>
    /// <returns>The same tensor.</returns>
    /// <exception cref="ShapeContractException">The shape differs.</exception>
    /// <exception cref="EinopsException">The contract itself is wrong.</exception>
    public Tensor Check(
        Tensor tensor, string contract, [CallerArgumentExpression(nameof(tensor))] string name = "the tensor")
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(contract);
        var shape = Sizes.Of(tensor);
        return Difference(shape, contract, name) is { } difference
            ? throw new ShapeContractException(name, contract, shape, difference)
            : tensor;
    }

    /// <summary>What differs, in a sentence; null when the shape is as promised, whose sizes are then learnt.</summary>
    internal string? Difference(IReadOnlyList<long> shape, string contract, string name) =>
        axes.Check(Parsed(contract, shape), shape, name);

    /// <summary>The shape that a contract asks for, as far as it is known; null when the number is open.</summary>
    internal IReadOnlyList<(string Axis, long? Size)>? Wanted(string contract) =>
        axes.Wanted(Contracts.Get(contract));

    private static Pattern Parsed(string contract, IReadOnlyList<long> shape)
    {
        var parsed = Contracts.Get(contract);
        return parsed.Findings.Count == 0 ? parsed : parsed.OrThrow("Shape", Given.One(shape, []));
    }
}
