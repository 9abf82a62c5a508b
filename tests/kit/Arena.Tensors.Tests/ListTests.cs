using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class ListTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void AreStackedAlongANewFirstAxis(int count)
    {
        long[] shape = [3, 4];
        var list = Enumerable.Range(0, count).Select(n => Counting(shape) + 100 * n).ToList();

        Rearrange(list, "n h w -> h (n w)").ShouldBe([3, count * 4], i => 100 * (i[1] / 4) + At(shape, i[0], i[1] % 4));
        Reduce(list, "n h w -> h w", Reduction.Max).ShouldBe(shape, i => 100 * (count - 1) + At(shape, i));
        Repeat(list, "n h w -> w n h copy", ("copy", 2))
            .ShouldBe([4, count, 3, 2], i => 100 * i[1] + At(shape, i[2], i[0]));
    }

    [Fact]
    public void OfScalarsBecomeAVector() =>
        Rearrange([tensor(3f), tensor(5f)], "n -> n").Elements().Should().Equal(3, 5);

    [Fact]
    public void AreCopied()
    {
        var x = Counting(2);
        Rearrange([x, x], "n a -> n a").fill_(-1);
        x.Elements().Should().Equal(0, 1);
    }
}
