using static Arena.Tensors.Einops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Arena.Fundamentals.ResNets;

/// <summary>What else learners may write for pooling.</summary>
[SolutionOnly]
internal static class PoolingAnswers
{
    [WrongAnswer("0.1.23", Says = "zeros in the margin were taken for the largest")]
    internal static Tensor PadsWithZeros(
        Tensor x, (long Rows, long Columns) kernel, (long Down, long Right)? stride, (long Rows, long Columns) padding)
    {
        var (down, right) = stride ?? kernel;
        return pad(x, [padding.Columns, padding.Columns, padding.Rows, padding.Rows])
            .unfold(2, kernel.Rows, down).unfold(3, kernel.Columns, right).amax([4, 5]);
    }

    [WrongAnswer("0.1.23", Says = "windows are taken at every place")]
    internal static Tensor MovesByOneByDefault(
        Tensor x, (long Rows, long Columns) kernel, (long Down, long Right)? stride, (long Rows, long Columns) padding)
    {
        var (down, right) = stride ?? (1, 1);
        return max_pool2d(x, [kernel.Rows, kernel.Columns], [down, right], [padding.Rows, padding.Columns]);
    }

    [WrongAnswer("0.1.23", Says = "this is the mean of each window")]
    internal static Tensor TakesTheMean(
        Tensor x, (long Rows, long Columns) kernel, (long Down, long Right)? stride, (long Rows, long Columns) padding)
    {
        var (down, right) = stride ?? kernel;
        return pad(x, [padding.Columns, padding.Columns, padding.Rows, padding.Rows])
            .unfold(2, kernel.Rows, down).unfold(3, kernel.Columns, right).mean([4, 5]);
    }

    [WrongAnswer("0.1.23")]
    internal static Tensor ExchangesRowsAndColumns(
        Tensor x, (long Rows, long Columns) kernel, (long Down, long Right)? stride, (long Rows, long Columns) padding)
    {
        var (down, right) = stride ?? kernel;
        return pad(
                x, [padding.Columns, padding.Columns, padding.Rows, padding.Rows], value: double.NegativeInfinity)
            .unfold(2, kernel.Columns, right).unfold(3, kernel.Rows, down).amax([4, 5]);
    }

    [WrongAnswer("0.1.23")]
    internal static Tensor TakesTheLargestOfAllChannels(
        Tensor x, (long Rows, long Columns) kernel, (long Down, long Right)? stride, (long Rows, long Columns) padding)
    {
        var (down, right) = stride ?? kernel;
        var pooled = max_pool2d(x, [kernel.Rows, kernel.Columns], [down, right], [padding.Rows, padding.Columns]);
        return pooled.amax([1], keepdim: true).expand(pooled.shape);
    }

    [RightAnswer("0.1.23")]
    internal static Tensor FollowsTheStrides(
        Tensor x, (long Rows, long Columns) kernel, (long Down, long Right)? stride, (long Rows, long Columns) padding)
    {
        var (down, right) = stride ?? kernel;
        var filled = pad(
            x, [padding.Columns, padding.Columns, padding.Rows, padding.Rows], value: double.NegativeInfinity);
        var windows = filled.as_strided(
            [
                x.shape[0], x.shape[1],
                Convolutions.OutputSize(x.shape[2], kernel.Rows, down, padding.Rows),
                Convolutions.OutputSize(x.shape[3], kernel.Columns, right, padding.Columns),
                kernel.Rows, kernel.Columns,
            ],
            [
                filled.stride(0), filled.stride(1), down * filled.stride(2), right * filled.stride(3),
                filled.stride(2), filled.stride(3),
            ],
            filled.storage_offset());
        return windows.flatten(4).amax([4]);
    }

    [WrongAnswer("0.1.24", Says = "this is the largest value of each channel")]
    internal static Tensor TakesTheLargest(Tensor x) => x.amax([2, 3]);

    [WrongAnswer("0.1.24", Says = "this is the sum of each channel")]
    internal static Tensor TakesTheSum(Tensor x) => x.flatten(2).sum(dim: 2);

    [WrongAnswer("0.1.24", Says = "There is an axis of size 1 too many")]
    internal static Tensor KeepsTheAxes(Tensor x) => x.mean([2, 3], keepdim: true);

    [WrongAnswer("0.1.24")]
    internal static Tensor AveragesOverTheChannels(Tensor x) => x.mean([1]).flatten(1);

    [RightAnswer("0.1.24")]
    internal static Tensor Reduces(Tensor x) => Reduce(x, "batch channel height width -> batch channel", Arena.Tensors.Reduction.Mean);
}
