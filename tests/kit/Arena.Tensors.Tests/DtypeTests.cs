using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class DtypeTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void IsKept(ScalarType dtype)
    {
        var x = Counting(2, 3).to(dtype);

        Rearrange(x, "a b -> (b a)").dtype.Should().Be(dtype);
        Repeat(x, "a b -> a b 2").dtype.Should().Be(dtype);
        Reduce(x, "a b -> a", Reduction.Max).dtype.Should().Be(dtype);
        Reduce(x, "a b -> a", Reduction.Min).dtype.Should().Be(dtype);
        Pack([x, x], "* b").Packed.dtype.Should().Be(dtype);
    }

    [Fact]
    public void OfSumsIsLibtorchs()
    {
        var x = Counting(2, 3);
        Reduce(x.to(ScalarType.Int32), "a b -> a", Reduction.Sum).dtype.Should().Be(ScalarType.Int64);
        Reduce(x.to(ScalarType.Bool), "a b -> a", Reduction.Sum).ShouldBe([2], i => i[0] == 0 ? 2 : 3);
        Reduce(x.to(ScalarType.Float64), "a b -> a", Reduction.Mean).dtype.Should().Be(ScalarType.Float64);
        Reduce(x.to(ScalarType.ComplexFloat32), "a b -> a", Reduction.Mean).dtype.Should()
            .Be(ScalarType.ComplexFloat32);
    }
}
