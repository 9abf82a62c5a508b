using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class ProductsTests
{
    // Sums of at most nine products of numbers of size 1 in float32, in any order: off by less than 1e-5.
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.0.28")]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(7, true)]
    public void TraceIsTheSumOfTheDiagonal(long size, bool view)
    {
        var x = Some.Numbers(view, size, size);
        using var unchanged = Inputs.MustStayUnchanged(x);
        Products.Trace(x).Should().BeCloseTo(x.diagonal().sum(), tolerance: Tolerance, mistakes:
        [
            ("everything was added up, not only the diagonal: one name for both axes keeps them in step", x.sum()),
            ("this is the other diagonal", x.flip(1).diagonal().sum()),
            ("this is the mean of the diagonal, not its sum", x.diagonal().mean()),
        ]);
    }

    [ExerciseTheory("0.0.29")]
    [InlineData(4, 4, false)]
    [InlineData(1, 5, false)]
    [InlineData(3, 1, false)]
    [InlineData(7, 9, true)]
    public void MatrixTimesVector(long rows, long columns, bool view)
    {
        var (matrix, vector) = (Some.Numbers(view, rows, columns), Some.Numbers(view, columns));
        using var unchanged = Inputs.MustStayUnchanged(matrix, vector);
        Products.MatrixVector(matrix, vector).Should().BeCloseTo(
            matrix.mv(vector), axes: "row", tolerance: Tolerance, mistakes:
        [
            .. rows == columns
                ? [
                    ("the rows were added up, not the columns: the vector belongs to the columns", matrix.t().mv(vector)),
                    ("the vector was laid along the rows; it belongs to the columns", matrix.sum(dim: 1) * vector),
                ]
                : Array.Empty<(string, Tensor)>(),
            ("all columns were added up without the vector", matrix.sum(dim: 1)),
            ("the columns and the vector were added up apart and multiplied then", matrix.sum(dim: 1) * vector.sum()),
        ]);
    }

    [ExerciseTheory("0.0.30")]
    [InlineData(4, 4, 4, false)]
    [InlineData(1, 5, 1, false)]
    [InlineData(3, 1, 2, false)]
    [InlineData(5, 9, 7, true)]
    public void MatrixTimesMatrix(long rows, long inner, long columns, bool view)
    {
        var (left, right) = (Some.Numbers(view, rows, inner), Some.Numbers(view, columns, inner).t());
        using var unchanged = Inputs.MustStayUnchanged(left, right);
        var wanted = left.mm(right);
        Products.MatrixMatrix(left, right).Should().BeCloseTo(
            wanted, axes: "row column", tolerance: Tolerance, mistakes:
        [
            ("the result is transposed", wanted.t()),
            ("each matrix was summed by itself: one name for the inner axis keeps them in step",
                left.sum(dim: 1).outer(right.sum(dim: 0))),
            .. rows == inner && inner == columns
                ? [
                    ("the elements were multiplied one by one: the inner axis has to be summed away", left * right),
                    ("rows met rows: the inner axis is the second of the left and the first of the right",
                        left.mm(right.t())),
                    ("columns met columns: the inner axis is the second of the left and the first of the right",
                        left.t().mm(right)),
                    ("the matrices were multiplied in the other order", right.mm(left)),
                ]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.0.31")]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(9, true)]
    public void InnerProduct(long size, bool view)
    {
        var (a, b) = (Some.Numbers(view, size), Some.Numbers(view, 2, size)[1]);
        using var unchanged = Inputs.MustStayUnchanged(a, b);
        Products.Inner(a, b).Should().BeCloseTo(a.dot(b), tolerance: Tolerance, mistakes:
        [
            ("each vector was summed by itself: one name for both keeps them in step", a.sum() * b.sum()),
            ("this is the mean of the products, not their sum", (a * b).mean()),
            ("this is the cosine: do not divide by the lengths", a.dot(b) / (a.norm() * b.norm())),
        ]);
    }

    [ExerciseTheory("0.0.32")]
    [InlineData(4, 4, false)]
    [InlineData(1, 3, false)]
    [InlineData(5, 1, false)]
    [InlineData(3, 7, true)]
    public void OuterProduct(long rows, long columns, bool view)
    {
        var (a, b) = (Some.Numbers(view, rows), Some.Numbers(view, 2, columns)[1]);
        using var unchanged = Inputs.MustStayUnchanged(a, b);
        var wanted = a.unsqueeze(1) * b.unsqueeze(0);
        Products.Outer(a, b).Should().BeCloseTo(wanted, axes: "i j", tolerance: Tolerance, mistakes:
        [
            ("the result is transposed: the first vector belongs to the rows", wanted.t()),
            ("the vectors were added, not multiplied", a.unsqueeze(1) + b.unsqueeze(0)),
            .. rows == columns
                ? [("the elements were multiplied one by one: the two axes need two names", a * b)]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.0.33")]
    [InlineData(4, 4, 4, false)]
    [InlineData(1, 3, 2, false)]
    [InlineData(3, 5, 1, false)]
    [InlineData(5, 3, 7, true)]
    public void OuterProductOfEachPair(long batch, long rows, long columns, bool view)
    {
        var (a, b) = (Some.Numbers(view, batch, rows), Some.Numbers(view, 2, batch, columns)[1]);
        using var unchanged = Inputs.MustStayUnchanged(a, b);
        var wanted = a.unsqueeze(2) * b.unsqueeze(1);
        Products.BatchedOuter(a, b).Should().BeCloseTo(wanted, axes: "batch i j", tolerance: Tolerance, mistakes:
        [
            ("each outer product is transposed", wanted.transpose(1, 2)),
            ("the pairs of the batch were added up", wanted.sum(dim: 0)),
            ("every vector met every other: both batch axes need the same name",
                a.unsqueeze(1).unsqueeze(3) * b.unsqueeze(0).unsqueeze(2)),
            .. rows == columns
                ? [("the elements were multiplied one by one: the two axes need two names", a * b)]
                : Array.Empty<(string, Tensor)>(),
            .. batch == rows
                ? [("the batch of the second met the elements of the first: give both three axes", a.unsqueeze(2) * b)]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }
}
