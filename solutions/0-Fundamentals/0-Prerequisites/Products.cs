using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Products and sums of linear algebra, each as one pattern.</summary>
public static class Products
{
    /// <summary>The sum of the diagonal.</summary>
    /// <param name="x"><c>i i</c>.</param>
    /// <returns>A single number, without axes.</returns>
    [Exercise("0.0.28", "Trace", Minutes = 5, Difficulty = 1, Importance = 3)]
    [return: Shape("")]
    public static Tensor Trace([Shape("i i")] Tensor x) => Einsum("i i ->", x);

    /// <summary>A matrix times a vector.</summary>
    /// <param name="matrix"><c>row column</c>.</param>
    /// <param name="vector"><c>column</c>.</param>
    /// <returns><c>row</c>.</returns>
    [Exercise("0.0.29", "Matrix times vector", Minutes = 5, Difficulty = 1, Importance = 4)]
    [return: Shape("row")]
    public static Tensor MatrixVector([Shape("row column")] Tensor matrix, [Shape("column")] Tensor vector) =>
        Einsum("row column, column -> row", matrix, vector);

    /// <summary>A matrix times a matrix.</summary>
    /// <param name="left"><c>row inner</c>.</param>
    /// <param name="right"><c>inner column</c>.</param>
    /// <returns><c>row column</c>.</returns>
    [Exercise("0.0.30", "Matrix times matrix", Minutes = 5, Difficulty = 1, Importance = 5)]
    [return: Shape("row column")]
    public static Tensor MatrixMatrix([Shape("row inner")] Tensor left, [Shape("inner column")] Tensor right) =>
        Einsum("row inner, inner column -> row column", left, right);

    /// <summary>The sum of the products of two vectors' elements.</summary>
    /// <param name="a"><c>i</c>.</param>
    /// <param name="b"><c>i</c>.</param>
    /// <returns>A single number, without axes.</returns>
    [Exercise("0.0.31", "Inner product", Minutes = 5, Difficulty = 1, Importance = 5)]
    [return: Shape("")]
    public static Tensor Inner([Shape("i")] Tensor a, [Shape("i")] Tensor b) => Einsum("i, i ->", a, b);

    /// <summary>Every element of one vector times every element of another.</summary>
    /// <param name="a"><c>i</c>.</param>
    /// <param name="b"><c>j</c>.</param>
    /// <returns><c>i j</c>.</returns>
    [Exercise("0.0.32", "Outer product", Minutes = 5, Difficulty = 1, Importance = 4)]
    [return: Shape("i j")]
    public static Tensor Outer([Shape("i")] Tensor a, [Shape("j")] Tensor b) => Einsum("i, j -> i j", a, b);

    /// <summary>The outer product of two vectors, for each pair in a batch.</summary>
    /// <param name="a"><c>batch i</c>.</param>
    /// <param name="b"><c>batch j</c>.</param>
    /// <returns><c>batch i j</c>.</returns>
    [Exercise("0.0.33", "Outer products of a batch", Minutes = 5, Difficulty = 2, Importance = 4)]
    [return: Shape("batch i j")]
    public static Tensor BatchedOuter([Shape("batch i")] Tensor a, [Shape("batch j")] Tensor b) =>
        Einsum("batch i, batch j -> batch i j", a, b);
}
