using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

public class StridesTests
{
    private const double Tolerance = 1e-5;

    [ExerciseFact("0.1.11")]
    public void FirstRow() => Shows(StridePuzzles.FirstRow(), tensor(new float[] { 0, 1, 2, 3, 4 }));

    [ExerciseFact("0.1.11")]
    public void ThirdColumn() => Shows(StridePuzzles.ThirdColumn(), tensor(new float[] { 2, 7, 12, 17 }));

    [ExerciseFact("0.1.11")]
    public void Diagonal() => Shows(StridePuzzles.Diagonal(), tensor(new float[] { 0, 6, 12, 18 }));

    [ExerciseFact("0.1.11")]
    public void Transposed() => Shows(
        StridePuzzles.Transposed(),
        tensor(new float[] { 0, 5, 10, 15, 1, 6, 11, 16, 2, 7, 12, 17, 3, 8, 13, 18, 4, 9, 14, 19 }, [5, 4]));

    [ExerciseFact("0.1.11")]
    public void EverySecond() => Shows(StridePuzzles.EverySecond(), tensor(new float[] { 0, 2, 4, 10, 12, 14 }, [2, 3]));

    [ExerciseFact("0.1.11")]
    public void LastRowThrice() => Shows(
        StridePuzzles.LastRowThrice(),
        tensor(new float[] { 15, 16, 17, 18, 19, 15, 16, 17, 18, 19, 15, 16, 17, 18, 19 }, [3, 5]));

    [ExerciseFact("0.1.11")]
    public void EachFourTimes() => Shows(
        StridePuzzles.EachFourTimes(), tensor(new float[] { 0, 0, 0, 0, 1, 1, 1, 1 }, [2, 4]));

    [ExerciseFact("0.1.11")]
    public void Corners() => Shows(StridePuzzles.Corners(), tensor(new float[] { 0, 4, 15, 19 }, [2, 2]));

    [ExerciseFact("0.1.11")]
    public void Windows() => Shows(
        StridePuzzles.Windows(), tensor(new float[] { 0, 1, 2, 1, 2, 3, 2, 3, 4 }, [3, 3]));

    [ExerciseFact("0.1.11")]
    public void Squares()
    {
        var corner = new float[] { 0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13 };
        Shows(
            StridePuzzles.Squares(),
            tensor(corner.SelectMany(c => new[] { c, c + 1, c + 5, c + 6 }).ToArray(), [3, 4, 2, 2]));
    }

    private static void Shows(Layout layout, Tensor wanted)
    {
        layout.Sizes.Should().Equal(wanted.shape, "these are the sizes of the view");
        layout.Strides.Length.Should().Be((int)wanted.ndim, "there is a stride for each axis");
        var last = layout.Offset + layout.Sizes.Zip(layout.Strides, (size, stride) => (size - 1) * stride).Sum();
        last.Should().BeInRange(0, 19, "the view's last number is one of the twenty");
        var memory = arange(20, dtype: float32).reshape(4, 5);
        var mistakes = new List<(string, Tensor)>
        {
            ("the strides are those of a new tensor of this size, so the numbers are the first ones in reading order",
                arange(wanted.numel(), dtype: float32).reshape(wanted.shape)),
        };
        if (layout.Strides.Length > 1)
            mistakes.Add(("the strides of two axes are exchanged", wanted.transpose(-1, -2).contiguous()));
        if (wanted.flatten()[0].item<float>() != 0)
            mistakes.Add(("it begins at the beginning of the memory: an offset is missing",
                wanted - wanted.flatten()[0]));
        memory.as_strided(layout.Sizes, layout.Strides, layout.Offset).Should().BeCloseTo(
            wanted, tolerance: 0, mistakes: mistakes.Where(mistake =>
                !mistake.Item2.shape.SequenceEqual(wanted.shape) || !mistake.Item2.allclose(wanted)));
    }

    [ExerciseTheory("0.1.12")]
    [InlineData(3, 3, false)]
    [InlineData(2, 5, false)]
    [InlineData(5, 2, true)]
    [InlineData(4, 4, true)]
    [InlineData(1, 1, false)]
    public void SumOfTheDiagonal(long rows, long columns, bool view) => IsTrace(Sample.Numbers(view, rows, columns));

    [ExerciseFact("0.1.12")]
    public void TraceOfPartsAndRepetitions()
    {
        var x = Sample.Numbers(view: false, 6, 7);
        IsTrace(x.narrow(0, 2, 3).narrow(1, 1, 4));
        IsTrace(x[0].expand(3, 7));
        IsTrace(x.t());
    }

