using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class PackTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void FlattensTheAxesUnderTheStarAndJoins()
    {
        var (packed, shapes) = Pack([Counting(2, 3, 4), Counting(2, 4) + 100, Counting(2, 0, 4)], "a * c");

        shapes.Should().BeEquivalentTo(new long[][] { [3], [], [0] }, options => options.WithStrictOrdering());
        packed.ShouldBe([2, 4, 4], i => i[1] < 3 ? At([2, 3, 4], i) : 100 + At([2, 4], i[0], i[2]));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("* c")]
    [InlineData("a *")]
    [InlineData("a * c")]
    public void UnpackUndoesPack(string pattern)
    {
        var before = pattern.StartsWith('a') ? new long[] { 2 } : [];
        var after = pattern.EndsWith('c') ? new long[] { 3 } : [];
        long[][] stars = [[4], [], [2, 2], [1, 1, 5], [0, 3]];
        var tensors = stars.Select((star, n) => Counting([.. before, .. star, .. after]) + 1000 * n).ToList();

        var (packed, shapes) = Pack(tensors, pattern);
        var unpacked = Unpack(packed, shapes, pattern);

        packed.shape.Should().Equal([.. before, 4 + 1 + 4 + 5 + 0, .. after]);
        for (var n = 0; n < stars.Length; n++)
        {
            long[] shape = [.. before, .. stars[n], .. after];
            unpacked[n].ShouldBe(shape, i => 1000 * n + At(shape, i));
        }
    }

    public static TheoryData<long, long[][], long[][]> Open => new()
    {
        { 8, [[2], [3], [-1]], [[2], [3], [3]] },
        { 5, [[2], [3], [-1]], [[2], [3], [0]] },
        { 8, [[-1], []], [[7], []] },
        { 8, [[2], [2, -1]], [[2], [2, 3]] },
        { 5, [[0], [-1], [5]], [[0], [0], [5]] },
        { 3, [[], [-1, 1, 2]], [[], [1, 1, 2]] },
    };

    [Theory]
    [MemberData(nameof(Open))]
    public void UnpackWorksOutOneSize(long length, long[][] asked, long[][] expected)
    {
        var parts = Unpack(Counting(length, 2), asked, "* w");

        parts.Select(part => part.shape).Should().BeEquivalentTo(
            expected.Select(shape => (long[])[.. shape, 2]), options => options.WithStrictOrdering());
        string.Join(' ', parts.SelectMany(part => part.Elements())).Should()
            .Be(string.Join(' ', Enumerable.Range(0, (int)length * 2)));
    }

    [Fact]
    public void UnpackOfNoShapesIsNothing() => Unpack(zeros(0, 2), [], "* w").Should().BeEmpty();

    [Fact]
    public void DoesNotChangeTheShapesItIsGiven()
    {
        long[][] shapes = [[2], [-1]];
        Unpack(Counting(5), shapes, "*");
        shapes[1].Should().Equal(-1);
    }
}
