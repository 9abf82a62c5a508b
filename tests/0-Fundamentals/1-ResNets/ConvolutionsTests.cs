using Arena.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Arena.Fundamentals.ResNets;

public class ConvolutionsTests
{
    // Sums of at most a hundred products of numbers of size 1, in float32: off by less than 10⁻⁵.
    private const double Tolerance = 5e-5;

    private const string Flipped =
        "the kernel was turned around first, as mathematicians do; libraries and networks leave it as it is";

    private const string OneChannel = "only the first channel went into the sums; all channels do";

    private const string Averaged = "the products were averaged, not added up";

    private const string FromTheBeginning =
        "the windows are read from the beginning of the memory; `x` begins later (`storage_offset`)";

    private const string AsIfNew = "the strides are those that a new tensor would have; ask `x` for its own";

    [ExerciseTheory("0.1.15")]
    [InlineData(2, 3, 8, 4, 3, false)]
    [InlineData(1, 1, 5, 1, 2, false)]
    [InlineData(2, 3, 6, 3, 6, true)]
    [InlineData(3, 2, 7, 2, 1, true)]
    [InlineData(2, 2, 9, 2, 4, true)]
    public void WeightedSumsOfWindows(long batch, long channels, long time, long outs, long taps, bool view)
    {
        var x = Sample.Numbers(view, batch, channels, time + 1)[.., .., 1..];
        var weights = Sample.Numbers(view, outs, channels, taps);
        using var unchanged = Inputs.MustStayUnchanged(x, weights);
        Convolutions.Conv1dMinimal(x, weights).Should().BeCloseTo(
            conv1d(x, weights), Tolerance, axes: "batch out place", mistakes: Mistakes1d(x, weights, 1, 0));
    }

    [ExerciseFact("0.1.15")]
    public void ExampleOnThePage() =>
        Convolutions.Conv1dMinimal(
            tensor(new float[] { 2, 4, 1, 0, 3 }, [1, 1, 5]), tensor(new float[] { 1, 0, -1 }, [1, 1, 3]))
            .Should().BeCloseTo(tensor(new float[] { 1, 4, -2 }, [1, 1, 3]), Tolerance, axes: "batch out place", mistakes:
                [(Flipped, tensor(new float[] { -1, -4, 2 }, [1, 1, 3]))]);

    [ExerciseTheory("0.1.16")]
    [InlineData(2, 3, 5, 6, 4, 3, 3, false)]
    [InlineData(1, 1, 4, 3, 1, 2, 3, false)]
    [InlineData(2, 2, 6, 5, 2, 2, 4, true)]
    [InlineData(3, 2, 4, 5, 3, 4, 5, true)]
    [InlineData(1, 3, 3, 4, 2, 1, 1, true)]
    public void WeightedSumsOfSquares(
        long batch, long channels, long height, long width, long outs, long rows, long columns, bool view)
    {
        var x = Sample.Numbers(view, batch, channels, height + 1, width)[.., .., 1..];
        var weights = Sample.Numbers(view, outs, channels, rows, columns);
        using var unchanged = Inputs.MustStayUnchanged(x, weights);
        Convolutions.Conv2dMinimal(x, weights).Should().BeCloseTo(
            conv2d(x, weights), Tolerance, axes: "batch out down right", mistakes: Mistakes2d(x, weights, (1, 1), (0, 0)));
    }

