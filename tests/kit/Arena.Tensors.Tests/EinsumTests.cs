using Arena.Patterns;
using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class EinsumTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(2, 3, 4, false)]
    [InlineData(1, 5, 1, false)]
    [InlineData(3, 1, 2, true)]
    [InlineData(2, 0, 3, false)]
    public void MultipliesMatrices(long rows, long inner, long columns, bool strided)
    {
        long[] a = [rows, inner], b = [inner, columns];
        Einsum("row inner, inner column -> column row", Input(a, strided), Input(b, strided)).ShouldBe([columns, rows],
            i => Indices(inner).Sum(k => (double)At(a, i[1], k[0]) * At(b, k[0], i[0])));
    }

    [Fact]
    public void ScoresAttention()
    {
        long[] q = [2, 3, 5], k = [2, 4, 5];
        Einsum("batch query d, batch key d -> batch query key", Counting(q), Counting(k)).ShouldBe([2, 3, 4],
            i => Indices(5).Sum(d => (double)At(q, i[0], i[1], d[0]) * At(k, i[0], i[2], d[0])));
    }

    [Fact]
    public void TakesDiagonalsAndTraces()
    {
        Einsum("i i ->", Counting(3, 3)).ShouldBe([], _ => 0 + 4 + 8);
        Einsum("i i -> i", Counting(3, 3)).ShouldBe([3], i => i[0] * 4);
        Einsum("i ... i -> ... i", Counting(2, 3, 2)).ShouldBe([3, 2], i => At([2, 3, 2], i[1], i[0], i[1]));
    }

    [Fact]
    public void SumsAnAxisThatStandsOnce() =>
        Einsum("i j, k -> i", Counting(2, 3), Counting(4)).ShouldBe([2], i => (i[0] * 9 + 3) * 6.0);

    [Fact]
    public void MultipliesThreeTensorsAndOuterProducts()
    {
        Einsum("a, b, c -> c a b", Counting(2), Counting(3), Counting(4)).ShouldBe([4, 2, 3], i => i[0] * i[1] * i[2]);
        Einsum("_ a, a -> _", Counting(2, 3), Counting(3))
            .ShouldBe([2], i => Indices(3).Sum(a => At([2, 3], i[0], a[0]) * a[0]));
    }

    [Fact]
    public void AnEllipsisBroadcastsFromTheRight()
    {
        long[] a = [5, 1, 2, 3], b = [4, 3, 2];
        Einsum("... i j, ... j k -> ... i k", Counting(a), Counting(b)).ShouldBe([5, 4, 2, 2],
            i => Indices(3).Sum(j => (double)At(a, i[0], 0, i[2], j[0]) * At(b, i[1], j[0], i[3])));
    }

    [Fact]
    public void KnowsMoreAxesThanTheAlphabetHasSmallLetters()
    {
        var left = string.Join(", ", Enumerable.Range(0, 30).Select(i => $"axis_{i}x"));
        var tensors = Enumerable.Range(0, 30).Select(i => full([1], i == 29 ? 3f : 1f)).ToArray();
        Einsum($"{left} -> axis_29x axis_0x", tensors).ShouldBe([1, 1], _ => 3);
    }

    [Fact]
    public void KnowsAsManyAxesAsTheAlphabetHasSmallAndCapitalLetters()
    {
        var names = Enumerable.Range(0, 52).Select(i => $"axis_{i}x").ToList();
        var pattern = $"{string.Join(" ", names)} -> {string.Join(" ", Enumerable.Reverse(names))}";
        var x = Counting([2, 3, .. Enumerable.Repeat(1L, 50)]);
        Einsum(pattern, x).ShouldBe([.. Enumerable.Repeat(1L, 50), 3, 2], i => i[51] * 3 + i[50]);
    }

    [Fact]
    public void ABatchAxisOfSizeOneDoesNotHideThatTheOthersDiffer() =>
        Assert.Throws<EinopsException>(() =>
            Einsum("... i, ... i, ... i -> ... i", Counting(2, 4), Counting(1, 4), Counting(3, 4)))
            .Finding.Cause.Should().Be("An axis of '...' is 3 in operand 3 but 2 before.");

    private static Tensor Input(long[] shape, bool strided) => strided ? Strided(shape) : Counting(shape);
}
