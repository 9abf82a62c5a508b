using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for windows that move along a series.</summary>
[SolutionOnly]
internal static class SlidingWindowsAnswers
{
    [WrongAnswer("0.0.39", Says = "the windows are read from the beginning of the memory")]
    internal static Tensor ForgetsTheOffset(Tensor x, long length) =>
        x.as_strided(Sizes(x, length), [x.stride(0), x.stride(1), x.stride(1)]);

    [WrongAnswer("0.0.39", Says = "the values are taken to be neighbours in memory")]
    internal static Tensor AssumesAFreshTensor(Tensor x, long length) =>
        x.as_strided(Sizes(x, length), [x.shape[1], 1, 1], x.storage_offset());

    [WrongAnswer("0.0.39", Says = "the values are taken to be neighbours in memory")]
    internal static Tensor AssumesStepsOfOne(Tensor x, long length) =>
        x.as_strided(Sizes(x, length), [x.stride(0), 1, 1], x.storage_offset());

    [WrongAnswer("0.0.39", Says = "every window is the first one")]
    internal static Tensor RepeatsTheFirstWindow(Tensor x, long length) =>
        x.as_strided(Sizes(x, length), [x.stride(0), 0, x.stride(1)], x.storage_offset());

    [WrongAnswer("0.0.39", Says = "every row has the windows of the first series")]
    internal static Tensor RepeatsTheFirstSeries(Tensor x, long length) =>
        x.as_strided(Sizes(x, length), [0, x.stride(1), x.stride(1)], x.storage_offset());

    [WrongAnswer("0.0.39", Says = "each window runs backwards")]
    internal static Tensor ReadsEachWindowBackwards(Tensor x, long length) => x.unfold(1, length, 1).flip(2);

    [WrongAnswer("0.0.39", Says = "The shape is")]
    internal static Tensor StopsOneWindowEarly(Tensor x, long length)
    {
        var windows = new List<Tensor>();
        for (var start = 0L; start < x.shape[1] - length; start++) windows.Add(x.narrow(1, start, length));
        return stack(windows, 1);
    }

    [WrongAnswer("0.0.39", Says = "The shape is")]
    internal static Tensor LetsWindowsNotOverlap(Tensor x, long length) => x.unfold(1, length, length);

    [WrongAnswer("0.0.39", Says = "are swapped (transposed)")]
    internal static Tensor PutsTheWindowsLast(Tensor x, long length) => x.unfold(1, x.shape[1] - length + 1, 1);

    [WrongAnswer("0.0.39", Says = "The shape is")]
    internal static Tensor WrapsAroundAtTheEnd(Tensor x, long length) =>
        stack([.. Enumerable.Range(0, (int)x.shape[1]).Select(start => x.roll(-start, 1).narrow(1, 0, length))], 1);

    [RightAnswer("0.0.39")]
    internal static Tensor Unfolds(Tensor x, long length) => x.unfold(1, length, 1);

    [RightAnswer("0.0.39")]
    internal static Tensor PicksWithATableOfTimes(Tensor x, long length)
    {
        var times = arange(x.shape[1] - length + 1).unsqueeze(1) + arange(length);
        return x.index_select(1, times.flatten()).reshape(Sizes(x, length));
    }

    [RightAnswer("0.0.39")]
    internal static Tensor StacksShiftedSeries(Tensor x, long length) =>
        stack([.. Enumerable.Range(0, (int)length).Select(shift => x[.., shift..(int)(x.shape[1] - length + 1 + shift)])], 2);

    [WrongAnswer("0.0.40", Says = "the first sums were divided by the full length")]
    internal static Tensor DividesByTheFullLength(Tensor x, long length) => Sums(x, length) / length;

    [WrongAnswer("0.0.40", Says = "the window looks ahead")]
    internal static Tensor LooksAhead(Tensor x, long length) =>
        (Sums(x.flip(1), length) / Counts(x, length)).flip(1);

    [WrongAnswer("0.0.40", Says = "the average is over everything so far")]
    internal static Tensor AveragesEverythingSoFar(Tensor x, long length) => x.cumsum(1) / arange(1, x.shape[1] + 1);

    [WrongAnswer("0.0.40", Says = "these are sums: divide by how many values there are")]
    internal static Tensor ForgetsToDivide(Tensor x, long length) => Sums(x, length);

    [WrongAnswer("0.0.40", Says = "the window is one value too long")]
    internal static Tensor TakesOneValueTooMany(Tensor x, long length) => Sums(x, length + 1) / Counts(x, length + 1);

    [WrongAnswer("0.0.40", Says = "the window ends before its own time")]
    internal static Tensor LeavesOutItsOwnTime(Tensor x, long length)
    {
        var before = cat([x.new_zeros(x.shape[0], 1), x], 1)[.., ..(int)x.shape[1]];
        return Sums(before, length) / arange(x.shape[1]).clamp(1, length);
    }

    [WrongAnswer("0.0.40", Says = "the first value was repeated")]
    internal static Tensor FillsUpWithTheFirstValue(Tensor x, long length)
    {
        var padding = x.narrow(1, 0, 1).expand(x.shape[0], length - 1);
        return cat([padding, x], 1).unfold(1, length, 1).mean([2]);
    }

    [WrongAnswer("0.0.40")]
    internal static Tensor ReturnsFullWindowsOnly(Tensor x, long length) => x.unfold(1, length, 1).mean([2]);

    // 0 values at time 0.
    [WrongAnswer("0.0.40")]
    internal static Tensor CountsFromZero(Tensor x, long length) => Sums(x, length) / arange(x.shape[1]).clamp(max: length);

    [WrongAnswer("0.0.40")]
    internal static Tensor PutsTheZerosBehind(Tensor x, long length) =>
        cat([x, x.new_zeros(x.shape[0], length - 1)], 1).unfold(1, length, 1).sum(dim: 2) / Counts(x, length);

    [RightAnswer("0.0.40")]
    internal static Tensor SubtractsRunningSums(Tensor x, long length)
    {
        var sums = cat([x.new_zeros(x.shape[0], 1), x.cumsum(1)], 1);
        var end = arange(1, x.shape[1] + 1);
        var start = (end - length).clamp(min: 0);
        return (sums.index_select(1, end) - sums.index_select(1, start)) / (end - start);
    }

    [RightAnswer("0.0.40")]
    internal static Tensor MultipliesByABand(Tensor x, long length)
    {
        var times = arange(x.shape[1]);
        var age = times.unsqueeze(1) - times.unsqueeze(0);
        var counted = age.ge(0).logical_and(age.lt(length)).to(x.dtype);
        return Einsum("batch from, to from -> batch to", x, counted / counted.sum(dim: 1, keepdim: true));
    }

    [RightAnswer("0.0.40")]
    internal static Tensor LoopsOverTimes(Tensor x, long length)
    {
        var means = new List<Tensor>();
        for (var time = 0L; time < x.shape[1]; time++)
        {
            var start = Math.Max(0, time - length + 1);
            means.Add(x.narrow(1, start, time - start + 1).mean([1]));
        }
        return stack(means, 1);
    }

    private static long[] Sizes(Tensor x, long length) => [x.shape[0], x.shape[1] - length + 1, length];

    private static Tensor Sums(Tensor x, long length) =>
        cat([x.new_zeros(x.shape[0], length - 1), x], 1).unfold(1, length, 1).sum(dim: 2);

    private static Tensor Counts(Tensor x, long length) => arange(1, x.shape[1] + 1).clamp(max: length);
}