    [ExerciseTheory("0.1.17")]
    [InlineData(2, 3, 4, 1, 2, 0, false)]
    [InlineData(1, 1, 3, 2, 0, -1.5, false)]
    [InlineData(2, 2, 5, 0, 3, 7, true)]
    [InlineData(1, 2, 1, 0, 0, 9, false)]
    [InlineData(2, 1, 3, 2, 1, double.NegativeInfinity, true)]
    public void MarginOfALine(long batch, long channels, long time, long left, long right, double value, bool view)
    {
        var x = Sample.Numbers(view, batch, channels, time);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var wanted = pad(x, [left, right], value: value);
        List<(string, Tensor)> mistakes =
        [
            ("left and right are exchanged", pad(x, [right, left], value: value)),
            ("the margin is filled with zeros, not with the value", pad(x, [left, right], value: 0)),
            ("the line was filled as well: copy x into the middle", full_like(wanted, value)),
        ];
        Convolutions.Pad1d(x, left, right, value).Should().BeCloseTo(
            wanted, tolerance: 0, axes: "batch channel time", mistakes: Other(mistakes, wanted));
    }

    [ExerciseTheory("0.1.18")]
    [InlineData(2, 3, 4, 5, 1, 2, 3, 0, 0, false)]
    [InlineData(1, 1, 3, 3, 2, 0, 1, 1, -1.5, false)]
    [InlineData(2, 2, 2, 5, 0, 3, 3, 0, 7, true)]
    [InlineData(2, 1, 2, 2, 0, 0, 0, 0, 9, false)]
    [InlineData(1, 2, 3, 1, 1, 1, 1, 1, double.NegativeInfinity, true)]
    public void MarginOfAPicture(
        long batch, long channels, long height, long width, long left, long right, long top, long bottom, double value,
        bool view)
    {
        var x = Sample.Numbers(view, batch, channels, height, width);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var wanted = Padded(left, right, top, bottom, value);
        List<(string, Tensor)> mistakes =
        [
            ("left and right are exchanged", Padded(right, left, top, bottom, value)),
            ("top and bottom are exchanged", Padded(left, right, bottom, top, value)),
            ("left and right are exchanged, and so are top and bottom", Padded(right, left, bottom, top, value)),
            ("rows and columns are exchanged: left and right are columns, top and bottom rows",
                Padded(top, bottom, left, right, value)),
            ("the margin is filled with zeros, not with the value", Padded(left, right, top, bottom, 0)),
            ("the picture was filled as well: copy x into the middle", full_like(wanted, value)),
        ];
        Convolutions.Pad2d(x, left, right, top, bottom, value).Should().BeCloseTo(
            wanted, tolerance: 0, axes: "batch channel height width", mistakes: Other(mistakes, wanted));

        Tensor Padded(long onLeft, long onRight, long onTop, long below, double filling) =>
            pad(x, [onLeft, onRight, onTop, below], value: filling);
    }

    [ExerciseTheory("0.1.19")]
    [InlineData(5, 3, 1, 0, 1)]
    [InlineData(28, 3, 1, 1, 1)]
    [InlineData(224, 7, 2, 3, 1)]
    [InlineData(7, 2, 2, 0, 1)]
    [InlineData(8, 3, 2, 1, 1)]
    [InlineData(10, 4, 3, 2, 1)]
    [InlineData(6, 6, 1, 0, 1)]
    [InlineData(4, 1, 5, 0, 1)]
    [InlineData(9, 3, 1, 0, 2)]
    [InlineData(12, 3, 2, 1, 4)]
    [InlineData(3, 5, 1, 1, 1)]
    public void ItIsTheNumberOfPlaces(long size, long kernel, long stride, long padding, long dilation)
    {
        // Counted, not calculated.
        var places = 0;
        for (var first = -padding; first + dilation * (kernel - 1) < size + padding; first += stride) places++;
        Convolutions.OutputSize(size, kernel, stride, padding, dilation).Should().Be(places,
            $"the kernel fits in so many places: size {size}, kernel {kernel}, stride {stride}, padding {padding} on both "
                + $"sides, dilation {dilation}");
    }

    [ExerciseFact("0.1.19")]
    public void WithoutAnythingItMovesByOne() =>
        Convolutions.OutputSize(10, 4).Should().Be(7, "by default there is no margin, and the kernel moves by one");

