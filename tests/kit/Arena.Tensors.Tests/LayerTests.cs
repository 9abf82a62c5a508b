using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class LayerTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void StandInASequential()
    {
        using var model = nn.Sequential(
            ("pool", Layers.Reduce("b c (h 2) (w 2) -> b c h w", Reduction.Max)),
            ("flatten", Layers.Rearrange("b c h w -> b (c h w)")),
            ("copies", Layers.Repeat("b d -> n b d", ("n", 3))));
        foreach (var batch in new long[] { 2, 1, 5 })
        {
            long[] shape = [batch, 3, 4, 6];
            model.call(Counting(shape)).ShouldBe([3, batch, 18],
                i => At(shape, i[1], i[2] / 6, i[2] / 3 % 2 * 2 + 1, i[2] % 3 * 2 + 1));
        }
    }

    [Fact]
    public void HaveNoParameters() => Layers.Rearrange("a b -> b a").parameters().Should().BeEmpty();
}
