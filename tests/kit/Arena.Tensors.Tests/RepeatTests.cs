using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class RepeatTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void RepeatsAlongNewAxesWhereverTheyStand()
    {
        long[] shape = [2, 3];
        Repeat(Counting(shape), "h w -> h w c", ("c", 4)).ShouldBe([2, 3, 4], i => At(shape, i[0], i[1]));
        Repeat(Counting(shape), "h w -> c w h", ("c", 4)).ShouldBe([4, 3, 2], i => At(shape, i[2], i[1]));
        Repeat(Counting(shape), "h w -> h 5 w").ShouldBe([2, 5, 3], i => At(shape, i[0], i[2]));
        Repeat(Counting(shape), "h w -> 2 h 3 w 1").ShouldBe([2, 2, 3, 3, 1], i => At(shape, i[1], i[3]));
    }

    [Fact]
    public void TheOrderInAGroupTellsTilingFromStretching()
    {
        Repeat(Counting(3), "x -> (copy x)", ("copy", 2)).Elements().Should().Equal(0, 1, 2, 0, 1, 2);
        Repeat(Counting(3), "x -> (x copy)", ("copy", 2)).Elements().Should().Equal(0, 0, 1, 1, 2, 2);
    }

    [Fact]
    public void RepeatsAScalar() => Repeat(tensor(7f), "-> 2 n", ("n", 3)).ShouldBe([2, 3], _ => 7);

    // Whatever was repeated is constant along the new axes: its smallest and largest values give back the input.
    [Theory]
    [InlineData("a b c d -> 1 a b c d 1", "1 a b c d 1 -> a b c d")]
    [InlineData("a b c d -> (1 a) (1 b) 2 c 3 d (1 1)", "(1 a) (1 b) 2 c 3 d (1 1) -> a b c d")]
    [InlineData("1 b c d -> (2 1) b (c 3) d", "(2 1) b (c 3) d -> 1 b c d")]
    [InlineData("a b c d -> d (5 c) b a 4", "d (5 c) b a 4 -> a b c d")]
    [InlineData("a ... -> (a 2) ... 4", "(a 2) ... 4 -> a ...")]
    [InlineData("a b ... d -> 2 (d 3 a) b ...", "2 (d 3 a) b ... -> a b ... d")]
    public void ReducingWithMinAndMaxUndoesIt(string repeat, string reduce)
    {
        foreach (var shape in new long[][] { [1, 3, 2, 5], [1, 1, 1, 1] })
        {
            var repeated = Repeat(Counting(shape), repeat);
            (string, long)[] sizes = reduce.Contains("(d 3 a)") ? [("d", shape[3])] : [];

            Reduce(repeated, reduce, Reduction.Min, sizes).ShouldBe(shape, i => At(shape, i));
            Reduce(repeated, reduce, Reduction.Max, sizes).ShouldBe(shape, i => At(shape, i));
        }
    }

    [Fact]
    public void NothingRepeatedIsNothing() =>
        Repeat(zeros(0, 2), "a b -> a b c", ("c", 3)).shape.Should().Equal(0, 2, 3);
}