    [ExerciseTheory("0.1.20")]
    [InlineData(2, 3, 8, 4, 3, 2, 1, false)]
    [InlineData(1, 1, 5, 1, 2, 1, 2, false)]
    [InlineData(2, 2, 9, 2, 3, 3, 0, true)]
    [InlineData(3, 2, 6, 2, 1, 2, 1, true)]
    [InlineData(1, 2, 7, 2, 2, 3, 1, true)]
    [InlineData(2, 2, 3, 3, 5, 1, 1, false)]
    public void StepsAndMarginOfALine(
        long batch, long channels, long time, long outs, long taps, long stride, long padding, bool view)
    {
        var x = Sample.Numbers(view, batch, channels, time);
        var weights = Sample.Numbers(view, outs, channels, taps);
        using var unchanged = Inputs.MustStayUnchanged(x, weights);
        Convolutions.Conv1d(x, weights, stride, padding).Should().BeCloseTo(
            conv1d(x, weights, stride: stride, padding: padding), Tolerance, axes: "batch out place",
            mistakes: Mistakes1d(x, weights, stride, padding));
    }

    [ExerciseTheory("0.1.21")]
    [InlineData(2, 3, 5, 6, 4, 3, 3, 2, 2, 1, 1, false)]
    [InlineData(1, 1, 4, 7, 1, 2, 3, 1, 3, 0, 2, false)]
    [InlineData(2, 2, 7, 4, 2, 3, 2, 3, 1, 2, 0, true)]
    [InlineData(1, 2, 6, 6, 3, 2, 2, 1, 2, 1, 0, true)]
    [InlineData(2, 2, 3, 3, 2, 1, 1, 2, 2, 0, 0, false)]
    public void StepsAndMarginOfAPicture(
        long batch, long channels, long height, long width, long outs, long rows, long columns, long down, long right,
        long paddingRows, long paddingColumns, bool view)
    {
        var x = Sample.Numbers(view, batch, channels, height, width);
        var weights = Sample.Numbers(view, outs, channels, rows, columns);
        using var unchanged = Inputs.MustStayUnchanged(x, weights);
        Convolutions.Conv2d(x, weights, (down, right), (paddingRows, paddingColumns)).Should().BeCloseTo(
            conv2d(x, weights, strides: [down, right], padding: [paddingRows, paddingColumns]), Tolerance,
            axes: "batch out down right",
            mistakes: Mistakes2d(x, weights, (down, right), (paddingRows, paddingColumns)));
    }

    [ExerciseTheory("0.1.22")]
    [InlineData(2, 3, 9, 4, 3, 2, false)]
    [InlineData(1, 1, 6, 1, 2, 1, false)]
    [InlineData(2, 2, 11, 2, 3, 4, true)]
    [InlineData(1, 2, 7, 2, 3, 3, true)]
    [InlineData(2, 1, 4, 3, 1, 5, false)]
    public void TapsApart(long batch, long channels, long time, long outs, long taps, long dilation, bool view)
    {
        // There is more behind each line, so that whoever reads too far is told why, and not only that it is too far.
        var longer = Sample.Numbers(view, batch, channels, time + 1 + time * dilation)[.., .., 1..];
        var x = longer[.., .., ..(int)time];
        var weights = Sample.Numbers(view, outs, channels, taps);
        using var unchanged = Inputs.MustStayUnchanged(x, weights);
        var wanted = conv1d(x, weights, dilation: dilation);
        const string places = "the dilation went to the places, not to the taps";
        var apart = longer.as_strided([batch, channels, wanted.shape[2], taps],
            [x.stride(0), x.stride(1), dilation * x.stride(2), x.stride(2)], x.storage_offset());
        List<(string, Tensor)> mistakes =
        [
            (Flipped, conv1d(x, weights.flip(2), dilation: dilation)),
            ("the taps are neighbours: the dilation has no effect on them",
                conv1d(x, weights)[.., .., ..(int)wanted.shape[2]]),
            (FromTheBeginning, conv1d(Beginning(x), weights, dilation: dilation)),
            (places, einsum("ncpt,oct->nop", apart, weights)),
            (places, conv1d(x, weights, stride: dilation)),
        ];
        Convolutions.DilatedConv1d(x, weights, dilation).Should().BeCloseTo(
            wanted, Tolerance, axes: "batch out place", mistakes: Other(mistakes, wanted));
    }

