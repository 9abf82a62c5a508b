using static Arena.Tensors.Einops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Arena.Fundamentals.ResNets;

/// <summary>What else learners may write for convolutions.</summary>
[SolutionOnly]
internal static class ConvolutionsAnswers
{
    [WrongAnswer("0.1.15", Says = "the kernel was turned around first")]
    internal static Tensor TurnsTheKernelAround(Tensor x, Tensor weights) => Sums1d(x.unfold(2, weights.shape[2], 1), weights.flip(2));

    [WrongAnswer("0.1.15", Says = "the windows are read from the beginning of the memory")]
    internal static Tensor ForgetsTheOffset(Tensor x, Tensor weights) =>
        Sums1d(
            x.as_strided(Sizes1d(x, weights), [x.stride(0), x.stride(1), x.stride(2), x.stride(2)]), weights);

    [WrongAnswer("0.1.15", Says = "the strides are those that a new tensor would have")]
    internal static Tensor AssumesAFreshTensor(Tensor x, Tensor weights) =>
        Sums1d(
            x.as_strided(
                Sizes1d(x, weights), [x.shape[1] * x.shape[2], x.shape[2], 1, 1], x.storage_offset()), weights);

    [WrongAnswer("0.1.15")]
    internal static Tensor TakesOneWindowTooFew(Tensor x, Tensor weights) =>
        Sums1d(x.unfold(2, weights.shape[2], 1)[.., .., ..^1], weights);

    [WrongAnswer("0.1.15")]
    internal static Tensor KeepsTheChannelsApart(Tensor x, Tensor weights) =>
        Einsum(
            "batch channel place tap, out channel tap -> batch channel place", x.unfold(2, weights.shape[2], 1), weights);

    [RightAnswer("0.1.15")]
    internal static Tensor AddsUpTapByTap(Tensor x, Tensor weights)
    {
        var places = x.shape[2] - weights.shape[2] + 1;
        var sums = zeros(x.shape[0], weights.shape[0], places);
        for (var tap = 0L; tap < weights.shape[2]; tap++)
            sums += weights.select(2, tap).matmul(x.narrow(2, tap, places));
        return sums;
    }

    [WrongAnswer("0.1.16", Says = "the kernel was turned around first")]
    internal static Tensor TurnsTheSquareAround(Tensor x, Tensor weights) => Sums2d(Windows2d(x, weights), weights.flip(2, 3));

    [WrongAnswer("0.1.16", Says = "rows and columns of the kernel are exchanged")]
    internal static Tensor ExchangesRowsAndColumns(Tensor x, Tensor weights)
    {
        var windows = Windows2d(x, weights);
        return weights.shape[2] == weights.shape[3]
            ? Sums2d(windows, weights.transpose(2, 3))
            : Sums2d(windows, weights);
    }

    [WrongAnswer("0.1.16", Says = "the windows are read from the beginning of the memory")]
    internal static Tensor ForgetsWhereThePictureBegins(Tensor x, Tensor weights) =>
        Sums2d(
            x.as_strided(
                Sizes2d(x, weights), [x.stride(0), x.stride(1), x.stride(2), x.stride(3), x.stride(2), x.stride(3)]),
            weights);

    [WrongAnswer("0.1.16", Says = "the strides are those that a new tensor would have")]
    internal static Tensor AssumesAFreshPicture(Tensor x, Tensor weights)
    {
        var (row, channel) = (x.shape[3], x.shape[2] * x.shape[3]);
        return Sums2d(
            x.as_strided(
                Sizes2d(x, weights), [x.shape[1] * channel, channel, row, 1, row, 1], x.storage_offset()), weights);
    }

    [WrongAnswer("0.1.16", Says = "only the first channel went into the sums")]
    internal static Tensor TakesTheFirstChannelOnly(Tensor x, Tensor weights) =>
        Sums2d(Windows2d(x[.., ..1], weights), weights[.., ..1]);

    [RightAnswer("0.1.16")]
    internal static Tensor AddsUpTapByTapOfTheSquare(Tensor x, Tensor weights)
    {
        var (rows, columns) = (weights.shape[2], weights.shape[3]);
        var (down, right) = (x.shape[2] - rows + 1, x.shape[3] - columns + 1);
        var sums = zeros(x.shape[0], weights.shape[0], down, right);
        for (var row = 0L; row < rows; row++)
            for (var column = 0L; column < columns; column++)
                sums += Einsum(
                    "batch channel down right, out channel -> batch out down right",
                    x.narrow(2, row, down).narrow(3, column, right), weights.select(3, column).select(2, row));
        return sums;
    }

    [WrongAnswer("0.1.17", Says = "left and right are exchanged")]
    internal static Tensor ExchangesLeftAndRight(Tensor x, long left, long right, double value) =>
        pad(x, [right, left], value: value);

    [WrongAnswer("0.1.17", Says = "the margin is filled with zeros")]
    internal static Tensor FillsWithZeros(Tensor x, long left, long right, double value) => pad(x, [left, right]);

