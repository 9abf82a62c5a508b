using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>
/// What one wants to know of a large matrix that is the product of a tall and a wide one, without ever making it.
/// Here, the product is <c>row column</c>, and the rank is small.
/// </summary>
public static class FactoredMatrices
{
    /// <summary>The sum of the product's diagonal.</summary>
    /// <param name="left"><c>row rank</c>.</param>
    /// <param name="right"><c>rank row</c>: the product is square.</param>
    /// <returns>A single number, without axes.</returns>
    [Exercise("1.2.23", "The trace of a product",
        Minutes = 5, Difficulty = 2, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("")]
    public static Tensor Trace([Shape("row rank")] Tensor left, [Shape("rank row")] Tensor right) =>
        (left * right.t()).sum();

    /// <summary>The product's eigenvalues but for those that are 0 because of its rank.</summary>
    /// <param name="left"><c>row rank</c>.</param>
    /// <param name="right"><c>rank row</c>: the product is square. There are no fewer rows than the rank.</param>
    /// <returns><c>rank</c>, complex, in any order.</returns>
    [Exercise("1.2.24", "The eigenvalues of a product",
        Minutes = 10, Difficulty = 3, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("rank")]
    public static Tensor Eigenvalues([Shape("row rank")] Tensor left, [Shape("rank row")] Tensor right) =>
        linalg.eigvals(right.matmul(left));

    /// <summary>The product's Frobenius norm: the root of the sum of its squared elements.</summary>
    /// <param name="left"><c>row rank</c>.</param>
    /// <param name="right"><c>rank column</c>.</param>
    /// <returns>A single number, without axes.</returns>
    [Exercise("1.2.25", "The norm of a product",
        Minutes = 10, Difficulty = 3, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("")]
    public static Tensor Norm([Shape("row rank")] Tensor left, [Shape("rank column")] Tensor right)
    {
        var leftProducts = Einsum("row rank, row other -> rank other", left, left);
        var rightProducts = Einsum("rank column, other column -> rank other", right, right);
        return (leftProducts * rightProducts).sum().sqrt();
    }

    /// <summary>The product's singular values but for those that are 0 because of its rank.</summary>
    /// <param name="left"><c>row rank</c>, no fewer rows than the rank.</param>
    /// <param name="right"><c>rank column</c>, no fewer columns than the rank.</param>
    /// <returns><c>rank</c>, the largest first.</returns>
    [Exercise("1.2.26", "The singular values of a product",
        Minutes = 10, Difficulty = 4, Importance = 2, Model = MentalModel.Circuits)]
    [return: Shape("rank")]
    public static Tensor SingularValues([Shape("row rank")] Tensor left, [Shape("rank column")] Tensor right)
    {
        var (_, leftTriangle) = linalg.qr(left);
        var (_, rightTriangle) = linalg.qr(right.t());
        return linalg.svdvals(leftTriangle.matmul(rightTriangle.t()));
    }
}
