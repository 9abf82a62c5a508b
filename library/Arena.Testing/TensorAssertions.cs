using System.Runtime.CompilerServices;
using Arena.Testing.Comparing;
using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;
using static TorchSharp.torch;

namespace Arena.Testing;

/// <summary>What a tensor should be. A failure says first what is likely wrong, then shows where.</summary>
/// <param name="subject">The learner's tensor.</param>
public sealed class TensorAssertions(Tensor? subject)
    : ReferenceTypeAssertions<Tensor?, TensorAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "tensor";

    /// <summary>The tensor has this shape.</summary>
    /// <param name="axes">The axes' names, separated by spaces: <c>"batch head query key"</c>.</param>
    /// <param name="sizes">The size of each axis.</param>
    /// <exception cref="ArgumentException">There are not as many names as sizes.</exception>
    public AndConstraint<TensorAssertions> HaveShape(string axes, params long[] sizes)
    {
        var names = Shape.Names(axes, sizes);
        if (Present()) Report(Shape.Difference(Subject!.shape, sizes, names));
        return new(this);
    }

    /// <summary>The tensor's elements are of this type.</summary>
    public AndConstraint<TensorAssertions> HaveDtype(ScalarType expected)
    {
        if (Present()) Report(Dtype.Difference(Subject!.dtype, expected));
        return new(this);
    }

    /// <summary>
    /// The tensor has the expected element type and shape, and each element differs from the expected one by at most
    /// the tolerance. NaN equals NaN, and an infinity itself.
    /// </summary>
    /// <param name="expected">What it should be.</param>
    /// <param name="tolerance">The largest difference allowed, in absolute terms; 0 asks for equality.</param>
    /// <param name="axes">The axes' names, separated by spaces: <c>"week day"</c>.</param>
    /// <param name="mistakes">
    /// Plausible wrong answers and the words for them: "the mean was taken over …". When the tensor is one of them, the
    /// message says so first.
    /// </param>
    /// <param name="what">
    /// What is compared, where a test compares several things: "The gradient with respect to x". A failure begins with
    /// it.
    /// </param>
    /// <exception cref="ArgumentException">There are not as many names as axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not a number.</exception>
    public AndConstraint<TensorAssertions> BeCloseTo(
        Tensor expected, double tolerance, string? axes = null,
        IEnumerable<(string Mistake, Tensor Value)>? mistakes = null, string? what = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        if (double.IsNaN(tolerance)) throw new ArgumentOutOfRangeException(nameof(tolerance));
        var names = Shape.Names(axes, expected.shape);
        if (Present() && Difference.Of(Subject!, expected, tolerance, names, mistakes ?? []) is { } difference)
            Report(what is null ? difference : $"{what}: {difference}");
        return new(this);
    }

    /// <summary>The tensor has the expected element type, shape and elements, exactly.</summary>
    /// <param name="expected">What it should be.</param>
    /// <param name="axes">The axes' names, separated by spaces.</param>
    /// <param name="mistakes">Plausible wrong answers and the words for them.</param>
    /// <exception cref="ArgumentException">There are not as many names as axes.</exception>
    public AndConstraint<TensorAssertions> BeEqualTo(
        Tensor expected, string? axes = null, IEnumerable<(string Mistake, Tensor Value)>? mistakes = null) =>
        BeCloseTo(expected, tolerance: 0, axes, mistakes);

    /// <summary>A backward pass has left the expected gradient in the tensor.</summary>
    /// <param name="expected">The gradient, of the tensor's own shape.</param>
    /// <param name="tolerance">The largest difference allowed, in absolute terms.</param>
    /// <param name="axes">The axes' names, separated by spaces.</param>
    /// <param name="mistakes">Plausible wrong gradients and the words for them.</param>
    /// <exception cref="ArgumentException">There are not as many names as axes.</exception>
    public AndConstraint<TensorAssertions> HaveGradient(
        Tensor expected, double tolerance, string? axes = null,
        IEnumerable<(string Mistake, Tensor Value)>? mistakes = null)
    {
        if (!Present()) return new(this);
        using var gradient = Subject!.grad;
        if (gradient is null)
        {
            Report("No gradient reached the tensor: was the graph cut on the way, by detach(), no_grad(), item() or " +
                "an in-place copy?");
            return new(this);
        }
        var names = Shape.Names(axes, expected.shape);
        if (Difference.Of(gradient, expected, tolerance, names, mistakes ?? []) is { } difference)
            Report($"The gradient: {difference}");
        return new(this);
    }

    /// <summary>
    /// The tensor is as close as the tolerance asks to one that was looked at and accepted:
    /// <c>TestClass.TestMethod.verified.safetensors</c> beside the test. Run the test with <c>ARENA_ACCEPT=1</c> to
    /// accept what it returns; numbers among which a usual mistake would go unnoticed are refused.
    /// </summary>
    /// <param name="axes">The axes' names, separated by spaces: <c>"week day"</c>.</param>
    /// <param name="tolerance">The largest difference allowed, in absolute terms.</param>
    /// <param name="name">
    /// Tells several snapshots of one test apart: <c>TestClass.TestMethod.name.verified.safetensors</c>.
    /// </param>
    /// <param name="sourceFile">Provided by the compiler.</param>
    /// <param name="member">Provided by the compiler.</param>
    /// <exception cref="ArgumentException">
    /// There are not as many names as axes, or the element type cannot be recorded.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not a number.</exception>
    public AndConstraint<TensorAssertions> MatchSnapshot(
        string axes, double tolerance, string? name = null,
        [CallerFilePath] string sourceFile = "", [CallerMemberName] string member = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        if (double.IsNaN(tolerance)) throw new ArgumentOutOfRangeException(nameof(tolerance));
        if (Present()) Report(Snapshot.Difference(Subject!, axes, tolerance, name, sourceFile, member));
        return new(this);
    }

    private bool Present()
    {
        if (Subject is null) Report("The tensor is null.");
        else if (Subject.IsInvalid) Report("The tensor was disposed: its memory is gone before anybody could read it.");
        else return true;
        return false;
    }

    // The message is passed as an argument, because FluentAssertions reads braces in it.
    private static void Report(string? difference) =>
        Execute.Assertion.ForCondition(difference is null).FailWith("{0}", new Verbatim(difference ?? ""));
}
