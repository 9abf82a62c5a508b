using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public class CacheTests
{
    [Fact]
    public void MakesOnceWhatItIsAskedForTwice()
    {
        var made = new List<string>();
        var cache = new BoundedCache<object>(4, text => { made.Add(text); return new object(); });

        cache.Get("a").Should().BeSameAs(cache.Get("a"));
        cache.Get("b").Should().NotBeSameAs(cache.Get("a"));
        made.Should().Equal("a", "b");
    }

    [Fact]
    public void NeverHoldsMoreThanItsCapacity()
    {
        var cache = new BoundedCache<string>(4, text => text + "!");
        for (var i = 0; i < 50; i++)
        {
            cache.Get($"{i}").Should().Be($"{i}!");
            cache.Count.Should().BeInRange(1, 4);
        }
    }

    // One pattern, many shapes and sizes at once: nobody may get another one's plan.
    [Fact]
    public void IsSafeAcrossThreads() => Parallel.For(0, 8, worker =>
    {
        using var scope = NewDisposeScope();
        for (var round = 0; round < 60; round++)
        {
            long a = 1 + (worker + round) % 5, b = 2 * (1 + worker % 3);
            var d = round % 2 == 0 ? 2L : b;
            Rearrange(Counting(a, b), "a (c d) -> d (a c)", ("d", d))
                .ShouldBe([d, a * (b / d)], i => At([a, b], i[1] / (b / d), i[1] % (b / d) * d + i[0]));
            Einsum("a b, b c -> a c", Counting(a, b), ones(b, d))
                .ShouldBe([a, d], i => Indices(b).Sum(j => At([a, b], i[0], j[0])));
            // Also while the caches are full and start afresh.
            Repeat(Counting(a), $"a -> a {1 + round % 3} b{worker}x{round % 20}", ($"b{worker}x{round % 20}", 2)).shape
                .Should().Equal(a, 1 + round % 3, 2);
        }
    });

    [Fact]
    public void TheSamePatternServesOtherShapesAndSizes()
    {
        using var scope = NewDisposeScope();
        const string pattern = "a (b c) -> c a b";
        Rearrange(Counting(2, 6), pattern, ("c", 3)).shape.Should().Equal(3, 2, 2);
        Rearrange(Counting(2, 6), pattern, ("c", 2)).shape.Should().Equal(2, 2, 3);
        Rearrange(Counting(2, 6), pattern, ("b", 2)).shape.Should().Equal(3, 2, 2);
        Rearrange(Counting(2, 6), pattern, ("b", 3), ("c", 2)).shape.Should().Equal(2, 2, 3);
        Rearrange(Counting(3, 4), pattern, ("b", 2)).shape.Should().Equal(2, 3, 2);
    }
}
