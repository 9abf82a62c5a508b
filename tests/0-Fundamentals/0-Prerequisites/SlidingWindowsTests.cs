using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class SlidingWindowsTests
{
    [ExerciseTheory("0.0.39")]
    [InlineData(2, 5, 3, false)]
    [InlineData(1, 4, 1, false)]
    [InlineData(3, 6, 6, false)]
    [InlineData(2, 7, 4, true)]
    [InlineData(1, 9, 2, true)]
    public void EveryWindowIsARunOfNeighbours(long batch, long time, long length, bool view) =>
        MatchesNarrow(Some.Numbers(view, batch, time), length);

    [ExerciseFact("0.0.39")]
    public void TransposedSeries() => MatchesNarrow(Some.Numbers(false, 6, 4).t(), 3);

    [ExerciseFact("0.0.39")]
    public void SeriesThatBeginInsideTheirMemory() =>
        MatchesNarrow(Some.Numbers(false, 5, 8).narrow(0, 2, 3).narrow(1, 1, 6), 4);

    private static void MatchesNarrow(Tensor x, long length)
    {
        using var unchanged = Inputs.MustStayUnchanged(x);
        var (batch, windows) = (x.shape[0], x.shape[1] - length + 1);
        var wanted = stack([.. Enumerable.Range(0, (int)windows).Select(start => x.narrow(1, start, length))], 1);
        SlidingWindows.Windows(x, length).Should().BeCloseTo(
            wanted, axes: "batch window length", tolerance: 0, mistakes:
        [
            ("the windows are read from the beginning of the memory; the series begins later (`storage_offset`)",
                x.as_strided(wanted.shape, [x.stride(0), x.stride(1), x.stride(1)], 0)),
            ("every row has the windows of the first series: the stride of the batch is wrong",
                wanted[0].expand(batch, windows, length)),
            ("every window is the first one: a window should begin one step later than the one before",
                wanted.narrow(1, 0, 1).expand(batch, windows, length)),
            ("each window runs backwards", wanted.flip(2)),
            .. AssumedLayouts(x).Select(layout =>
                ("the values are taken to be neighbours in memory, which a view's are not: ask `x` for its strides and its offset",
                    x.as_strided(wanted.shape, layout.Strides, layout.Offset))),
        ]);
    }

    private static IEnumerable<(long[] Strides, long Offset)> AssumedLayouts(Tensor x) =>
        from acrossBatch in new[] { x.shape[1], x.stride(0) }
        from offset in new[] { 0, x.storage_offset() }
        select (new[] { acrossBatch, 1, 1 }, offset);

    // Means of at most seven numbers of size 1 in float32, also as differences of cumulative sums: off by less than 1e-5.
    [ExerciseTheory("0.0.40")]
    [InlineData(2, 6, 3, false)]
    [InlineData(1, 5, 1, false)]
    [InlineData(3, 4, 7, false)]
    [InlineData(2, 7, 2, true)]
    public void AverageOfTheLatestValues(long batch, long time, long length, bool view)
    {
        var x = Some.Numbers(view, batch, time);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var counts = arange(1, time + 1).clamp(max: length);
        var wanted = Averages(x, (at, count) => (at - count + 1, count));
        SlidingWindows.RunningAverage(x, length).Should().BeCloseTo(
            wanted, axes: "batch time", tolerance: 1e-5, mistakes:
        [
            ("the first sums were divided by the full length, although fewer values went into them",
                wanted * counts / length),
            ("the window looks ahead: it should end at its own time",
                Averages(x, (at, _) => (at, Math.Min(length, time - at)))),
            ("the average is over everything so far; it should forget what is older than the window",
                Averages(x, (at, _) => (0, at + 1))),
            ("these are sums: divide by how many values there are", wanted * counts),
            ("the window is one value too long",
                Averages(x, (at, _) => (Math.Max(0, at - length), Math.Min(at, length) + 1))),
            ("the window ends before its own time",
                Averages(cat([zeros(batch, 1), x], 1), (at, _) => at == 0 ? (0, 1) : (Math.Max(1, at - length + 1), Math.Min(at, length)))),
            ("the first value was repeated in front of the series; only values that there are should be averaged",
                Averages(cat([x[.., ..1].expand(batch, length - 1), x], 1), (at, _) => (at, length))),
        ]);

        Tensor Averages(Tensor series, Func<long, long, (long Start, long Count)> window) => stack(
            [.. Enumerable.Range(0, (int)time).Select(at =>
            {
                var (start, count) = window(at, Math.Min(at + 1, length));
                return series.narrow(1, start, count).mean([1]);
            })], 1);
    }

    [ExerciseFact("0.0.40")]
    public void AverageOfTheExampleOnThePage() =>
        SlidingWindows.RunningAverage(tensor(new float[] { 3, 5, 10, 0 }, [1, 4]), 2).Should()
            .BeCloseTo(tensor(new float[] { 3, 4, 7.5f, 5 }, [1, 4]), axes: "batch time", tolerance: 1e-6);
}
