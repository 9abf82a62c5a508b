using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for the numbering exercises.</summary>
[SolutionOnly]
internal static class NumberingAnswers
{
    [WrongAnswer("0.0.9", Says = "the count starts at 0, not at 1")]
    internal static Tensor StartsAtZero(long rows, long perRow) => arange(rows * perRow).reshape(rows, perRow);

    [WrongAnswer("0.0.9", Says = "This axis has size 11, which cannot be divided by row = 3")]
    internal static Tensor EndsOneTooEarly(long rows, long perRow) =>
        Rearrange(arange(1, rows * perRow), "(row seat) -> row seat", ("row", rows));

    [WrongAnswer("0.0.9", Says = "the count goes down the first column")]
    internal static Tensor CountsDownTheColumns(long rows, long perRow) =>
        Rearrange(arange(1, rows * perRow + 1), "(seat row) -> row seat", ("row", rows));

    [WrongAnswer("0.0.9", Says = "the rows and the seats have changed places")]
    internal static Tensor SwapsRowsAndSeats(long rows, long perRow) =>
        arange(1, rows * perRow + 1).reshape(perRow, rows);

    [WrongAnswer("0.0.9", Says = "every row is counted anew")]
    internal static Tensor CountsEveryRowAnew(long rows, long perRow) => arange(1, perRow + 1).expand(rows, perRow);

    [RightAnswer("0.0.9")]
    internal static Tensor AddsRowsToSeats(long rows, long perRow) =>
        arange(rows).unsqueeze(1) * perRow + arange(1, perRow + 1);

    [RightAnswer("0.0.9")]
    internal static Tensor AddsUpOnes(long rows, long perRow) =>
        ones(rows * perRow, dtype: int32).cumsum(0).reshape(rows, perRow);

    [WrongAnswer("0.0.10", Says = "the count starts at 0, not at 1")]
    internal static Tensor StartsAtLockerZero(long walls, long columns, long levels) =>
        arange(walls * columns * levels).reshape(walls, columns, levels).transpose(1, 2);

    [WrongAnswer("0.0.10", Says = "the count runs along the levels")]
    internal static Tensor CountsAlongTheLevels(long walls, long columns, long levels) =>
        arange(1, walls * columns * levels + 1).reshape(walls, levels, columns);

    [WrongAnswer("0.0.10", Says = "the count goes through all walls before")]
    internal static Tensor GoesThroughAllWallsFirst(long walls, long columns, long levels) =>
        Rearrange(
            arange(1, walls * columns * levels + 1),
            "(column wall level) -> wall level column", ("wall", walls), ("column", columns));

    [WrongAnswer("0.0.10", Says = "the columns come before the levels in the result")]
    internal static Tensor PutsTheColumnsBeforeTheLevels(long walls, long columns, long levels) =>
        arange(1, walls * columns * levels + 1).reshape(walls, columns, levels);

    [WrongAnswer("0.0.10", Says = "in reverse order along level")]
    internal static Tensor CountsFromTheFloor(long walls, long columns, long levels) =>
        arange(1, walls * columns * levels + 1).reshape(walls, columns, levels).flip(2).transpose(1, 2);

    [WrongAnswer("0.0.10", Says = "every wall is counted anew")]
    internal static Tensor CountsEveryWallAnew(long walls, long columns, long levels) =>
        arange(1, columns * levels + 1).reshape(columns, levels).t().expand(walls, levels, columns);

    [RightAnswer("0.0.10")]
    internal static Tensor AddsWhatLiesBefore(long walls, long columns, long levels)
    {
        var wall = arange(walls).reshape(walls, 1, 1);
        var level = arange(levels).reshape(levels, 1);
        return wall * columns * levels + arange(columns) * levels + level + 1;
    }

    [RightAnswer("0.0.10")]
    internal static Tensor NumbersOneLockerAfterTheOther(long walls, long columns, long levels)
    {
        var numbers = zeros([walls, levels, columns], dtype: int64);
        var number = 0;
        for (var wall = 0L; wall < walls; wall++)
            for (var column = 0L; column < columns; column++)
                for (var level = 0L; level < levels; level++)
                    numbers[wall, level, column] = ++number;
        return numbers;
    }
}
