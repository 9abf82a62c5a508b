using Arena.Patterns;
using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class EinMixTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(2, 5)]
    [InlineData(1, 1)]
    public void MixesOneAxis(long batch, long seq)
    {
        using var mix = Layers.EinMix("batch seq d -> batch seq out", "d out", "out", ("d", 4), ("out", 3));
        var (w, b) = Count(mix);
        long[] shape = [batch, seq, 4];

        mix.call(Counting(shape)).ShouldBe([batch, seq, 3], i =>
            Indices(4).Sum(d => (double)At(shape, i[0], i[1], d[0]) * At(w, d[0], i[2])) + 100 + At(b!, i[2]));
    }

    [Fact]
    public void SplitsMixesPerHeadAndMerges()
    {
        using var mix = Layers.EinMix(
            "batch seq (head d) -> seq (batch out head)", "head d out", "head", ("head", 2), ("d", 3), ("out", 2));
        var (w, b) = Count(mix);
        b.Should().Equal(2);
        long[] shape = [2, 4, 6];

        mix.call(Counting(shape)).ShouldBe([4, 8], i =>
        {
            var (batch, o, head) = (i[1] / 4, i[1] / 2 % 2, i[1] % 2);
            return Indices(3).Sum(d => (double)At(shape, batch, i[0], head * 3 + d[0]) * At(w, head, d[0], o)) + 100
                + head;
        });
    }

    [Fact]
    public void KeepsTheEllipsisAndSumsAnAxisWithoutWeight()
    {
        using var mix = Layers.EinMix("... h c -> ... out 1", "c out", null, ("c", 3), ("out", 2));
        var (w, b) = Count(mix);
        b.Should().BeNull();
        long[] shape = [2, 5, 4, 3];

        mix.call(Counting(shape)).ShouldBe([2, 5, 2, 1], i =>
            Indices(4, 3).Sum(j => (double)At(shape, i[0], i[1], j[0], j[1]) * At(w, j[1], i[2])));
    }

    [Fact]
    public void StartsWithinItsBoundsAndLearns()
    {
        using var mix = Layers.EinMix("b c -> b out", "c out", "out", ("c", 12), ("out", 500));
        var parameters = mix.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);

        parameters.Keys.Should().BeEquivalentTo("weight", "bias");
        // √(3/12) and √(1/12): of 6000 and 500 uniform values, some come near the bound.
        parameters["weight"].Elements().Max().Should().BeInRange(0.48, 0.5);
        parameters["weight"].Elements().Min().Should().BeInRange(-0.5, -0.48);
        parameters["bias"].Elements().Max().Should().BeInRange(0.26, 0.2887);

        mix.call(ones(2, 12)).sum().backward();
        parameters["weight"].grad!.ShouldBe([12, 500], _ => 2);
        parameters["bias"].grad!.ShouldBe([500], _ => 2);
    }

    [Fact]
    public void OutlivesTheScopeItWasMadeIn()
    {
        EinMix mix;
        using (NewDisposeScope()) mix = Layers.EinMix("b c -> b out", "c out", "out", ("c", 2), ("out", 3));
        using (mix) mix.call(ones(4, 2)).shape.Should().Equal(4, 3);
    }

    [Fact]
    public void LeavesOnlyItsResult()
    {
        using var mix = Layers.EinMix("b (c d) -> (b out)", "c out", "out", ("c", 3), ("out", 2));
        var x = Counting(2, 6);
        using var inner = NewDisposeScope();
        mix.call(x);
        inner.DisposablesCount.Should().Be(1);
    }

    public static TheoryData<string, string, string?, (string, long)[], string> Wrong => new()
    {
        { "b c -> b out", "c out", null, [("c", 2)],
            "EinMix's weight \"c out\"\n                   ^^^\n"
            + "The size of axis 'out' is not given. Add (\"out\", size)." },
        { "b c -> b ou", "c out", null, [("c", 2), ("out", 3)],
            "EinMix \"b c -> b ou\"\n                 ^^\n"
            + "Axis 'ou' is on the right, but neither on the left nor in the weight. Did you mean 'out'?" },
        { "b c -> b q", "c", null, [("c", 2)],
            "Axis 'q' is on the right, but neither on the left nor in the weight. Put 'q' into the weight." },
        { "b c -> b out", "c ... out", null, [], "A weight has no '...': its axes are known when it is made." },
        { "... c -> out", "c out", null, [], "'...' is on the left but not on the right. Put it on both sides." },
        { "c -> ... out", "c out", null, [], "'...' is on the right but not on the left. Put it on both sides." },
        { "(... c) -> ... out", "c out", null, [], "On the left, '...' cannot stand in parentheses" },
        { "b 3 -> b out", "out", null, [], "An EinMix has no axis 3, only axes of size 1." },
        { "b c -> b out", "(c out)", null, [], "A weight has no parentheses. Write its axes side by side." },
        { "b c -> b out", "c 2", null, [], "A weight has names only, no numbers." },
        { "b c -> b out", "c out", null, [("c", 2), ("out", 3), ("q", 3)],
            "A size is given for axis 'q', which is not in use." },
        { "b c -> b out", "c out q", null, [("c", 2), ("out", 3), ("q", 3)],
            "Axis 'q' of the weight is on neither side of the pattern." },
        { "b c -> b out", "c out", "c", [("c", 2), ("out", 3)],
            "EinMix's bias \"c\"\n               ^\nAxis 'c' of the bias is not in the output." },
        { "b c -> b out", "c out", "b", [("c", 2), ("out", 3)], "The size of axis 'b' is not given." },
        { "b ... c -> b ... out", "c out", "b", [("c", 2), ("out", 3), ("b", 2)],
            "Axis 'b' of the bias stands before '...' in the output. A bias has only axes that stand after it." },
        { "b c -> b out", "c out", null, [("c", 2), ("out", 0)],
            "The size given for axis 'out' is 0; a size is at least 1." },
        { "b c -> b out", "c out", null, [("c", 2), ("out", 3), ("c", 2)],
            "Two sizes are given for axis 'c'. Take one away." },
        { "b chan -> b out", "chann out", null, [("chann", 2), ("out", 3)],
            "Axis 'chann' of the weight is on neither side of the pattern." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void RefusesWhatDoesNotFit(string pattern, string weight, string? bias, (string, long)[] sizes,
        string part) =>
        Assert.Throws<EinopsException>(() => Layers.EinMix(pattern, weight, bias, sizes)).Message.Should()
            .Contain(part);

    // Weights 0, 1, 2, …; biases from 100 on.
    private static (long[] Weight, long[]? Bias) Count(EinMix mix)
    {
        long[]? weight = null, bias = null;
        using var unrecorded = no_grad();
        foreach (var (name, parameter) in mix.named_parameters())
        {
            parameter.copy_(Counting(parameter.shape) + (name == "bias" ? 100 : 0));
            if (name == "bias") bias = parameter.shape;
            else weight = parameter.shape;
        }
        return (weight!, bias);
    }
}
