using Arena.Patterns;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class ShapeContractTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("batch seq d_model", new long[] { 2, 5, 64 })]
    [InlineData("batch _ 64", new long[] { 2, 5, 64 })]
    [InlineData("n n", new long[] { 4, 4 })]
    [InlineData("... d", new long[] { 4 })]
    [InlineData("... d", new long[] { 2, 3, 4 })]
    [InlineData("a ... d", new long[] { 2, 4 })]
    [InlineData("*batch h*d h", new long[] { 2, 3, 12, 4 })]
    [InlineData("h 3*h*2", new long[] { 5, 30 })]
    [InlineData("a*b a*b", new long[] { 7, 7 })]
    [InlineData("a*b a", new long[] { 0, 0 })]
    [InlineData("", new long[0])]
    public void AcceptsWhatItPromises(string contract, long[] shape)
    {
        var x = zeros(shape);
        new ShapeContract().Check(x, contract).Should().BeSameAs(x);
    }

    public static TheoryData<string, long[], string> Refused => new()
    {
        { "batch seq", [2, 5, 64], "It has 3 axes, but the contract has 2." },
        { "a b ... c", [2, 5], "It has 2 axes, but the contract has at least 3." },
        { "a 3", [2, 4], "Axis 1 is 4, but has to be 3." },
        { "n n", [4, 5], "Axis 1, 'n', is 5, but 4 at its first place." },
        { "... n n", [1, 1, 4, 5], "Axis 3, 'n', is 5, but 4 at its first place." },
        { "d h*d", [4, 6], "Axis 1 of x, 'h*d', is 6, but cannot be divided by 4: d = 4." },
        { "h*d h d", [9, 2, 4], "Axis 0 of x, 'h*d', is 9, but has to be 8: h = 2, d = 4." },
        { "2*n", [5], "Axis 0 of x, '2*n', is 5, but cannot be divided by 2." },
        { "h*h h", [10, 3], "Axis 0 of x, 'h*h', is 10, but has to be 9: h = 3." },
        { "3*2", [5], "Axis 0 of x, '3*2', is 5, but has to be 6." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void RefusesWhatDiffers(string contract, long[] shape, string difference)
    {
        var x = zeros(shape);
        Assert.Throws<ShapeContractException>(() => new ShapeContract().Check(x, contract)).Message
            .Should().Be($"x should have shape \"{contract}\", but has [{string.Join(", ", shape)}].\n{difference}");
    }

    [Fact]
    public void OneNameHasOneSizeInAllTensors()
    {
        var axes = new ShapeContract();
        var query = zeros(2, 5, 8);
        var keys = zeros(2, 7, 9);

        axes.Check(query, "batch query d");

        Assert.Throws<ShapeContractException>(() => axes.Check(keys, "batch key d")).Message.Should().Be(
            "keys should have shape \"batch key d\", but has [2, 7, 9].\nAxis 2, 'd', is 9, but 8 in query.");
        axes["batch"].Should().Be(2);
        axes["query"].Should().Be(5);
    }

    [Fact]
    public void LearnsNothingFromWhatItRefuses()
    {
        var axes = new ShapeContract();
        Assert.Throws<ShapeContractException>(() => axes.Check(zeros(2, 4), "a 3"));
        Assert.Throws<KeyNotFoundException>(() => axes["a"]);
        axes.Check(zeros(5), "a");
        axes["a"].Should().Be(5);

        Assert.Throws<ShapeContractException>(() => axes.Check(zeros(2, 4), "*batch 3"));
        axes.Check(zeros(7, 3), "*batch 3");

        Assert.Throws<ShapeContractException>(() => axes.Check(zeros(6, 4), "b*c 3"));
        axes.Check(zeros(4, 5), "b c");
    }

    [Fact]
    public void KnowsFixedSizes()
    {
        var axes = new ShapeContract(("d_model", 64), ("heads", 4));
        axes.Check(zeros(64, 32), "d_model heads*d_head");
        axes["d_head"].Should().Be(8);

        var w = zeros(2, 60);
        Assert.Throws<ShapeContractException>(() => axes.Check(w, "_ d_model")).Message
            .Should().EndWith("\nAxis 1, 'd_model', is 60, but 64 was given.");
        Assert.Throws<ShapeContractException>(() => axes.Check(w, "_ heads*d_head")).Message
            .Should().EndWith("\nAxis 1 of w, 'heads*d_head', is 60, but has to be 32: "
                + "heads = 4 as given, d_head = 8 in zeros(64, 32).");
    }

    [Fact]
    public void AProductOfTwoUnknownsIsLookedAtAgainWhenOneIsKnown()
    {
        var axes = new ShapeContract();
        var merged = zeros(3, 12);
        var split = zeros(3, 5, 2);

        axes.Check(merged, "seq heads*d");
        Assert.Throws<KeyNotFoundException>(() => axes["heads"]);
        Assert.Throws<ShapeContractException>(() => axes.Check(split, "seq heads _")).Message.Should().Be(
            "split should have shape \"seq heads _\", but has [3, 5, 2].\n"
            + "Axis 1 of merged, 'heads*d', is 12, but cannot be divided by 5: heads = 5 in split.");
        axes.Check(zeros(3, 4), "seq heads");
        axes["d"].Should().Be(3);
    }

    [Fact]
    public void OneProductCanTellTheNext()
    {
        var axes = new ShapeContract();
        axes.Check(zeros(30), "a*b*c");
        axes.Check(zeros(6), "a*b");
        axes.Check(zeros(2), "a");
        (axes["b"], axes["c"]).Should().Be((3, 5));
    }

    [Fact]
    public void ARestIsTheSameAxesEverywhere()
    {
        var axes = new ShapeContract();
        var first = zeros(2, 3, 4);
        var second = zeros(2, 5, 4);
        axes.Check(first, "*batch d");
        axes.Check(zeros(2, 3), "*batch");
        Assert.Throws<ShapeContractException>(() => axes.Check(second, "*batch d")).Message
            .Should().EndWith("\n'*batch' is [2, 5], but [2, 3] in first.");
    }

    [Fact]
    public void AnEllipsisBindsNothing()
    {
        var axes = new ShapeContract();
        axes.Check(zeros(2, 3), "... d");
        axes.Check(zeros(5, 6, 3), "... d");
        axes["d"].Should().Be(3);
    }

    [Fact]
    public void AWrongContractIsQuotedWithItsPlace() =>
        Assert.Throws<EinopsException>(() => new ShapeContract().Check(zeros(2, 3), "batch, seq")).Message.Should().Be("""
            Shape "batch, seq"
                        ^
            Axes are separated by spaces, not commas.
            The tensor has shape [2, 3].
            """);
}
