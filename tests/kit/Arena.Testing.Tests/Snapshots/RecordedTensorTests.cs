using System.Text;

namespace Arena.Testing.Tests.Snapshots;

public class RecordedTensorTests
{
    [Theory]
    [InlineData("F64", new double[] { 0.1, -1e300, double.NaN, double.NegativeInfinity, 1.0 / 3, -0.0 })]
    [InlineData("F32", new double[] { 0.5, -2, double.NaN, double.PositiveInfinity, 3, 1e20f })]
    [InlineData("I64", new double[] { 0, -1, 1L << 40, 4, 5, 6 })]
    [InlineData("I32", new double[] { 0, -1, int.MaxValue, 4, 5, 6 })]
    [InlineData("U8", new double[] { 0, 255, 3, 4, 5, 6 })]
    [InlineData("BOOL", new double[] { 0, 1, 1, 0, 0, 1 })]
    public void It_is_read_back_as_it_was_written(string dtype, double[] values)
    {
        var read = RecordedTensor.Parse(new RecordedTensor(dtype, [3, 2], "row column", 1e-5, values).ToBytes());

        (read.Dtype, read.Axes, read.Tolerance).Should().Be((dtype, "row column", 1e-5));
        read.Shape.Should().Equal(3, 2);
        read.Values.Should().Equal(values);
    }

    // As the format's description has it: the length of the header, the header, the data.
    [Fact]
    public void The_file_is_laid_out_as_other_readers_expect()
    {
        var file = new RecordedTensor("F32", [2], "row", 0.25, [1, -2]).ToBytes();

        var length = (int)BitConverter.ToInt64(file);
        Encoding.UTF8.GetString(file, 8, length).TrimEnd().Should().Be(
            """{"__metadata__":{"axes":"row","tolerance":"0.25"}"""
            + ""","value":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""");
        (length % 8).Should().Be(0);
        file[(8 + length)..].Should().Equal(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Another_file_is_refused(string header) => IsRefused(header);

    [Theory]
    [InlineData("row", "1", "F32", 2, "[]")]
    [InlineData("row", "1", "F32", 2, "[0,8]")]
    [InlineData("row", "1", "F32", 2, "[0,4]")]
    [InlineData("row", "x", "F32", 1, "[0,4]")]
    [InlineData("a b", "1", "F32", 1, "[0,4]")]
    [InlineData("row", "1", "Q4", 1, "[0,4]")]
    public void A_header_that_does_not_fit_is_refused(
        string axes, string tolerance, string dtype, int size, string offsets) =>
        IsRefused($$$"""
            {"__metadata__":{"axes":"{{{axes}}}","tolerance":"{{{tolerance}}}"},
             "value":{"dtype":"{{{dtype}}}","shape":[{{{size}}}],"data_offsets":{{{offsets}}}}}
            """);

    [Theory]
    [InlineData(new[] { 2, 3 }, new double[] { 0, 0, 0, 0, 0, 0 }, 0, "zeros")]
    [InlineData(new[] { 2, 3 }, new double[] { 1e-3, -1e-3, 0, 0, 0, 0 }, 1e-2, "zeros")]
    [InlineData(new[] { 2, 2 }, new double[] { 1, 5, 5, 2 }, 1e-6, "the same with a and b transposed")]
    [InlineData(new[] { 2, 2 }, new double[] { 1, 5, 5.01, 2 }, 0.1, "the same with a and b transposed")]
    [InlineData(new[] { 2, 1, 2 }, new double[] { 1, 5, 5, 2 }, 0, "the same with a and c transposed")]
    [InlineData(new[] { 2, 3 }, new double[] { 1, 2, 4, 1, 2, 4 }, 0, "the same rolled by one along a")]
    [InlineData(new[] { 2, 3 }, new double[] { 1, 1, 1, 2, 2, 2 }, 0, "the same rolled by one along b")]
    [InlineData(new[] { 3 }, new double[] { 7, 7, 7 }, 0, "the same rolled by one along a")]
    [InlineData(new[] { 1, 3 }, new double[] { 1, -5, 3 }, 3.7, "the same times √3")]
    [InlineData(new[] { 1, 2 }, new double[] { 10, -10 }, 3, "the same divided by √2")]
    [InlineData(new int[0], new double[] { 5 }, 2.1, "the same times √2")]
    [InlineData(new[] { 4 }, new double[] { 100, 101, 100, 101.5 }, 1.5, "the same rolled by one along a")]
    [InlineData(new[] { 4 }, new double[] { 100, 101, 100, 101.5 }, 0.66, "the same plus one standard deviation")]
    public void Numbers_among_which_a_mistake_goes_unnoticed_are_known(
        int[] shape, double[] values, double tolerance, string accepted) =>
        Recorded(shape, values, tolerance).Accepts().Should().Be(accepted);

    [Theory]
    [InlineData(new[] { 2, 3 }, new double[] { 1, 2, 3, 4, 5, 7 }, 1e-3)]
    [InlineData(new[] { 2, 2 }, new double[] { 1, 5, 4.9, 2 }, 0.09)]
    [InlineData(new[] { 1, 1 }, new double[] { 3 }, 0.8)]
    [InlineData(new int[0], new double[] { 5 }, 1.4)]
    [InlineData(new[] { 3 }, new double[] { double.NaN, 1, double.PositiveInfinity }, 0.1)]
    [InlineData(new[] { 2, 3, 2 }, new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.5 }, 0.4)]
    public void Numbers_that_tell_are_sharp(int[] shape, double[] values, double tolerance) =>
        Recorded(shape, values, tolerance).Accepts().Should().BeNull();

    private static RecordedTensor Recorded(int[] shape, double[] values, double tolerance) =>
        new("F64", shape, string.Join(' ', "abc".Take(shape.Length)), tolerance, values);

    private static void IsRefused(string header)
    {
        var text = Encoding.UTF8.GetBytes(header);
        byte[] file = [.. BitConverter.GetBytes((long)text.Length), .. text, 0, 0, 0, 0];
        FluentActions.Invoking(() => RecordedTensor.Parse(file)).Should().Throw<InvalidDataException>();
        FluentActions.Invoking(() => RecordedTensor.Parse(file[..4])).Should().Throw<InvalidDataException>();
    }
}
