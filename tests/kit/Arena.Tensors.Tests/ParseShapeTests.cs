using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class ParseShapeTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("a b c d", "a=10 b=1 c=30 d=40")]
    [InlineData("_ b _ d", "b=1 d=40")]
    [InlineData("a 1 _ _", "a=10")]
    [InlineData("a () 30 last", "a=10 last=40")]
    [InlineData("...", "")]
    [InlineData("a ...", "a=10")]
    [InlineData("... d", "d=40")]
    [InlineData("a ... c d", "a=10 c=30 d=40")]
    [InlineData("a b c d ...", "a=10 b=1 c=30 d=40")]
    public void GivesTheSizesOfTheNamedAxes(string pattern, string expected) =>
        string.Join(' ', ParseShape(zeros(10, 1, 30, 40), pattern).Select(axis => $"{axis.Key}={axis.Value}")).Should()
            .Be(expected);

    [Fact]
    public void KnowsSizeZeroAndScalars()
    {
        ParseShape(zeros(0, 2), "a b")["a"].Should().Be(0);
        ParseShape(tensor(1f), "").Should().BeEmpty();
    }
}
