using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

/// <summary>
/// What is written into a view is seen in the tensor that it looks at; what is written into a copy is not.
/// </summary>
public sealed class ViewTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("a b c -> a b c", true)]
    [InlineData("a b c -> c a b", true)]
    [InlineData("a b (c d) -> c a d b", true)]
    [InlineData("a b c -> (a b) c", true)]
    [InlineData("a b c -> c (a b)", true)]
    [InlineData("a b c -> () (a b c) 1", true)]
    [InlineData("... c -> c ...", true)]
    [InlineData("a b c -> (b a) c", false)]
    [InlineData("a b c -> a (c b)", false)]
    public void RearrangeIsAViewUnlessMergedAxesAreOutOfOrder(string pattern, bool isView)
    {
        var x = Counting(2, 3, 4);
        var result = Rearrange(x, pattern, pattern.Contains('d') ? [("d", 2)] : []);

        result.fill_(-1);

        x.Elements().Should().OnlyContain(value => value < 0 == isView);
    }

    [Theory]
    [InlineData("a b -> b a", true)]
    [InlineData("a b -> a b 3", true)]
    [InlineData("a b -> 3 b a", true)]
    [InlineData("a b -> a (b 3)", false)]
    public void RepeatIsAViewUnlessItMerges(string pattern, bool isView)
    {
        var x = Counting(2, 3);

        Repeat(x, pattern)[0, 0].fill_(-1);

        x.Elements().Any(value => value < 0).Should().Be(isView);
    }

    [Fact]
    public void ReduceWithoutAReductionIsAView()
    {
        var x = Counting(2, 3);

        Reduce(x, "a b -> b a", Reduction.Max).fill_(-1);

        x.Elements().Should().OnlyContain(value => value < 0);
    }

    [Fact]
    public void UnpackGivesViewsAndPackACopy()
    {
        var x = Counting(2, 3);
        var (packed, shapes) = Pack([x, Counting(5, 3)], "* w");
        packed.fill_(-1);
        x.Elements().Should().OnlyContain(value => value >= 0);

        Unpack(packed, shapes, "* w")[1].fill_(7);
        packed.Elements().Should().Equal([.. Enumerable.Repeat(-1.0, 6), .. Enumerable.Repeat(7.0, 15)]);
    }

    [Fact]
    public void TheResultCanBeDisposedWithoutTheInputAndTheInputWithoutTheResult()
    {
        var x = Counting(2, 3);
        var same = Rearrange(x, "a b -> a b");

        same.Should().NotBeSameAs(x);
        same.Dispose();
        x.ShouldBe([2, 3], i => At([2, 3], i));

        var other = Rearrange(x, "a b -> b a");
        x.Dispose();
        other.ShouldBe([3, 2], i => At([2, 3], i[1], i[0]));
    }
}