    private static IEnumerable<(string, Tensor)> Mistakes1d(Tensor x, Tensor weights, long stride, long padding)
    {
        var wanted = conv1d(x, weights, stride: stride, padding: padding);
        var (taps, places) = (weights.shape[2], (int)wanted.shape[2]);
        List<(string, Tensor)> mistakes =
        [
            (Flipped, conv1d(x, weights.flip(2), stride: stride, padding: padding)),
            (OneChannel, conv1d(x[.., ..1], weights[.., ..1], stride: stride, padding: padding)),
            (Averaged, wanted / (x.shape[1] * taps)),
            (FromTheBeginning, conv1d(Beginning(x), weights, stride: stride, padding: padding)),
            (AsIfNew, conv1d(AsNew(x), weights, stride: stride, padding: padding)),
            ("the stride has no effect: each window begins one step after the one before",
                conv1d(x, weights, padding: padding)[.., .., ..places]),
        ];
        if (padding > 0)
        {
            mistakes.Add(("all of the margin is in front of the line",
                conv1d(pad(x, [2 * padding, 0]), weights, stride: stride)));
            mistakes.Add(("all of the margin is behind the line",
                conv1d(pad(x, [0, 2 * padding]), weights, stride: stride)));
        }
        var padded = pad(x, [padding, padding]).contiguous();
        foreach (var (mistake, windows) in new[]
        {
            ("the strides are those of the line before the margin was added",
                Windows(padded, [x.stride(0), x.stride(1), x.stride(2) * stride, x.stride(2)])),
            ("stride went to the taps, not to the places", Windows(padded, [.. Lines(padded), 1, stride])),
            ("stride went to the taps as well, not only to the places",
                Windows(padded, [.. Lines(padded), stride, stride])),
        })
            if (windows is not null)
                mistakes.Add((mistake, einsum("ncpt,oct->nop", windows, weights)));
        return Other(mistakes, wanted);

        long[] Lines(Tensor line) => [line.stride(0), line.stride(1)];
        Tensor? Windows(Tensor line, long[] strides) => Read(line, [x.shape[0], x.shape[1], places, taps], strides);
    }

