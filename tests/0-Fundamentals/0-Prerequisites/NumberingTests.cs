using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class NumberingTests
{
    [ExerciseTheory("0.0.9")]
    [InlineData(3, 4)]
    [InlineData(4, 4)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    public void SeatsAreCountedRowAfterRow(long rows, long perRow)
    {
        var wanted = Counted([rows, perRow], at => at[0] * perRow + at[1] + 1);
        Numbering.SeatNumbers(rows, perRow).to(float64).Should().BeCloseTo(
            wanted, axes: "row seat", tolerance: 0, mistakes:
        [
            ("the count starts at 0, not at 1", wanted - 1),
            ("the count goes down the first column, not along the first row",
                Counted([rows, perRow], at => at[1] * rows + at[0] + 1)),
            ("the rows and the seats have changed places", Counted([perRow, rows], at => at[0] * rows + at[1] + 1)),
            ("every row is counted anew; go on counting", Counted([rows, perRow], at => at[1] + 1)),
        ]);
    }

    [ExerciseTheory("0.0.10")]
    [InlineData(2, 3, 4)]
    [InlineData(3, 3, 3)]
    [InlineData(1, 5, 2)]
    [InlineData(4, 1, 3)]
    public void LockersAreCountedDownEachColumn(long walls, long columns, long levels)
    {
        long[] shape = [walls, levels, columns];
        var wanted = Counted(shape, at => (at[0] * columns + at[2]) * levels + at[1] + 1);
        Numbering.LockerNumbers(walls, columns, levels).to(float64).Should().BeCloseTo(
            wanted, axes: "wall level column", tolerance: 0, mistakes:
        [
            ("the count starts at 0, not at 1", wanted - 1),
            ("the count runs along the levels, not down the columns",
                Counted(shape, at => (at[0] * levels + at[1]) * columns + at[2] + 1)),
            ("the count goes through all walls before it comes to the next column",
                Counted(shape, at => (at[2] * walls + at[0]) * levels + at[1] + 1)),
            ("every wall is counted anew; go on counting", Counted(shape, at => at[2] * levels + at[1] + 1)),
            ("the columns come before the levels in the result",
                Counted([walls, columns, levels], at => (at[0] * columns + at[1]) * levels + at[2] + 1)),
        ]);
    }

    private static Tensor Counted(long[] shape, Func<long[], long> number)
    {
        var values = new double[shape.Aggregate((a, b) => a * b)];
        var at = new long[shape.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var rest = (long)i;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
                (rest, at[axis]) = Math.DivRem(rest, shape[axis]);
            values[i] = number(at);
        }
        return tensor(values, shape);
    }
}
