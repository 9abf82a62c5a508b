using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Numbers counted up, laid out in rows and blocks.</summary>
public static class Numbering
{
    /// <summary>The seat numbers of a theatre, counted from 1, row after row.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="perRow">How many seats each row has.</param>
    /// <returns>Whole numbers, <c>row seat</c>.</returns>
    [Exercise("0.0.9", "Seat numbers", Minutes = 5, Difficulty = 1, Importance = 3)]
    [return: Shape("row seat")]
    public static Tensor SeatNumbers(long rows, long perRow)
    {
        throw new NotImplementedException("0.0.9 Seat numbers");
    }

    /// <summary>
    /// The numbers of lockers along some walls, counted from 1: down a column, then down the next column, then on to
    /// the next wall.
    /// </summary>
    /// <param name="walls">How many walls there are.</param>
    /// <param name="columns">How many columns of lockers stand along each wall.</param>
    /// <param name="levels">How many lockers stand on top of each other in a column.</param>
    /// <returns>Whole numbers, as one sees each wall: <c>wall level column</c>, level 0 at the top.</returns>
    [Exercise("0.0.10", "Locker numbers", Minutes = 5, Difficulty = 2, Importance = 3)]
    [return: Shape("wall level column")]
    public static Tensor LockerNumbers(long walls, long columns, long levels)
    {
        throw new NotImplementedException("0.0.10 Locker numbers");
    }
}
