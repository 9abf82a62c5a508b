using Arena.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models.Tests.Format;

public sealed class TensorFileTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Tensors_are_read_as_they_were_written()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["float"] = randn(2, 3),
            ["double"] = randn(4, dtype: float64),
            ["long"] = tensor(1L << 40),
            ["int"] = arange(5, dtype: int32),
            ["short"] = arange(5, dtype: int16),
            ["sbyte"] = arange(-2, 3, dtype: int8),
            ["byte"] = arange(3, dtype: uint8),
            ["bool"] = tensor(new[] { true, false, true }),
            ["none"] = zeros(0, 3),
            ["view"] = arange(6, dtype: float32).reshape(2, 3).t(),
        };
        TensorFile.Write(folder["x"], tensors, new Dictionary<string, string> { ["note"] = "n" });
        var read = TensorFile.Read(folder["x"]);
        read.Keys.Should().BeEquivalentTo(tensors.Keys);
        foreach (var (name, expected) in tensors)
        {
            read[name].dtype.Should().Be(expected.dtype, name);
            read[name].shape.Should().Equal(expected.shape, name);
            Small.Distance(read[name], expected).Should().Be(0, name);
        }
        using var file = SafetensorsFile.Open(folder["x"]);
        file.Metadata["note"].Should().Be("n");
    }

    [Fact]
    public void Halves_become_floats()
    {
        // 1.5, -2, the smallest half that is not 0, and infinity; then the same of Google's kind.
        SafetensorsWriter.Write(folder["x"],
            [new("half", "F16", [4], new byte[] { 0x00, 0x3E, 0x00, 0xC0, 0x01, 0x00, 0x00, 0x7C }),
                new("brain", "BF16", [3], new byte[] { 0xC0, 0x3F, 0x00, 0xC0, 0x80, 0x7F })]);
        var read = TensorFile.Read(folder["x"]);
        read["half"].dtype.Should().Be(float32);
        read["half"].data<float>().ToArray().Should().Equal(1.5f, -2, MathF.ScaleB(1, -24), float.PositiveInfinity);
        read["brain"].data<float>().ToArray().Should().Equal(1.5f, -2, float.PositiveInfinity);
        TensorFile.Write(folder["y"], [new("h", tensor(1.5f).to(float16)), new("b", tensor(-2f).to(bfloat16))]);
        using var file = SafetensorsFile.Open(folder["y"]);
        file.Read("h").Should().Equal(0x00, 0x3E);
        file.Read("b").Should().Equal(0x00, 0xC0);
    }

    [Fact]
    public void Elements_without_tensors_are_refused()
    {
        SafetensorsWriter.Write(folder["x"], [new("x", "U64", [1], new byte[8])]);
        FluentActions.Invoking(() => TensorFile.Read(folder["x"])).Should().Throw<SafetensorsException>()
            .WithMessage("*'x' is U64*");
        FluentActions.Invoking(() => TensorFile.Write(folder["y"], [new("x", zeros(1, dtype: complex64))]))
            .Should().Throw<ArgumentException>().WithMessage("'x' is ComplexFloat32*");
    }

    [Fact]
    public void Reading_and_writing_leave_the_tensors_alone()
    {
        TensorFile.Write(folder["x"], [new("a", zeros(2)), new("b", zeros(2).to(float16))]);
        DisposeScopeManager.Statistics.Reset();
        using (var inner = NewDisposeScope())
        {
            TensorFile.Read(folder["x"]);
            inner.DisposablesCount.Should().Be(2);
        }
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(0);
    }
}