    private static IEnumerable<(string, Tensor)> Mistakes2d(
        Tensor x, Tensor weights, (long Down, long Right) stride, (long Rows, long Columns) padding)
    {
        long[] strides = [stride.Down, stride.Right];
        long[] margin = [padding.Rows, padding.Columns];
        var wanted = conv2d(x, weights, strides: strides, padding: margin);
        var size = weights.shape[2] * weights.shape[3];
        List<(string, Tensor)> mistakes =
        [
            (Flipped, conv2d(x, weights.flip(2, 3), strides: strides, padding: margin)),
            (OneChannel, conv2d(x[.., ..1], weights[.., ..1], strides: strides, padding: margin)),
            (Averaged, wanted / (x.shape[1] * size)),
            (FromTheBeginning, conv2d(Beginning(x), weights, strides: strides, padding: margin)),
            (AsIfNew, conv2d(AsNew(x), weights, strides: strides, padding: margin)),
            ("the stride has no effect: each window begins one step after the one before",
                conv2d(x, weights, padding: margin)[.., .., ..(int)wanted.shape[2], ..(int)wanted.shape[3]]),
        ];
        if (weights.shape[2] == weights.shape[3])
            mistakes.Add(("rows and columns of the kernel are exchanged",
                conv2d(x, weights.transpose(2, 3), strides: strides, padding: margin)));
        const string exchangedPadding = "padding.Rows and padding.Columns are exchanged (Pad2d takes columns first)";
        const string exchangedStride = "stride.Down and stride.Right are exchanged";
        var padded = pad(x, [padding.Columns, padding.Columns, padding.Rows, padding.Rows]).contiguous();
        var turned = pad(x, [padding.Rows, padding.Rows, padding.Columns, padding.Columns]).contiguous();
        var (own, own2) = ((padded.stride(2), padded.stride(3)), (turned.stride(2), turned.stride(3)));
        long[] outer = [padded.stride(0), padded.stride(1)], outer2 = [turned.stride(0), turned.stride(1)];
        foreach (var (mistake, windows) in new[]
        {
            (exchangedPadding, Windows(turned, [.. outer2, own2.Item1 * stride.Down, own2.Item2 * stride.Right,
                own2.Item1, own2.Item2])),
            (exchangedStride, Windows(padded, [.. outer, own.Item1 * stride.Right, own.Item2 * stride.Down,
                own.Item1, own.Item2])),
            ("the strides are those of the picture before the margin was added", Windows(padded,
                [x.stride(0), x.stride(1), x.stride(2) * stride.Down, x.stride(3) * stride.Right,
                    x.stride(2), x.stride(3)])),
            ("stride went to the taps, not to the places", Windows(padded, [.. outer, own.Item1, own.Item2,
                own.Item1 * stride.Down, own.Item2 * stride.Right])),
        })
            if (windows is not null)
                mistakes.Add((mistake, einsum("ncdrij,ocij->nodr", windows, weights)));
        if (Fits(padding.Columns, padding.Rows))
            mistakes.Add((exchangedPadding, conv2d(x, weights, strides: strides, padding: [.. margin.Reverse()])));
        mistakes.Add((exchangedStride, conv2d(x, weights, strides: [.. strides.Reverse()], padding: margin)));
        return Other(mistakes, wanted);

        bool Fits(long above, long beside) =>
            x.shape[2] + 2 * above >= weights.shape[2] && x.shape[3] + 2 * beside >= weights.shape[3];
        Tensor? Windows(Tensor picture, long[] strides) => Read(picture,
            [x.shape[0], x.shape[1], wanted.shape[2], wanted.shape[3], weights.shape[2], weights.shape[3]], strides);
    }

    // Null where the strides leave the memory.
    private static Tensor? Read(Tensor x, long[] sizes, long[] strides)
    {
        var last = x.storage_offset() + sizes.Zip(strides, (size, stride) => (size - 1) * stride).Sum();
        var end = x.storage_offset() + x.shape.Select((size, axis) => (size - 1) * x.stride(axis)).Sum();
        return last <= end ? x.as_strided(sizes, strides, x.storage_offset()) : null;
    }

    // What is read at offset 0 with the strides of x.
    private static Tensor Beginning(Tensor x) =>
        x.as_strided(x.shape, [.. Enumerable.Range(0, (int)x.ndim).Select(axis => x.stride(axis))], 0).clone();

    // What is read at the offset of x with the strides of a new tensor; x itself where that ends behind its memory.
    private static Tensor AsNew(Tensor x)
    {
        var strides = x.shape.Select((_, axis) => x.shape[(axis + 1)..].Aggregate(1L, (product, size) => product * size))
            .ToArray();
        var last = x.shape.Select((size, axis) => (size - 1) * x.stride(axis)).Sum();
        return x.numel() - 1 <= last ? x.as_strided(x.shape, strides, x.storage_offset()).clone() : x;
    }

    // Mistakes that make no difference to these numbers are none.
    private static IEnumerable<(string, Tensor)> Other(IEnumerable<(string Mistake, Tensor Value)> mistakes, Tensor wanted) =>
        mistakes.Where(x => !x.Value.shape.SequenceEqual(wanted.shape) || !x.Value.allclose(wanted, 1e-4, 1e-4));
}
