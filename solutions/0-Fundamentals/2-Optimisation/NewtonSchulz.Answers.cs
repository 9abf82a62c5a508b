using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for a matrix with singular values around 1.</summary>
[SolutionOnly]
internal static class NewtonSchulzAnswers
{
    [WrongAnswer("0.2.24", Says = "the matrix was not divided by its Frobenius norm first")]
    internal static Tensor DividesByNothing(Tensor matrix) => Rounds(matrix, 5);

    [WrongAnswer("0.2.24", Says = "there is one round too few")]
    internal static Tensor StopsTooEarly(Tensor matrix) => Rounds(matrix / (matrix.norm() + 1e-7), 4);

    [WrongAnswer("0.2.24", Says = "10⁻⁷ is missing in the divisor")]
    internal static Tensor MakesNaNOfNothing(Tensor matrix) => Rounds(matrix / matrix.norm(), 5);

    // All singular values are exactly 1; the five products only come near.
    [WrongAnswer("0.2.24")]
    internal static Tensor AsksForTheSingularVectors(Tensor matrix)
    {
        var (u, _, v) = linalg.svd(matrix, fullMatrices: false);
        return u.matmul(v);
    }

    [RightAnswer("0.2.24")]
    internal static Tensor LaysTallMatricesDown(Tensor matrix) =>
        matrix.shape[0] > matrix.shape[1]
            ? Rounds(matrix.t() / (matrix.norm() + 1e-7), 5).t()
            : Rounds(matrix / (matrix.norm() + 1e-7), 5);

    [RightAnswer("0.2.24")]
    internal static Tensor MultipliesFromTheRight(Tensor matrix)
    {
        var x = matrix / (matrix.square().sum().sqrt() + 1e-7);
        for (var i = 0; i < 5; i++)
        {
            var once = x.matmul(x.t().matmul(x));
            x = 3.4445 * x - 4.7750 * once + 2.0315 * once.matmul(x.t().matmul(x));
        }
        return x;
    }

    private static Tensor Rounds(Tensor x, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            var squares = x.matmul(x.t());
            x = 3.4445 * x - 4.7750 * squares.matmul(x) + 2.0315 * squares.matmul(squares).matmul(x);
        }
        return x;
    }
}