    [WrongAnswer("0.1.17", Says = "the line was filled as well")]
    internal static Tensor ForgetsToCopy(Tensor x, long left, long right, double value) =>
        full_like(pad(x, [left, right]), value);

    [WrongAnswer("0.1.17")]
    internal static Tensor PadsTheChannels(Tensor x, long left, long right, double value) =>
        pad(x, [0, 0, left, right], value: value);

    [RightAnswer("0.1.17")]
    internal static Tensor PutsMarginsSideBySide(Tensor x, long left, long right, double value) =>
        cat(
            [
                full([x.shape[0], x.shape[1], left], value, dtype: x.dtype), x,
                full([x.shape[0], x.shape[1], right], value, dtype: x.dtype),
            ],
            2);

    [WrongAnswer("0.1.18", Says = "rows and columns are exchanged")]
    internal static Tensor ExchangesRowsAndColumnsOfTheMargin(
        Tensor x, long left, long right, long top, long bottom, double value) =>
        pad(x, [top, bottom, left, right], value: value);

    [WrongAnswer("0.1.18", Says = "top and bottom are exchanged")]
    internal static Tensor ExchangesTopAndBottom(
        Tensor x, long left, long right, long top, long bottom, double value) =>
        pad(x, [left, right, bottom, top], value: value);

    [WrongAnswer("0.1.18", Says = "the margin is filled with zeros")]
    internal static Tensor FillsTheMarginWithZeros(
        Tensor x, long left, long right, long top, long bottom, double value) =>
        pad(x, [left, right, top, bottom]);

    [WrongAnswer("0.1.18")]
    internal static Tensor FillsTheCornersWithZeros(
        Tensor x, long left, long right, long top, long bottom, double value)
    {
        var padded = pad(x, [left, right, top, bottom]);
        padded.narrow(2, top, x.shape[2]).fill_(value);
        padded.narrow(3, left, x.shape[3]).fill_(value);
        padded.narrow(2, top, x.shape[2]).narrow(3, left, x.shape[3]).copy_(x);
        return padded;
    }

    [RightAnswer("0.1.18")]
    internal static Tensor PadsOneAxisAfterTheOther(
        Tensor x, long left, long right, long top, long bottom, double value)
    {
        var above = full([x.shape[0], x.shape[1], top, x.shape[3]], value, dtype: x.dtype);
        var below = full([x.shape[0], x.shape[1], bottom, x.shape[3]], value, dtype: x.dtype);
        return pad(cat([above, x, below], 2), [left, right], value: value);
    }

    [WrongAnswer("0.1.19")]
    internal static long ForgetsTheFirstPlace(long size, long kernel, long stride, long padding, long dilation) =>
        (size + 2 * padding - dilation * (kernel - 1) - 1) / stride;

    [WrongAnswer("0.1.19")]
    internal static long PadsOneSideOnly(long size, long kernel, long stride, long padding, long dilation) =>
        (size + padding - dilation * (kernel - 1) - 1) / stride + 1;

    [WrongAnswer("0.1.19")]
    internal static long DividesTheSize(long size, long kernel, long stride, long padding, long dilation) =>
        (size + 2 * padding - dilation * (kernel - 1)) / stride;

    [WrongAnswer("0.1.19")]
    internal static long RoundsUp(long size, long kernel, long stride, long padding, long dilation) =>
        (long)Math.Ceiling((size + 2 * padding - dilation * (kernel - 1) - 1) / (double)stride) + 1;

    [WrongAnswer("0.1.19")]
    internal static long DilatesTheKernelWhole(long size, long kernel, long stride, long padding, long dilation) =>
        (size + 2 * padding - dilation * kernel) / stride + 1;

    [RightAnswer("0.1.19")]
    internal static long CountsThePlaces(long size, long kernel, long stride, long padding, long dilation)
    {
        var last = size + 2 * padding - 1 - dilation * (kernel - 1);
        var places = 0L;
        for (var first = 0L; first <= last; first += stride) places++;
        return places;
    }

    [WrongAnswer("0.1.20", Says = "the stride has no effect")]
    internal static Tensor MovesByOne(Tensor x, Tensor weights, long stride, long padding)
    {
        var sums = conv1d(x, weights, padding: padding);
        return sums.narrow(2, 0, (sums.shape[2] - 1) / stride + 1);
    }

    [WrongAnswer("0.1.20", Says = "all of the margin is in front of the line")]
    internal static Tensor PadsInFrontOnly(Tensor x, Tensor weights, long stride, long padding) =>
        conv1d(pad(x, [2 * padding, 0]), weights, stride: stride);

    [WrongAnswer("0.1.20")]
    internal static Tensor PadsOneSide(Tensor x, Tensor weights, long stride, long padding) =>
        conv1d(pad(x, [padding, 0]), weights, stride: stride);

    [WrongAnswer("0.1.20")]
    internal static Tensor PutsTheTapsApartAsWell(Tensor x, Tensor weights, long stride, long padding)
    {
        var padded = pad(x, [padding, padding]);
        return conv1d(padded, weights, stride: stride, dilation: stride);
    }

