using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

/// <summary>Gradients of a weighted sum of the result, against the derivative written out.</summary>
public sealed class GradientTests : IDisposable
{
    private static readonly long[] Shape = [2, 3, 4];
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void OfRearrangeGoesBackToWhereEachElementCameFrom() =>
        Gradient(x => Rearrange(x, "a b c -> c (b a)"), [4, 6])
            .ShouldBe(Shape, i => At([4, 6], i[2], i[1] * 2 + i[0]));

    [Fact]
    public void OfIdentityFlowsThroughTheAlias() =>
        Gradient(x => Rearrange(x, "a b c -> a b c"), Shape).ShouldBe(Shape, i => At(Shape, i));

    [Fact]
    public void OfReduce()
    {
        Gradient(x => Reduce(x, "a b c -> c", Reduction.Sum), [4]).ShouldBe(Shape, i => i[2]);
        Gradient(x => Reduce(x, "a b c -> c", Reduction.Mean), [4]).ShouldBe(Shape, i => i[2] / 6.0);
        Gradient(x => Reduce(x, "a b c -> c", Reduction.Max), [4])
            .ShouldBe(Shape, i => i[0] == 1 && i[1] == 2 ? i[2] : 0);
        Gradient(x => Reduce(x, "a b c -> c", Reduction.Min), [4])
            .ShouldBe(Shape, i => i[0] == 0 && i[1] == 0 ? i[2] : 0);
        Gradient(x => Reduce(x + 1, "a b c -> a b", Reduction.Prod), [2, 3])
            .ShouldBe(Shape, i => At([2, 3], i[0], i[1])
                * Indices(4).Where(j => j[0] != i[2])
                    .Aggregate(1.0, (product, j) => product * (At(Shape, i[0], i[1], j[0]) + 1)));
    }

    [Fact]
    public void OfRepeatSumsOverTheCopies() =>
        Gradient(x => Repeat(x, "a b c -> a (b n) c", ("n", 2)), [2, 6, 4])
            .ShouldBe(Shape, i => Indices(2).Sum(n => At([2, 6, 4], i[0], i[1] * 2 + n[0], i[2])));

    [Fact]
    public void OfEinsum()
    {
        var other = Counting(3, 5);
        Gradient(x => Einsum("a b c, b d -> a d c", x, other), [2, 5, 4])
            .ShouldBe(Shape, i => Indices(5)
                .Sum(d => (double)At([3, 5], i[1], d[0]) * At([2, 5, 4], i[0], d[0], i[2])));
    }

    [Fact]
    public void OfPackAndUnpack() =>
        Gradient(x =>
        {
            var (packed, shapes) = Pack([x, x], "* c");
            return Unpack(packed, shapes, "* c")[1];
        }, Shape).ShouldBe(Shape, i => At(Shape, i));

    // The gradient of Σ result·weight with weight = 0, 1, 2, …
    private static Tensor Gradient(Func<Tensor, Tensor> function, long[] resultShape)
    {
        var x = Counting(Shape).requires_grad_();
        (function(x) * Counting(resultShape)).sum().backward();
        return x.grad!;
    }
}
