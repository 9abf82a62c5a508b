using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class FactoredMatricesTests
{
    private const double Tolerance = 1e-3;

    // Sums over 300,000 rows in float32.
    private const double Large = 0.05;

    [ExerciseTheory("1.2.23")]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(6, 6)]
    [InlineData(4, 7)]
    public void TraceOfTheProduct(long rows, long rank)
    {
        var (left, right) = Factors(rows, rank, rows);
        using var unchanged = Inputs.MustStayUnchanged(left, right);
        var product = left.matmul(right);
        FactoredMatrices.Trace(left, right).Should().BeCloseTo(product.trace(), Tolerance, "", mistakes:
        [
            ("all elements of the product were added, not its diagonal", product.sum()),
            ("the diagonal was averaged, not added", product.diagonal(0, 0, 1).mean()),
            .. rows == rank
                ? [("the right factor was not turned", (left * right).sum())]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.2.24")]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(7, 3)]
    [InlineData(4, 4)]
    public void EigenvaluesOfTheProduct(long rows, int rank)
    {
        var (left, right) = Factors(rows, rank, rows);
        using var unchanged = Inputs.MustStayUnchanged(left, right);
        var values = FactoredMatrices.Eigenvalues(left, right);
        values.Should().HaveShape("rank", rank);
        Must.Hold(values.is_complex(), "Eigenvalues are complex numbers: `linalg.eigvals`, not `eigvalsh`.");
        // The same numbers in any order have the same sums of powers, which are traces of powers of the product.
        var (product, power) = (left.matmul(right), eye(rows));
        for (var exponent = 1; exponent <= rank; exponent++)
        {
            power = power.matmul(product);
            values.pow(exponent).sum().real.Should().BeCloseTo(
                power.trace(), Tolerance * Math.Max(1, Math.Abs(power.trace().item<float>())), "", mistakes: [],
                what: $"The sum of the eigenvalues to the power {exponent}");
        }
    }

    [ExerciseTheory("1.2.25")]
    [InlineData(1, 1, 1)]
    [InlineData(5, 2, 3)]
    [InlineData(3, 4, 6)]
    public void NormOfTheProduct(long rows, long rank, long columns)
    {
        var (left, right) = Factors(rows, rank, columns);
        using var unchanged = Inputs.MustStayUnchanged(left, right);
        var product = left.matmul(right);
        FactoredMatrices.Norm(left, right).Should().BeCloseTo(product.square().sum().sqrt(), Tolerance, "", mistakes:
        [
            ("this is the square of the norm", product.square().sum()),
            ("norms were multiplied: that is more than the norm of the product", left.norm() * right.norm()),
            .. rank == 4
                ? [("the small matrices were multiplied as matrices and their elements added up",
                    left.t().matmul(left).matmul(right.matmul(right.t())).sum().abs().sqrt())]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.2.26")]
    [InlineData(1, 1, 1)]
    [InlineData(5, 2, 3)]
    [InlineData(4, 4, 6)]
    public void SingularValuesOfTheProduct(long rows, int rank, long columns)
    {
        var (left, right) = Factors(rows, rank, columns);
        using var unchanged = Inputs.MustStayUnchanged(left, right);
        var wanted = linalg.svdvals(left.matmul(right))[..rank];
        FactoredMatrices.SingularValues(left, right).Should().BeCloseTo(wanted, Tolerance, "rank", mistakes:
        [
            ("the smallest comes first", wanted.flip(0)),
            ("these are their squares", wanted.square()),
            ("the singular values of the factors were multiplied, which those of a product are not",
                linalg.svdvals(left) * linalg.svdvals(right)),
            ("these are singular values of the factors in the other order",
                linalg.svdvals(right[.., ..(int)Math.Min(rows, columns)].matmul(left[..(int)Math.Min(rows, columns)]))),
        ]);
    }

    // The product would have 90 billion elements. Its factors are the same, with columns that do not overlap.
    [ExerciseFact("1.2.23")]
    public void TraceOfALargeProduct() => FactoredMatrices.Trace(Tall(), Tall().t()).Should().BeCloseTo(
        tensor(4 + 9 + 25f), Large, "", mistakes: []);

    [ExerciseFact("1.2.24")]
    public void EigenvaluesOfALargeProduct() => FactoredMatrices.Eigenvalues(Tall(), Tall().t()).real.sort().Values
        .Should().BeCloseTo(tensor(new[] { 4f, 9, 25 }), Large, "rank", mistakes: []);

    [ExerciseFact("1.2.25")]
    public void NormOfALargeProduct() => FactoredMatrices.Norm(Tall(), Tall().t()).Should().BeCloseTo(
        tensor((float)Math.Sqrt(16 + 81 + 625)), Large, "", mistakes: []);

    [ExerciseFact("1.2.26")]
    public void SingularValuesOfALargeProduct() => FactoredMatrices.SingularValues(Tall(), Tall().t()).Should()
        .BeCloseTo(tensor(new[] { 25f, 9, 4 }), Large, "rank", mistakes: []);

    internal static Tensor Tall()
    {
        const int rows = 300_000;
        var column = arange(rows, dtype: int64).remainder(3);
        return eye(3)[column] * tensor(new[] { 2f, 3, 5 }) / Math.Sqrt(rows / 3);
    }

    private static (Tensor Left, Tensor Right) Factors(long rows, long rank, long columns) =>
        (Some.Numbers(1, [rows, rank]), Some.Numbers(2, [rank, columns]));
}
