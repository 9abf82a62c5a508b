using Arena.Patterns;
using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class RearrangeTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    public static TheoryData<long[], bool> Shapes => new(
        from shape in new long[][] { [2, 3, 4], [1, 5, 6], [3, 1, 2], [1, 1, 2], [0, 3, 4], [2, 0, 2] }
        from strided in new[] { false, true }
        select new TheoryDataRow<long[], bool>(shape, strided));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SwapsAxes(long[] shape, bool strided)
    {
        var (a, b, c) = (shape[0], shape[1], shape[2]);
        Rearrange(Input(shape, strided), "a b c -> c a b").ShouldBe([c, a, b], i => At(shape, i[1], i[2], i[0]));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MergesAxesInTheOrderWritten(long[] shape, bool strided)
    {
        var (a, b, c) = (shape[0], shape[1], shape[2]);
        Rearrange(Input(shape, strided), "a b c -> b (c a)")
            .ShouldBe([b, c * a], i => At(shape, i[1] % a, i[0], i[1] / a));
        Rearrange(Input(shape, strided), "a b c -> (a b c)").ShouldBe([a * b * c], i => i[0]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SplitsAnAxis(long[] shape, bool strided)
    {
        var (a, b, c) = (shape[0], shape[1], shape[2]);
        Rearrange(Input(shape, strided), "a b (x y) -> x a b y", ("y", 2))
            .ShouldBe([c / 2, a, b, 2], i => At(shape, i[1], i[2], i[0] * 2 + i[3]));
        Rearrange(Input(shape, strided), "a b (x y) -> x a b y", ("x", 2))
            .ShouldBe([2, a, b, c / 2], i => At(shape, i[1], i[2], i[0] * (c / 2) + i[3]));
    }

    [Fact]
    public void SplitsHeads() =>
        Rearrange(Counting(2, 5, 12), "batch seq (heads d) -> batch heads seq d", ("heads", 4))
            .ShouldBe([2, 4, 5, 3], i => At([2, 5, 12], i[0], i[2], i[1] * 3 + i[3]));

    private static Tensor Input(long[] shape, bool strided) => strided ? Strided(shape) : Counting(shape);

    [Fact]
    public void SizesWhoseProductIsBeyondEveryNumberAreRefused() =>
        Assert.Throws<EinopsException>(() =>
            Rearrange(zeros(0), "(a b) -> a b", ("a", 1L << 32), ("b", 1L << 32)))
            .Finding.Problem.Should().Be(PatternProblem.SizeMismatch);
}
