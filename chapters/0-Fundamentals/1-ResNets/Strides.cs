using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>How a view reads a piece of memory.</summary>
/// <param name="Sizes">The size of each axis.</param>
/// <param name="Strides">How far to go in memory for one step along each axis.</param>
/// <param name="Offset">Where the view begins.</param>
public sealed record Layout(long[] Sizes, long[] Strides, long Offset = 0);

/// <summary>
/// Ten views of the same memory: the numbers from 0 to 19, in reading order in a matrix of 4 rows and 5 columns.
/// </summary>
[Exercise("0.1.11", "Size and stride", Minutes = 25, Difficulty = 3, Importance = 3)]
public static class StridePuzzles
{
    /// <summary><c>0 1 2 3 4</c>.</summary>
    public static Layout FirstRow()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary><c>2 7 12 17</c>.</summary>
    public static Layout ThirdColumn()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary><c>0 6 12 18</c>.</summary>
    public static Layout Diagonal()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary>The matrix with its rows as columns, 5 × 4.</summary>
    public static Layout Transposed()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary>Each second row and each second column: <c>0 2 4</c> and <c>10 12 14</c>.</summary>
    public static Layout EverySecond()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary>The last row three times, one below the other.</summary>
    public static Layout LastRowThrice()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary><c>0 0 0 0</c>, <c>1 1 1 1</c>.</summary>
    public static Layout EachFourTimes()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary><c>0 4</c> and <c>15 19</c>.</summary>
    public static Layout Corners()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary>Runs of neighbours: <c>0 1 2</c>, <c>1 2 3</c> and <c>2 3 4</c>.</summary>
    public static Layout Windows()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }

    /// <summary>All squares of 2 × 2 neighbours, <c>down right row column</c>: there are 3 × 4 of them.</summary>
    public static Layout Squares()
    {
        throw new NotImplementedException("0.1.11 Size and stride");
    }
}

/// <summary>Sums and products of matrices, seen through views that copy nothing.</summary>
public static class Strides
{
    /// <summary>The sum of the diagonal that begins at the top left.</summary>
    /// <param name="x"><c>row column</c>, which need not be square; any memory layout.</param>
    /// <returns>A single number, without axes.</returns>
    [Exercise("0.1.12", "Trace", Minutes = 10, Difficulty = 2, Importance = 2)]
    [return: Shape("")]
    public static Tensor Trace([Shape("row column")] Tensor x)
    {
        throw new NotImplementedException("0.1.12 Trace");
    }

    /// <summary>The product of a matrix and a vector.</summary>
    /// <param name="matrix"><c>row column</c>; any memory layout.</param>
    /// <param name="vector"><c>column</c>; any memory layout.</param>
    /// <returns><c>row</c>.</returns>
    [Exercise("0.1.13", "Matrix times vector", Minutes = 10, Difficulty = 2, Importance = 2)]
    [return: Shape("row")]
    public static Tensor MatrixTimesVector([Shape("row column")] Tensor matrix, [Shape("column")] Tensor vector)
    {
        throw new NotImplementedException("0.1.13 Matrix times vector");
    }

    /// <summary>The product of two matrices.</summary>
    /// <param name="left"><c>row inner</c>; any memory layout.</param>
    /// <param name="right"><c>inner column</c>; any memory layout.</param>
    /// <returns><c>row column</c>.</returns>
    [Exercise("0.1.14", "Matrix times matrix", Minutes = 15, Difficulty = 3, Importance = 2)]
    [return: Shape("row column")]
    public static Tensor MatrixTimesMatrix([Shape("row inner")] Tensor left, [Shape("inner column")] Tensor right)
    {
        throw new NotImplementedException("0.1.14 Matrix times matrix");
    }
}
