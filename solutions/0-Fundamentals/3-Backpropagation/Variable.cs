using Arena.Arrays;
using static Arena.Fundamentals.Backpropagation.Autograd;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>An array that knows how it was computed, so that gradients can find their way back.</summary>
/// <param name="array">The numbers.</param>
/// <param name="requiresGrad">Whether somebody wants its gradient, or that of something it was computed from.</param>
/// <param name="recipe">How it was computed; null for a leaf, which was not, or of which nobody asks how.</param>
public class Variable(NdArray array, bool requiresGrad = false, Recipe? recipe = null)
{
    /// <summary>The numbers.</summary>
    public NdArray Array { get; } = array;

    /// <summary>Whether gradients flow to it.</summary>
    public bool RequiresGrad { get; } = requiresGrad;

    /// <summary>How it was computed; null for a leaf.</summary>
    public Recipe? Recipe { get; } = recipe;

    /// <summary>What the backward passes have left here, of the array's shape; null before the first.</summary>
    public NdArray? Grad { get; set; }

    /// <summary>The size of each axis.</summary>
    public IReadOnlyList<int> Shape => Array.Shape;

    /// <summary>An array is a variable that needs no gradient.</summary>
    public static implicit operator Variable(NdArray array) => new(array);

    /// <summary>A number is a variable that needs no gradient.</summary>
    public static implicit operator Variable(double number) => new(number);

    /// <summary>The sum.</summary>
    public static Variable operator +(Variable x, Variable y) => Apply(new Operation.Add(), x, y);

    /// <summary>The difference.</summary>
    public static Variable operator -(Variable x, Variable y) => Apply(new Operation.Subtract(), x, y);

    /// <summary>The product.</summary>
    public static Variable operator *(Variable x, Variable y) => Apply(new Operation.Multiply(), x, y);

    /// <summary>The quotient.</summary>
    public static Variable operator /(Variable x, Variable y) => Apply(new Operation.Divide(), x, y);

    /// <summary>The other sign.</summary>
    public static Variable operator -(Variable x) => Apply(new Operation.Negative(), x);

    /// <summary>1 where the left one is greater, else 0; no gradient flows through it.</summary>
    public static Variable operator >(Variable x, Variable y) => Apply(new Operation.Greater(), x, y);

    /// <summary>1 where the left one is smaller, else 0; no gradient flows through it.</summary>
    public static Variable operator <(Variable x, Variable y) => Apply(new Operation.Greater(), y, x);

    /// <summary>The larger of both, number by number.</summary>
    public static Variable Maximum(Variable x, Variable y) => Apply(new Operation.Maximum(), x, y);

    /// <summary>e to the power of each number.</summary>
    public Variable Exp() => Apply(new Operation.Exp(), this);

    /// <summary>The natural logarithm of each number.</summary>
    public Variable Log() => Apply(new Operation.Log(), this);

    /// <summary>The matrix product of <c>row inner</c> and <c>inner column</c>.</summary>
    public Variable MatMul(Variable other) => Apply(new Operation.MatMul(), this, other);

    /// <summary>The same numbers with other axes.</summary>
    public Variable Reshape(params IReadOnlyList<int> shape) => Apply(new Operation.Reshape(shape), this);

    /// <summary>The axes in another order.</summary>
    public Variable Permute(params IReadOnlyList<int> order) => Apply(new Operation.Permute(order), this);

    /// <summary>The sum over axes; over all of them when null.</summary>
    public Variable Sum(IReadOnlyList<int>? axes = null, bool keepDims = false) =>
        Apply(new Operation.Sum(axes, keepDims), this);

    /// <summary>Picks along the first axes, as <see cref="NdArray.Take"/>.</summary>
    public Variable Take(params IReadOnlyList<IReadOnlyList<int>> indices) => Apply(new Operation.Take(indices), this);

    /// <summary>
    /// The same array, cut off from the graph: as a variable that needs no gradient. Nothing is copied.
    /// </summary>
    [Exercise("0.3.21", "Cut the graph",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public Variable Detach() => new(Array);

    /// <summary>The operation that made it, and its array.</summary>
    public override string ToString() => $"{Recipe?.Operation.Name ?? "leaf"} {Array}";
}
