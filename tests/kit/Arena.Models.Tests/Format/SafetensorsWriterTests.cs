using System.Text;
using Arena.Safetensors;

namespace Arena.Models.Tests.Format;

public class SafetensorsWriterTests
{
    [Fact]
    public void The_file_is_laid_out_as_the_format_says()
    {
        var file = Bytes.Written(
            [new("c", "U8", [], new byte[] { 7 }), new("b", "F32", [1], new byte[] { 1, 2, 3, 4 }),
                new("a", "F32", [1], new byte[] { 5, 6, 7, 8 }), new("d", "I64", [0], Array.Empty<byte>())],
            new Dictionary<string, string> { ["z"] = "\"", ["format"] = "pt" });
        var length = (int)BitConverter.ToUInt64(file);
        (length % 8).Should().Be(0);
        Encoding.UTF8.GetString(file, 8, length).TrimEnd(' ').Should().Be(
            string.Concat(
                """{"__metadata__":{"format":"pt","z":"\u0022"},""",
                """ "d":{"dtype":"I64","shape":[0],"data_offsets":[0,0]},""".Trim(),
                """ "a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},""".Trim(),
                """ "b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},""".Trim(),
                """ "c":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}""".Trim()));
        file[(8 + length)..].Should().Equal(5, 6, 7, 8, 1, 2, 3, 4, 7);
    }

    [Fact]
    public void Nothing_is_a_file_too()
    {
        using var file = SafetensorsFile.Open(Bytes.Written([]), "empty");
        file.Entries.Should().BeEmpty();
        file.Metadata.Should().BeEmpty();
    }

    [Fact]
    public void It_is_there_whole_or_not_at_all()
    {
        using var folder = new TestFolder();
        var path = folder["deep/x.safetensors"];
        SafetensorsWriter.Write(path, [new("x", "U8", [1], new byte[] { 1 })]);
        FluentActions.Invoking(() => SafetensorsWriter.Write(path, [new("x", "U8", [2], new byte[] { 1 })]))
            .Should().Throw<ArgumentException>().WithMessage("'x': U8 [2] does not take 1 bytes.");
        SafetensorsWriter.Write(path, [new("x", "U8", [1], new byte[] { 2 })]);
        Directory.GetFiles(Path.GetDirectoryName(path)!).Should().Equal(path);
        using var file = SafetensorsFile.Open(path);
        file.Read("x").Should().Equal(2);
    }

    [Theory]
    [InlineData("__metadata__", "U8", 1, "No tensor can be called*")]
    [InlineData("x", "Q4", 1, "'x': there is no type 'Q4'*")]
    [InlineData("x", "F32", 1, "*does not take 1 bytes*")]
    [InlineData("x", "U8", -1, "*does not take 1 bytes*")]
    public void What_cannot_be_read_is_not_written(string name, string dtype, int size, string message) =>
        FluentActions.Invoking(() => Bytes.Written([new(name, dtype, [size], new byte[] { 1 })]))
            .Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void A_name_stands_for_one_tensor()
    {
        var x = new SafetensorsTensor("x", "U8", [1], new byte[] { 1 });
        FluentActions.Invoking(() => Bytes.Written([x, x])).Should()
            .Throw<ArgumentException>().WithMessage("*two*'x'*");
    }
}