    [WrongAnswer("0.1.20", Says = "the kernel was turned around first")]
    internal static Tensor TurnsTheTapsAround(Tensor x, Tensor weights, long stride, long padding) =>
        Sums1d(pad(x, [padding, padding]).unfold(2, weights.shape[2], stride), weights.flip(2));

    [RightAnswer("0.1.20")]
    internal static Tensor LeavesPlacesOut(Tensor x, Tensor weights, long stride, long padding)
    {
        var all = Convolutions.Conv1dMinimal(pad(x, [padding, padding]), weights);
        return all.index_select(2, arange(0, all.shape[2], stride));
    }

    [WrongAnswer("0.1.21", Says = "the stride has no effect")]
    internal static Tensor MovesByOneBothWays(
        Tensor x, Tensor weights, (long Down, long Right) stride, (long Rows, long Columns) padding)
    {
        var sums = conv2d(x, weights, padding: [padding.Rows, padding.Columns]);
        return sums.narrow(2, 0, (sums.shape[2] - 1) / stride.Down + 1)
            .narrow(3, 0, (sums.shape[3] - 1) / stride.Right + 1);
    }

    [WrongAnswer("0.1.21", Says = "stride.Down and stride.Right are exchanged")]
    internal static Tensor ExchangesTheStrides(
        Tensor x, Tensor weights, (long Down, long Right) stride, (long Rows, long Columns) padding) =>
        conv2d(x, weights, strides: [stride.Right, stride.Down], padding: [padding.Rows, padding.Columns]);

    [WrongAnswer("0.1.21", Says = "padding.Rows and padding.Columns are exchanged")]
    internal static Tensor ExchangesThePaddings(
        Tensor x, Tensor weights, (long Down, long Right) stride, (long Rows, long Columns) padding) =>
        conv2d(x, weights, strides: [stride.Down, stride.Right], padding: [padding.Columns, padding.Rows]);

    [WrongAnswer("0.1.21", Says = "the kernel was turned around first")]
    internal static Tensor TurnsTheKernelsAround(
        Tensor x, Tensor weights, (long Down, long Right) stride, (long Rows, long Columns) padding) =>
        conv2d(
            x, weights.flip(2, 3), strides: [stride.Down, stride.Right], padding: [padding.Rows, padding.Columns]);

    [RightAnswer("0.1.21")]
    internal static Tensor Unfolds(
        Tensor x, Tensor weights, (long Down, long Right) stride, (long Rows, long Columns) padding)
    {
        var padded = pad(x, [padding.Columns, padding.Columns, padding.Rows, padding.Rows]);
        var windows = padded.unfold(2, weights.shape[2], stride.Down).unfold(3, weights.shape[3], stride.Right);
        return Sums2d(windows, weights);
    }

    [WrongAnswer("0.1.22", Says = "the taps are neighbours")]
    internal static Tensor LeavesTheTapsTogether(Tensor x, Tensor weights, long dilation)
    {
        var sums = conv1d(x, weights);
        return sums.narrow(2, 0, x.shape[2] - dilation * (weights.shape[2] - 1));
    }

    [WrongAnswer("0.1.22", Says = "the dilation went to the places")]
    internal static Tensor MovesFurther(Tensor x, Tensor weights, long dilation) =>
        conv1d(x, weights, stride: dilation);

    [WrongAnswer("0.1.22", Says = "the kernel was turned around first")]
    internal static Tensor TurnsTheDilatedKernelAround(Tensor x, Tensor weights, long dilation) =>
        conv1d(x, weights.flip(2), dilation: dilation);

    [RightAnswer("0.1.22")]
    internal static Tensor PutsZerosBetweenTheTaps(Tensor x, Tensor weights, long dilation)
    {
        var (outs, channels, taps) = (weights.shape[0], weights.shape[1], weights.shape[2]);
        var spread = zeros(outs, channels, dilation * (taps - 1) + 1);
        for (var tap = 0L; tap < taps; tap++) spread.select(2, tap * dilation).copy_(weights.select(2, tap));
        return Convolutions.Conv1dMinimal(x, spread);
    }

    private static long[] Sizes1d(Tensor x, Tensor weights) =>
        [x.shape[0], x.shape[1], x.shape[2] - weights.shape[2] + 1, weights.shape[2]];

    private static long[] Sizes2d(Tensor x, Tensor weights) =>
    [
        x.shape[0], x.shape[1], x.shape[2] - weights.shape[2] + 1, x.shape[3] - weights.shape[3] + 1,
        weights.shape[2], weights.shape[3],
    ];

    private static Tensor Windows2d(Tensor x, Tensor weights) =>
        x.unfold(2, weights.shape[2], 1).unfold(3, weights.shape[3], 1);

    private static Tensor Sums1d(Tensor windows, Tensor weights) =>
        Einsum("batch channel place tap, out channel tap -> batch out place", windows, weights);

    private static Tensor Sums2d(Tensor windows, Tensor weights) =>
        Einsum(
            "batch channel down right row column, out channel row column -> batch out down right", windows, weights);
}
