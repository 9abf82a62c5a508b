using Arena.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Arena.Fundamentals.ResNets;

public class PoolingTests
{
    [ExerciseTheory("0.1.23")]
    [InlineData(2, 3, 6, 8, 2, 2, 2, 2, 0, 0, false)]
    [InlineData(1, 1, 5, 7, 3, 2, 1, 3, 0, 0, false)]
    [InlineData(2, 2, 6, 5, 3, 3, 2, 2, 1, 1, true)]
    [InlineData(1, 2, 4, 6, 2, 4, 2, 1, 1, 2, true)]
    [InlineData(3, 1, 3, 4, 3, 4, 1, 1, 0, 0, true)]
    [InlineData(1, 2, 4, 4, 3, 2, 2, 2, 0, 1, false)]
    public void LargestOfEachWindow(
        long batch, long channels, long height, long width, long rows, long columns, long down, long right,
        long paddingRows, long paddingColumns, bool view)
    {
        // Below 0, so that zeros in the margin would be the largest.
        var x = Sample.Numbers(view, batch, channels, height, width) - 5;
        using var unchanged = Inputs.MustStayUnchanged(x);
        var wanted = max_pool2d(x, [rows, columns], [down, right], [paddingRows, paddingColumns]);
        Pooling.MaxPool2d(x, (rows, columns), (down, right), (paddingRows, paddingColumns)).Should().BeCloseTo(
            wanted, tolerance: 0, axes: "batch channel down right",
            mistakes: Mistakes(x, wanted, (rows, columns), (down, right), (paddingRows, paddingColumns)));
    }

    [ExerciseTheory("0.1.23")]
    [InlineData(2, 3, 6, 8, 2, 2)]
    [InlineData(1, 2, 7, 5, 3, 2)]
    [InlineData(1, 1, 4, 4, 1, 4)]
    public void ByDefaultWindowsLieSideBySide(
        long batch, long channels, long height, long width, long rows, long columns)
    {
        var x = Sample.Numbers(view: false, batch, channels, height, width);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var wanted = max_pool2d(x, [rows, columns]);
        Pooling.MaxPool2d(x, (rows, columns)).Should().BeCloseTo(
            wanted, tolerance: 0, axes: "batch channel down right",
            mistakes: Mistakes(x, wanted, (rows, columns), (rows, columns), (0, 0)));
    }

    [ExerciseTheory("0.1.24")]
    [InlineData(2, 3, 4, 5, false)]
    [InlineData(1, 4, 1, 3, true)]
    [InlineData(3, 3, 2, 2, true)]
    public void MeanOfEachChannel(long batch, long channels, long height, long width, bool view)
    {
        var x = Sample.Numbers(view, batch, channels, height, width);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var wanted = adaptive_avg_pool2d(x, [1, 1]).reshape(batch, channels);
        List<(string, Tensor)> mistakes =
        [
            ("this is the largest value of each channel", x.amax([2, 3])),
            ("this is the sum of each channel; divide by the number of pixels", wanted * height * width),
            ("the mean runs over the pictures as well", x.mean([0, 2, 3])),
        ];
        Pooling.GlobalAveragePool(x).Should().BeCloseTo(wanted, 1e-5, axes: "batch channel", mistakes: mistakes);
    }

    private static IEnumerable<(string, Tensor)> Mistakes(
        Tensor x, Tensor wanted, (long Rows, long Columns) kernel, (long Down, long Right) stride,
        (long Rows, long Columns) padding)
    {
        long[] kernels = [kernel.Rows, kernel.Columns];
        long[] strides = [stride.Down, stride.Right];
        long[] margin = [padding.Columns, padding.Columns, padding.Rows, padding.Rows];
        List<(string Mistake, Tensor Value)> mistakes =
        [
            ("zeros in the margin were taken for the largest; fill it with something that never is",
                max_pool2d(pad(x, margin), kernels, strides)),
            ("this is the smallest of each window, not the largest",
                -max_pool2d(-x, kernels, strides, [padding.Rows, padding.Columns])),
            ("this is the mean of each window, not the largest value",
                avg_pool2d(pad(x, margin), kernels, strides)),
            ("windows are taken at every place; how far they lie apart is the stride, and by default their size",
                max_pool2d(x, kernels, [1, 1], [padding.Rows, padding.Columns])),
        ];
        return mistakes.Where(mistake =>
            !mistake.Value.shape.SequenceEqual(wanted.shape) || !mistake.Value.allclose(wanted));
    }
}