    private static void IsTrace(Tensor x)
    {
        using var unchanged = Inputs.MustStayUnchanged(x);
        var length = Math.Min(x.shape[0], x.shape[1]);
        var fresh = x.contiguous();
        List<(string, Tensor)> mistakes =
        [
            ("this is the sum of all numbers", x.sum()),
            ("this is the diagonal from the other corner", x.flip(1).diagonal().sum()),
            ("this is the mean of the diagonal", x.diagonal().mean()),
        ];
        foreach (var offset in new[] { 0, x.storage_offset() })
            foreach (var stride in new[] { x.shape[1] + 1, x.shape[0] + 1, x.stride(0) + x.stride(1) })
                if (Fits(offset, stride))
                    mistakes.Add(offset == x.storage_offset()
                        ? ("the strides are those that a new tensor would have; ask `x` for its own",
                            x.as_strided([length], [stride], offset).sum())
                        : ("the diagonal is read from the beginning of the memory; `x` begins later (`storage_offset`)",
                            x.as_strided([length], [stride], offset).sum()));
        var wanted = fresh.diagonal().sum();
        Strides.Trace(x).Should().BeCloseTo(
            wanted, Tolerance, axes: "", mistakes: mistakes.Where(mistake => !mistake.Item2.allclose(wanted)));

        // The last place of the memory that x itself reads is known to be there.
        bool Fits(long offset, long stride) =>
            offset + (length - 1) * stride
                <= x.storage_offset() + (x.shape[0] - 1) * x.stride(0) + (x.shape[1] - 1) * x.stride(1);
    }

    [ExerciseTheory("0.1.13")]
    [InlineData(2, 3, false, false)]
    [InlineData(4, 4, false, true)]
    [InlineData(3, 3, true, false)]
    [InlineData(1, 5, true, true)]
    [InlineData(5, 1, false, false)]
    public void ProductOfMatrixAndVector(long rows, long columns, bool matrixStrided, bool vectorStrided)
    {
        var matrix = Sample.Numbers(matrixStrided, rows, columns);
        var vector = Sample.Numbers(vectorStrided, columns + 1)[1..];
        using var unchanged = Inputs.MustStayUnchanged(matrix, vector);
        var mistakes = new List<(string, Tensor)>
        {
            ("the products were averaged, not added up", matrix.matmul(vector) / columns),
            ("the vector is read from the beginning of its memory; it begins later (`storage_offset`)",
                matrix.matmul(vector.as_strided([columns], [vector.stride(0)], 0))),
            ("the numbers of the vector are taken to be neighbours in memory; ask it for its stride",
                matrix.matmul(vector.as_strided([columns], [1], vector.storage_offset()))),
        };
        if (rows == columns)
        {
            mistakes.Add(("the matrix is transposed: the sum runs over the rows", matrix.t().matmul(vector)));
            mistakes.Add(("the vector lies along the wrong axis: each row got one number of it",
                (matrix * vector.unsqueeze(1)).sum(dim: 1)));
        }
        var wanted = matrix.matmul(vector);
        Strides.MatrixTimesVector(matrix, vector).Should().BeCloseTo(
            wanted, Tolerance, axes: "row", mistakes: mistakes.Where(mistake => !mistake.Item2.allclose(wanted)));
    }

    [ExerciseTheory("0.1.14")]
    [InlineData(2, 3, 4, false, false)]
    [InlineData(3, 3, 3, true, false)]
    [InlineData(3, 3, 3, false, true)]
    [InlineData(1, 4, 2, true, true)]
    [InlineData(3, 1, 1, false, false)]
    public void ProductOfMatrices(long rows, long inner, long columns, bool leftView, bool rightView)
    {
        var left = Sample.Numbers(leftView, rows + 1, inner)[1..];
        var right = Sample.Numbers(rightView, inner + 1, columns + 1)[1.., 1..];
        using var unchanged = Inputs.MustStayUnchanged(left, right);
        var wanted = left.matmul(right);
        var mistakes = new List<(string, Tensor)>
        {
            ("the products were averaged, not added up", wanted / inner),
            ("the left matrix is read from the beginning of its memory; it begins later (`storage_offset`)",
                left.as_strided(left.shape, [left.stride(0), left.stride(1)], 0).matmul(right)),
            ("the right matrix is read from the beginning of its memory; it begins later (`storage_offset`)",
                left.matmul(right.as_strided(right.shape, [right.stride(0), right.stride(1)], 0))),
            ("both matrices are read from the beginning of their memory; they begin later (`storage_offset`)",
                left.as_strided(left.shape, [left.stride(0), left.stride(1)], 0)
                    .matmul(right.as_strided(right.shape, [right.stride(0), right.stride(1)], 0))),
        };
        if (rows == inner && inner == columns)
            mistakes.AddRange(
            [
                ("the matrices are exchanged", right.matmul(left)),
                ("the right matrix is transposed", left.matmul(right.t())),
                ("the left matrix is transposed", left.t().matmul(right)),
                ("rows and columns of the result are exchanged", wanted.t()),
                ("number was multiplied by number, without a sum", left * right),
            ]);
        Strides.MatrixTimesMatrix(left, right).Should().BeCloseTo(
            wanted, Tolerance, axes: "row column",
            mistakes: mistakes.Where(mistake => !mistake.Item2.allclose(wanted)));
    }
}
