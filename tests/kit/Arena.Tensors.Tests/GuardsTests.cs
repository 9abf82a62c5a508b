using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class GuardsTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(new long[] { 3 }, new long[] { 3 })]
    [InlineData(new long[] { 2, 3 }, new long[] { 3 })]
    [InlineData(new long[] { 3 }, new long[] { 3, 5 })]
    [InlineData(new long[] { 2, 3 }, new long[] { 3, 5 })]
    [InlineData(new long[] { 7, 2, 3 }, new long[] { 7, 3, 5 })]
    [InlineData(new long[] { 7, 2, 3 }, new long[] { 3, 5 })]
    [InlineData(new long[] { 7, 2, 3 }, new long[] { 3 })]
    [InlineData(new long[] { 3 }, new long[] { 7, 3, 5 })]
    [InlineData(new long[] { 7, 1, 2, 3 }, new long[] { 4, 3, 5 })]
    [InlineData(new long[] { 0, 3 }, new long[] { 3, 0 })]
    public void A_product_that_fits_passes(long[] left, long[] right)
    {
        var (x, w) = (zeros(left), zeros(right));
        FluentActions.Invoking(() => Guards.Matmul(x, w, "x", "w")).Should().NotThrow();
        x.matmul(w).Should().NotBeNull();
    }

    public static TheoryData<long[], long[], string> Misfits => new()
    {
        { [2, 3], [4, 5],
            "the inner axes differ: x is [2, 3] and its last axis has 3, "
                + "but w is [4, 5] and its last axis but one has 4." },
        { [2, 3], [5, 3],
            "the inner axes differ: x is [2, 3] and its last axis has 3, "
                + "but w is [5, 3] and its last axis but one has 5. "
                + "Did you mean x.matmul(w.transpose(-2, -1))?" },
        { [3, 2], [3, 5],
            "the inner axes differ: x is [3, 2] and its last axis has 2, "
                + "but w is [3, 5] and its last axis but one has 3. "
                + "Did you mean x.transpose(-2, -1).matmul(w)?" },
        { [3, 2], [5, 3],
            "the inner axes differ: x is [3, 2] and its last axis has 2, "
                + "but w is [5, 3] and its last axis but one has 5. "
                + "Did you mean w.matmul(x)?" },
        { [3], [4],
            "the inner axes differ: x is [3] and its only axis has 3, but w is [4] and its only axis has 4." },
        { [3], [5, 3],
            "the inner axes differ: x is [3] and its only axis has 3, but w is [5, 3] and its last axis but one has 5. "
                + "Did you mean x.matmul(w.transpose(-2, -1))?" },
        { [2, 3, 4], [2, 3, 4],
            "the inner axes differ: x is [2, 3, 4] and its last axis has 4, "
                + "but w is [2, 3, 4] and its last axis but one has 3. Did you mean x.matmul(w.transpose(-2, -1))?" },
        { [2, 3, 4], [5, 3, 4],
            "the inner axes differ: x is [2, 3, 4] and its last axis has 4, "
                + "but w is [5, 3, 4] and its last axis but one has 3." },
        { [2, 3, 4], [5, 4, 3],
            "the batch axes differ: x is [2, 3, 4] and w is [5, 4, 3]; before the last two axes, 2 and 5 "
                + "stand at the same place, counted from the end, and neither is 1." },
        { [8, 2, 3, 4], [5, 1, 4, 3],
            "the batch axes differ: x is [8, 2, 3, 4] and w is [5, 1, 4, 3]; before the last two axes, 8 and 5 "
                + "stand at the same place, counted from the end, and neither is 1." },
        { [], [3], "x is a single number without axes. Multiply with * instead." },
        { [3], [], "w is a single number without axes. Multiply with * instead." },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_product_that_does_not_fit_is_told_by_its_axes(long[] left, long[] right, string problem) =>
        Message(() => Guards.Matmul(zeros(left), zeros(right), "x", "w")).Should().Be($"matmul: {problem}");

    [Fact]
    public void Dtypes_that_differ_are_named()
    {
        Message(() => Guards.Matmul(zeros(2, 3), zeros(3, 5, dtype: float64), "x", "w")).Should().Be(
            "matmul: the dtypes differ: x is float32, but w is float64. Convert one: w.to(float32).");
        Message(() => Guards.Matmul(zeros(3, dtype: int64), zeros(3), "counts", "w")).Should().Be(
            "matmul: the dtypes differ: counts is int64, but w is float32. Convert one: counts.to(float32).");
        Message(() => Guards.Matmul(zeros(2, 3, dtype: @bool), zeros(3, 5, dtype: @bool), "x", "w")).Should().Be(
            "matmul: x and w are bool. Turn them into numbers first, with .to(float32).");
    }

    [Fact]
    public void Operands_are_named_as_they_were_written_when_that_is_short()
    {
        Message(() => Guards.Matmul(zeros(2, 3), zeros(5, 3), "a + b", "w.detach()")).Should()
            .EndWith("Did you mean (a + b).matmul(w.detach().transpose(-2, -1))?");
        Message(() => Guards.Matmul(zeros(2, 3), zeros(5, 3), "x", "x")).Should()
            .StartWith("matmul: the inner axes differ: x is [2, 3] and its last axis has 3, "
                + "but the right one is [5, 3]");
        Message(() => Guards.Matmul(zeros(2, 3), zeros(5, 3), new string('x', 50), "a\n.b()")).Should()
            .Be("matmul: the inner axes differ: the left tensor is [2, 3] and its last axis has 3, "
                + "but the right tensor is [5, 3] and its last axis but one has 5. Did you mean x.matmul(y.transpose(-2, -1))?");
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, 1)]
    [InlineData(new long[] { 2, 3 }, -2)]
    [InlineData(new long[] { 4 }, 0)]
    [InlineData(new long[0], -1)]
    public void Cumulation_along_an_axis_that_is_there_passes(long[] shape, long dim)
    {
        var x = zeros(shape);
        FluentActions.Invoking(() => Guards.Cumulated("cummax", x, dim, "x")).Should().NotThrow();
        x.cummax(dim).values.shape.Should().Equal(shape);
    }

    [Theory]
    [InlineData("cummax", new long[] { 2, 3 }, 2,
        "cummax: x is [2, 3] and has no axis 2: its axes are 0 to 1 (or -2 to -1).")]
    [InlineData("cummin", new long[] { 2, 3, 4 }, -4,
        "cummin: x is [2, 3, 4] and has no axis -4: its axes are 0 to 2 (or -3 to -1).")]
    [InlineData("cummax", new long[] { 5 }, 1, "cummax: x is [5] and has no axis 1: its axes are 0 (or -1).")]
    public void Cumulation_along_an_axis_that_is_not_there_is_stopped(
        string call, long[] shape, long dim, string message) =>
        Message(() => Guards.Cumulated(call, zeros(shape), dim, "x")).Should().Be(message);

    [Fact]
    public void Complex_numbers_have_no_order() =>
        Message(() => Guards.Cumulated("cummax", zeros(2, dtype: complex64), 0, "x")).Should().Be(
            "cummax: x is complex, and complex numbers have no order.");

    [Fact]
    public void The_variance_of_whole_numbers_is_stopped()
    {
        FluentActions.Invoking(() => Guards.Variance(zeros(2, 3), "x")).Should().NotThrow();
        Message(() => Guards.Variance(zeros(2, 3, dtype: int64), "counts")).Should().Be(
            "var: counts is int64, but a variance needs fractions. Write counts.to(float32).var(…).");
        Message(() => Guards.Variance(zeros(3, dtype: @bool), "x > 0")).Should().Be(
            "var: x > 0 is bool, but a variance needs fractions. Write (x > 0).to(float32).var(…).");
    }

    [Theory]
    [InlineData("sum")]
    [InlineData("prod")]
    public void A_zero_taken_for_a_dtype_is_stopped(string call) =>
        Message(() => Guards.ZeroAsDtype(call)).Should().Be(
            $"{call}: the 0 in {call}(0) is no axis here: it is taken for the dtype Byte, and the result is that "
                + $"of all elements, as a byte. Write {call}(dim: 0).");

    public static TheoryData<string, double, string> Unfit => new()
    {
        { "ToInt32", double.NaN, "ToInt32: x is NaN, which an int cannot hold." },
        { "ToInt32", 3e9, "ToInt32: x is 3000000000, which an int cannot hold." },
        { "ToInt64", 1e30, "ToInt64: x is 1E+30, which a long cannot hold." },
        { "ToByte", 300, "ToByte: x is 300, which a byte (0 to 255) cannot hold." },
        { "ToSByte", -129, "ToSByte: x is -129, which an sbyte (-128 to 127) cannot hold." },
        { "ToInt16", 40000, "ToInt16: x is 40000, which a short cannot hold." },
        { "ToSingle", 1e300, "ToSingle: x is 1E+300, which a float cannot hold." },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_number_that_does_not_fit_is_not_converted(string call, double value, string message) =>
        Message(() => Guards.Conversion(call, tensor(value), "x")).Should().Be(message);

    [Fact]
    public void A_number_that_fits_is_converted()
    {
        Guards.Conversion("ToInt32", tensor(-3.7), "x");
        tensor(-3.7).ToInt32().Should().Be(-3);
        Guards.Conversion("ToByte", tensor(-1L), "x");
        tensor(-1L).ToByte().Should().Be(255);
        Guards.Conversion("ToSingle", tensor(double.PositiveInfinity), "x");
        tensor(double.PositiveInfinity).ToSingle().Should().Be(float.PositiveInfinity);
        Guards.Conversion("ToSByte", tensor(true), "x");
        Message(() => Guards.Conversion("ToInt32", tensor(70000000000L), "x")).Should().Be(
            "ToInt32: x is 70000000000, which an int cannot hold.");
        Message(() => Guards.Conversion("ToSingle", zeros(1, dtype: complex64), "x")).Should().Be(
            "ToSingle: x is complex. Take its .real or .imag first.");
    }

    [Fact]
    public void Steps_and_threads_are_positive()
    {
        Guards.SliceStep(null);
        Guards.SliceStep(2);
        Guards.Threads("set_num_threads", 1);
        Message(() => Guards.SliceStep(0)).Should().Be(
            "Slice: the step is 0, but has to be positive. To go backwards, use x.flip(axis).");
        Message(() => Guards.Threads("set_num_threads", 0)).Should().Be(
            "set_num_threads: the number of threads is 0, but has to be at least 1.");
    }

    private static string Message(Action call) => Assert.Throws<TorchCallException>(call).Message;
}
