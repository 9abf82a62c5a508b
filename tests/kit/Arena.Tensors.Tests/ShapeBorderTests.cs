using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class ShapeBorderTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    public void A_call_that_keeps_its_promises_passes(long row, long column)
    {
        var border = new ShapeBorder("Answers.Rows");
        FluentActions.Invoking(() =>
        {
            border.Argument(zeros(row, column), "row column", "x");
            border.Argument(null, "row", "weights");
            border.Result(zeros(row), "row");
        }).Should().NotThrow();
    }

    [Fact]
    public void The_message_names_the_call_the_tensor_and_the_axes()
    {
        var border = new ShapeBorder("Answers.Rows (0.0.14)");
        border.Argument(zeros(2, 3), "row column", "x");
        var thrown = Assert.Throws<ShapeContractException>(() => border.Result(zeros(2, 4), "row column"));
        thrown.Message.Should().Be(
            "Answers.Rows (0.0.14): the result should have shape \"row column\", but has [2, 4].\n"
                + "Axis 1, 'column', is 4, but 3 in x.");
        thrown.Call.Should().Be("Answers.Rows (0.0.14)");

        Assert.Throws<ShapeContractException>(() => border.Argument(zeros(2), "row column", "y")).Message
            .Should().StartWith(
            "Answers.Rows (0.0.14): y should have shape \"row column\", but has [2].");
    }

    [Theory]
    [InlineData("row column", new long[] { 3, 2 }, "The axes are in another order: it looks like \"column row\".")]
    [InlineData("row column depth", new long[] { 4, 2, 3 },
        "The axes are in another order: it looks like \"depth row column\".")]
    [InlineData("row row column", new long[] { 2, 3, 2 },
        "The sizes are right, but in another order: were axes swapped?")]
    [InlineData("row", new long[] { 2, 1 },
        "Axis 1, of size 1, is one too many: was something reduced with keepdim: true, or unsqueezed?")]
    [InlineData("row column", new long[] { 1, 2, 3 },
        "Axis 0, of size 1, is one too many: was something reduced with keepdim: true, or unsqueezed?")]
    [InlineData("row 1", new long[] { 2 },
        "Axis 1, '1', is missing, whose size is 1: was it reduced without keepdim: true?")]
    [InlineData("row column depth", new long[] { 2, 4 },
        "Axis 1, 'column', is missing: was it reduced, or picked by an index?")]
    [InlineData("row row column", new long[] { 2, 3 }, "One axis is missing: was it reduced, or picked by an index?")]
    [InlineData("row column*depth", new long[] { 2, 3, 4 }, "Axes 1 and 2 are still to be merged into 'column*depth'.")]
    [InlineData("row column depth", new long[] { 6, 4 }, "'row' and 'column' are still one axis, axis 0.")]
    public void What_may_have_been_done_is_said(string contract, long[] shape, string advice)
    {
        var border = new ShapeBorder("Answers.Rows");
        border.Argument(zeros(2, 3, 4), "row column depth", "x");
        Assert.Throws<ShapeContractException>(() => border.Result(zeros(shape), contract)).Message
            .Should().EndWith(" " + advice);
    }

    [Theory]
    [InlineData("row column", new long[] { 5, 7 })]
    [InlineData("row other", new long[] { 3, 2 })]
    [InlineData("row column", new long[] { 2, 3, 5 })]
    [InlineData("... row", new long[] { 3, 4 })]
    [InlineData("row", new long[] { 2, 1, 1 })]
    public void Nothing_is_guessed(string contract, long[] shape)
    {
        var border = new ShapeBorder("Answers.Rows");
        border.Argument(zeros(2, 3), "row column", "x");
        Assert.Throws<ShapeContractException>(() => border.Result(zeros(shape), contract)).Message
            .Split('\n')[1].Should().MatchRegex(@"^[^.]*\.$");
    }
}
