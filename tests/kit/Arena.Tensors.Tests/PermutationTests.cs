using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

/// <summary>Random patterns over up to nine axes against index arithmetic.</summary>
public sealed class PermutationTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void AnyOrderOfAnyNumberOfAxes(int rank)
    {
        var random = new Random(rank);
        for (var round = 0; round < 8; round++)
        {
            long[] shape = [.. Enumerable.Range(0, rank).Select(_ => (long)random.Next(1, 4))];
            var order = Enumerable.Range(0, rank).ToArray();
            random.Shuffle(order);
            var pattern = $"{Names(Enumerable.Range(0, rank))} -> {Names(order)}";
            var x = round % 2 == 0 ? Counting(shape) : Strided(shape);

            Rearrange(x, pattern).ShouldBe([.. order.Select(axis => shape[axis])], i =>
            {
                var source = new long[rank];
                for (var axis = 0; axis < rank; axis++) source[order[axis]] = i[axis];
                return At(shape, source);
            });
        }
    }

    [Fact]
    public void MergingAndSplittingAgainGivesBackTheTensor()
    {
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            long[] shape = [.. Enumerable.Range(0, 5).Select(_ => (long)random.Next(1, 5))];
            var order = Enumerable.Range(0, 5).ToArray();
            random.Shuffle(order);
            var cut = random.Next(6);
            var merged = $"({Names(order[..cut])}) ({Names(order[cut..])})";
            var plain = Names(Enumerable.Range(0, 5));
            var sizes = shape.Select((size, axis) => ($"x{axis}", size)).ToArray();

            var there = Rearrange(Counting(shape), $"{plain} -> {merged}");
            Rearrange(there, $"{merged} -> {plain}", sizes).ShouldBe(shape, i => At(shape, i));
            there.shape.Should().Equal(order[..cut].Aggregate(1L, (n, axis) => n * shape[axis]),
                order[cut..].Aggregate(1L, (n, axis) => n * shape[axis]));
        }
    }

    [Theory]
    [InlineData("a b c d", "a b c d")]
    [InlineData("...", "a b c d")]
    [InlineData("a b c d ...", "a b c d")]
    [InlineData("... c d", "a b c d")]
    [InlineData("a ... d", "a b c d")]
    [InlineData("a b c (d 1)", "a b c d")]
    [InlineData("a ... (c d)", "a b (c d)")]
    public void AnEllipsisStandsForTheAxesThatAreNotNamed(string right, string meant)
    {
        var left = right.Replace("(c d)", "c d").Replace("(d 1)", "d");
        long[] shape = [2, 3, 2, 3];
        var x = Counting(shape);

        var expected = Rearrange(x, $"a b c d -> {meant}");
        Rearrange(x, $"{left} -> {right}").ShouldBe(expected.shape, i => At(expected.shape, i));
    }

    [Fact]
    public void AnEllipsisCanBeMergedMovedAndEmpty()
    {
        long[] shape = [2, 3, 4];
        Rearrange(Counting(shape), "a ... -> (... a)").ShouldBe([24], i => At(shape, i[0] % 2, i[0] / 8, i[0] / 2 % 4));
        Rearrange(Counting(shape), "... c -> c ...").ShouldBe([4, 2, 3], i => At(shape, i[1], i[2], i[0]));
        Rearrange(Counting(4), "... c -> c ... 1").ShouldBe([4, 1], i => i[0]);
        Rearrange(Counting(4), "... c -> (...) c").ShouldBe([1, 4], i => i[1]);
    }

    [Fact]
    public void UnitAxesComeAndGo()
    {
        Rearrange(Counting(1, 3, 1), "1 a () -> a").ShouldBe([3], i => i[0]);
        Rearrange(Counting(3), "a -> () a 1").ShouldBe([1, 3, 1], i => i[1]);
        Rearrange(tensor(5f), "->").ShouldBe([], _ => 5);
        Rearrange(tensor(5f), "-> 1 1").ShouldBe([1, 1], _ => 5);
    }

    private static string Names(IEnumerable<int> axes) => string.Join(' ', axes.Select(axis => $"x{axis}"));
}
