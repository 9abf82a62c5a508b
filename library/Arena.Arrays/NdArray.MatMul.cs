using System.Numerics;
using System.Runtime.InteropServices;

namespace Arena.Arrays;

/// <content>The matrix product, where nearly all of the time goes.</content>
public sealed partial class NdArray
{
    // Below this many multiplications, other cores would take longer to start than to help.
    private const long WorthSharing = 1 << 19;

    /// <summary>The matrix product of <c>row inner</c> and <c>inner column</c>.</summary>
    /// <returns><c>row column</c>.</returns>
    /// <exception cref="ArgumentException">They are not two matrices that fit.</exception>
    public NdArray MatMul(NdArray other)
    {
        if (Rank != 2 || other.Rank != 2 || shape[1] != other.shape[0])
            throw new ArgumentException($"There is no matrix product of {Text(shape)} and {Text(other.shape)}.");
        var (rows, inner, columns) = (shape[0], shape[1], other.shape[1]);
        var result = new double[rows * columns];
        if ((long)rows * inner * columns < WorthSharing)
            for (var row = 0; row < rows; row++) MultiplyRow(row);
        else
            Parallel.For(0, rows, MultiplyRow);
        return new(result, [rows, columns]);

        // A row of the result is the sum of all rows of the other matrix, each times a number of this row. In this
        // order memory is read from one end to the other, and a vector instruction does several columns at once.
        void MultiplyRow(int row)
        {
            var sum = result.AsSpan(row * columns, columns);
            var factors = data.AsSpan(row * inner, inner);
            var k = 0;
            for (; k + 4 <= inner; k += 4)
                AddFour(sum, factors[k..(k + 4)], other.data.AsSpan(k * columns, 4 * columns));
            for (; k < inner; k++)
                for (var column = 0; column < columns; column++)
                    sum[column] += factors[k] * other.data[k * columns + column];
        }
    }

    // Four rows at once: the sum is read and written a quarter as often.
    private static void AddFour(Span<double> sum, ReadOnlySpan<double> factors, ReadOnlySpan<double> rows)
    {
        var columns = sum.Length;
        var (a, b, c, d) = (factors[0], factors[1], factors[2], factors[3]);
        var row0 = rows[..columns];
        var row1 = rows[columns..(2 * columns)];
        var row2 = rows[(2 * columns)..(3 * columns)];
        var row3 = rows[(3 * columns)..];
        var sums = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var vectors0 = MemoryMarshal.Cast<double, Vector<double>>(row0);
        var vectors1 = MemoryMarshal.Cast<double, Vector<double>>(row1);
        var vectors2 = MemoryMarshal.Cast<double, Vector<double>>(row2);
        var vectors3 = MemoryMarshal.Cast<double, Vector<double>>(row3);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += vectors0[i] * a + vectors1[i] * b + (vectors2[i] * c + vectors3[i] * d);
        for (var i = sums.Length * Vector<double>.Count; i < columns; i++)
            sum[i] += row0[i] * a + row1[i] * b + (row2[i] * c + row3[i] * d);
    }
}
