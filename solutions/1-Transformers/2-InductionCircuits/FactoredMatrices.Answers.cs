using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for factored matrices.</summary>
[SolutionOnly]
internal static class FactoredMatricesAnswers
{
    // Right, until the product does not fit into memory.
    [WrongAnswer("1.2.23")]
    internal static Tensor MakesTheProductForItsTrace(Tensor left, Tensor right) => left.matmul(right).trace();

    [WrongAnswer("1.2.23")]
    internal static Tensor AddsUpEverything(Tensor left, Tensor right) => left.sum(dim: 0).dot(right.sum(dim: 1));

    [RightAnswer("1.2.23")]
    internal static Tensor TurnsTheProductRound(Tensor left, Tensor right) => right.matmul(left).trace();

    [WrongAnswer("1.2.24")]
    internal static Tensor MakesTheProductForItsEigenvalues(Tensor left, Tensor right) =>
        linalg.eigvals(left.matmul(right))[..(int)left.shape[1]];

    [WrongAnswer("1.2.24", Says = "Eigenvalues are complex numbers")]
    internal static Tensor TakesSingularValues(Tensor left, Tensor right) => linalg.svdvals(right.matmul(left));

    [WrongAnswer("1.2.24", Says = "Eigenvalues are complex numbers")]
    internal static Tensor TakesItForSymmetric(Tensor left, Tensor right) => linalg.eigvalsh(right.matmul(left));

    [RightAnswer("1.2.24")]
    internal static Tensor TransposesTheSmallProduct(Tensor left, Tensor right) =>
        linalg.eigvals(left.t().matmul(right.t()));

    [WrongAnswer("1.2.25", Says = "this is the square of the norm")]
    internal static Tensor ForgetsTheRoot(Tensor left, Tensor right) =>
        (left.t().matmul(left) * right.matmul(right.t())).sum();

    [WrongAnswer("1.2.25", Says = "norms were multiplied")]
    internal static Tensor MultipliesTheNorms(Tensor left, Tensor right) =>
        left.square().sum().sqrt() * right.square().sum().sqrt();

    [WrongAnswer("1.2.25")]
    internal static Tensor MakesTheProductForItsNorm(Tensor left, Tensor right) => left.matmul(right).norm();

    [WrongAnswer("1.2.25")]
    internal static Tensor TakesTheNormOfTheSmallProduct(Tensor left, Tensor right)
    {
        var size = (int)Math.Min(left.shape[0], right.shape[1]);
        return right[.., ..size].matmul(left[..size]).norm();
    }

    [RightAnswer("1.2.25")]
    internal static Tensor TakesTheTrace(Tensor left, Tensor right) =>
        left.t().matmul(left).matmul(right.matmul(right.t())).trace().sqrt();

    [WrongAnswer("1.2.26", Says = "the singular values of the factors were multiplied")]
    internal static Tensor MultipliesSingularValues(Tensor left, Tensor right) =>
        linalg.svdvals(left) * linalg.svdvals(right);

    [WrongAnswer("1.2.26")]
    internal static Tensor MakesTheProductForItsSingularValues(Tensor left, Tensor right) =>
        linalg.svdvals(left.matmul(right))[..(int)left.shape[1]];

    [WrongAnswer("1.2.26", Says = "these are their squares")]
    internal static Tensor ForgetsTheRootOfEigenvalues(Tensor left, Tensor right) =>
        linalg.eigvals(left.t().matmul(left).matmul(right.matmul(right.t()))).real.sort(descending: true).Values;

    [RightAnswer("1.2.26")]
    internal static Tensor SplitsTheLeftFactor(Tensor left, Tensor right) =>
        linalg.svdvals(linalg.qr(left).R.matmul(right).matmul(linalg.qr(right.t()).Q));
}
