using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Convolutions as networks know them: windows, weighted and added up. Nothing is turned around.</summary>
public static class Convolutions
{
    /// <summary>Weighted sums of all windows of a series, over all of its channels.</summary>
    /// <param name="x"><c>batch channel time</c>; any memory layout.</param>
    /// <param name="weights"><c>out channel tap</c>, with at most as many taps as there are times.</param>
    /// <returns><c>batch out place</c>, with <c>time - tap + 1</c> places.</returns>
    [Exercise("0.1.15", "Convolution along a line",
        Minutes = 20, Difficulty = 4, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch out place")]
    public static Tensor Conv1dMinimal([Shape("batch channel time")] Tensor x, [Shape("out channel tap")] Tensor weights)
    {
        var (batch, channels, time) = (x.shape[0], x.shape[1], x.shape[2]);
        var taps = weights.shape[2];
        var windows = x.as_strided(
            [batch, channels, time - taps + 1, taps],
            [x.stride(0), x.stride(1), x.stride(2), x.stride(2)], x.storage_offset());
        return Einsum("batch channel place tap, out channel tap -> batch out place", windows, weights);
    }

    /// <summary>Weighted sums of all windows of a picture, over all of its channels.</summary>
    /// <param name="x"><c>batch channel height width</c>; any memory layout.</param>
    /// <param name="weights"><c>out channel row column</c>, at most as high and as wide as the picture.</param>
    /// <returns><c>batch out down right</c>: <c>height - row + 1</c> places down, <c>width - column + 1</c> to the right.</returns>
    [Exercise("0.1.16", "Convolution of pictures",
        Minutes = 20, Difficulty = 4, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch out down right")]
    public static Tensor Conv2dMinimal(
        [Shape("batch channel height width")] Tensor x, [Shape("out channel row column")] Tensor weights)
    {
        var (batch, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        var (rows, columns) = (weights.shape[2], weights.shape[3]);
        var windows = x.as_strided(
            [batch, channels, height - rows + 1, width - columns + 1, rows, columns],
            [x.stride(0), x.stride(1), x.stride(2), x.stride(3), x.stride(2), x.stride(3)], x.storage_offset());
        return Einsum(
            "batch channel down right row column, out channel row column -> batch out down right", windows, weights);
    }

    /// <summary>Puts a margin around the last axis.</summary>
    /// <param name="x"><c>batch channel time</c>.</param>
    /// <param name="left">How many values go in front, from 0.</param>
    /// <param name="right">How many values go behind, from 0.</param>
    /// <param name="value">What the margin is filled with.</param>
    /// <returns><c>batch channel left+time+right</c>.</returns>
    [Exercise("0.1.17", "A margin for a line", Minutes = 10, Difficulty = 2, Importance = 3)]
    public static Tensor Pad1d([Shape("batch channel time")] Tensor x, long left, long right, double value)
    {
        var (batch, channels, time) = (x.shape[0], x.shape[1], x.shape[2]);
        var padded = x.new_full([batch, channels, left + time + right], value);
        padded.narrow(2, left, time).copy_(x);
        return padded;
    }

    /// <summary>Puts a margin around the last two axes.</summary>
    /// <param name="x"><c>batch channel height width</c>.</param>
    /// <param name="left">How many columns go on the left, from 0.</param>
    /// <param name="right">How many columns go on the right, from 0.</param>
    /// <param name="top">How many rows go on top, from 0.</param>
    /// <param name="bottom">How many rows go below, from 0.</param>
    /// <param name="value">What the margin is filled with.</param>
    /// <returns><c>batch channel top+height+bottom left+width+right</c>.</returns>
    [Exercise("0.1.18", "A margin for a picture", Minutes = 10, Difficulty = 2, Importance = 3)]
    public static Tensor Pad2d(
        [Shape("batch channel height width")] Tensor x, long left, long right, long top, long bottom, double value)
    {
        var (batch, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        var padded = x.new_full([batch, channels, top + height + bottom, left + width + right], value);
        padded.narrow(2, top, height).narrow(3, left, width).copy_(x);
        return padded;
    }

    /// <summary>How many places there are for a kernel along an axis.</summary>
    /// <param name="size">The size of the axis.</param>
    /// <param name="kernel">How many values the kernel has along it.</param>
    /// <param name="stride">How far it moves at a time.</param>
    /// <param name="padding">How wide the margin is, on each of the two sides.</param>
    /// <param name="dilation">How far it is in the axis from one of the kernel's values to the next.</param>
    /// <returns>The size of what comes out, from 1 up; a kernel that does not fit is not asked for.</returns>
    [Exercise("0.1.19", "What comes out",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static long OutputSize(long size, long kernel, long stride = 1, long padding = 0, long dilation = 1)
    {
        var reach = dilation * (kernel - 1) + 1;
        return (size + 2 * padding - reach) / stride + 1;
    }

    /// <summary>A convolution along a line, with a margin of zeros, and steps of more than one.</summary>
    /// <param name="x"><c>batch channel time</c>.</param>
    /// <param name="weights"><c>out channel tap</c>.</param>
    /// <param name="stride">How far a window lies from the one before.</param>
    /// <param name="padding">How many zeros go in front, and again behind.</param>
    /// <returns><c>batch out place</c>.</returns>
    [Exercise("0.1.20", "Convolution along a line, with stride and padding",
        Minutes = 15, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch out place")]
    public static Tensor Conv1d(
        [Shape("batch channel time")] Tensor x, [Shape("out channel tap")] Tensor weights, long stride, long padding)
    {
        var padded = Pad1d(x, padding, padding, 0);
        var taps = weights.shape[2];
        var windows = padded.as_strided(
            [x.shape[0], x.shape[1], OutputSize(x.shape[2], taps, stride, padding), taps],
            [padded.stride(0), padded.stride(1), padded.stride(2) * stride, padded.stride(2)],
            padded.storage_offset());
        return Einsum("batch channel place tap, out channel tap -> batch out place", windows, weights);
    }

    /// <summary>A convolution of pictures, with a margin of zeros, and steps of more than one.</summary>
    /// <param name="x"><c>batch channel height width</c>.</param>
    /// <param name="weights"><c>out channel row column</c>.</param>
    /// <param name="stride">How far a window lies from the one above it, and from the one on its left.</param>
    /// <param name="padding">
    /// How many rows of zeros go on top and again below, and how many columns on the left and again on the right.
    /// </param>
    /// <returns><c>batch out down right</c>.</returns>
    [Exercise("0.1.21", "Convolution of pictures, with stride and padding",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch out down right")]
    public static Tensor Conv2d(
        [Shape("batch channel height width")] Tensor x, [Shape("out channel row column")] Tensor weights,
        (long Down, long Right) stride, (long Rows, long Columns) padding)
    {
        var padded = Pad2d(x, padding.Columns, padding.Columns, padding.Rows, padding.Rows, 0);
        var (rows, columns) = (weights.shape[2], weights.shape[3]);
        var (down, right) = (
            OutputSize(x.shape[2], rows, stride.Down, padding.Rows),
            OutputSize(x.shape[3], columns, stride.Right, padding.Columns));
        var (acrossRows, acrossColumns) = (padded.stride(2), padded.stride(3));
        var windows = padded.as_strided(
            [x.shape[0], x.shape[1], down, right, rows, columns],
            [
                padded.stride(0), padded.stride(1), acrossRows * stride.Down, acrossColumns * stride.Right,
                acrossRows, acrossColumns,
            ],
            padded.storage_offset());
        return Einsum(
            "batch channel down right row column, out channel row column -> batch out down right", windows, weights);
    }

    /// <summary>A convolution along a line whose taps lie apart, so that few of them see far.</summary>
    /// <param name="x"><c>batch channel time</c>; any memory layout.</param>
    /// <param name="weights"><c>out channel tap</c>.</param>
    /// <param name="dilation">How far it is in time from one tap to the next; 1 is a usual convolution.</param>
    /// <returns><c>batch out place</c>.</returns>
    [Exercise("0.1.22", "Taps that lie apart",
        Minutes = 10, Difficulty = 3, Importance = 1, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch out place")]
    public static Tensor DilatedConv1d(
        [Shape("batch channel time")] Tensor x, [Shape("out channel tap")] Tensor weights, long dilation)
    {
        var taps = weights.shape[2];
        var windows = x.as_strided(
            [x.shape[0], x.shape[1], OutputSize(x.shape[2], taps, dilation: dilation), taps],
            [x.stride(0), x.stride(1), x.stride(2), dilation * x.stride(2)], x.storage_offset());
        return Einsum("batch channel place tap, out channel tap -> batch out place", windows, weights);
    }
}
