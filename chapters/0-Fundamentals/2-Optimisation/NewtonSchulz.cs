using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Makes all singular values of a matrix nearly 1, with nothing but products.</summary>
public static class NewtonSchulz
{
    /// <summary>
    /// Nearly the orthogonal matrix next to a matrix: the same singular vectors, and singular values around 1. After
    /// dividing by the Frobenius norm plus 10⁻⁷, five times <c>X ← a X + b (X Xᵀ) X + c (X Xᵀ)² X</c> with
    /// a = 3.4445, b = −4.7750 and c = 2.0315 (Jordan and others 2024).
    /// </summary>
    /// <param name="matrix"><c>row column</c>, tall or wide.</param>
    /// <returns><c>row column</c>.</returns>
    [Exercise("0.2.24", "Orthogonal by five products",
        Minutes = 20, Difficulty = 4, Importance = 2, Model = MentalModel.FunctionApproximators)]
    [return: Shape("row column")]
    public static Tensor Orthogonalise([Shape("row column")] Tensor matrix)
    {
        throw new NotImplementedException("0.2.24 Orthogonal by five products");
    }
}
