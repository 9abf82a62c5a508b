using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Arena.Patterns;

namespace Arena.Analyzers.Tests.Shapes.Flow;

public sealed class ContractsTests
{
    private readonly Dictionary<string, (Axis Axis, string Tensor)> known = [];

    [Theory]
    [InlineData("dModel", "d_model")]
    [InlineData("DModel", "d_model")]
    [InlineData("_heads", "heads")]
    [InlineData("d_model", "d_model")]
    [InlineData("n", "n")]
    public void Names_of_variables_and_axes_are_one(string name, string key) =>
        Contracts.SymbolOf(name).Key.Should().Be(key);

    [Theory]
    [InlineData("batch 3 heads*d_head", "[batch, 3, heads*d_head d_head*heads]")]
    [InlineData("... d", "[..., d]")]
    [InlineData("b *rest d", "[b, *rest, d]")]
    [InlineData("_ d", "[?, d]")]
    [InlineData("", "[]")]
    public void A_contract_is_a_shape(string contract, string shape) =>
        Contracts.Shape(Parsed(contract)).ToString().Should().Be(shape);

    [Fact]
    public void Arguments_tell_the_sizes_of_names()
    {
        Bind("batch d", Of(2, 3), "x").Should().BeNull();
        Bind("d n", Of(3, 5), "w").Should().BeNull();
        known["n"].Axis.Should().Be(Axis.Of(5));
    }

    [Fact]
    public void Two_sizes_of_one_name_contradict_each_other()
    {
        Bind("batch d", Of(2, 3), "x");
        Bind("d n", Of(4, 5), "w").Should().Be("'d' is 4 in w, but 3 in x");
    }

    [Theory]
    [InlineData("a b c", "it has 2 axes, but the contract has 3")]
    [InlineData("a b c ...", "it has 2 axes, but the contract has at least 3")]
    [InlineData("a 4", "an axis is 3, but has to be 4")]
    [InlineData("a 2*a", "an axis is 3, but has to be 2*a 4")]
    [InlineData("a b", null)]
    [InlineData("... 3", null)]
    [InlineData("2 ... 3", null)]
    [InlineData("_ _", null)]
    [InlineData("a a*b", null)]
    public void A_shape_is_held_against_a_contract(string contract, string? problem) =>
        Bind(contract, Of(2, 3), "x").Should().Be(problem);

    [Fact]
    public void Of_an_unknown_shape_nothing_is_said()
    {
        Bind("a b", TensorShape.Unknown, "x").Should().BeNull();
        Bind("a 3", TensorShape.Of(Axis.Unknown, Axis.Unknown), "x").Should().BeNull();
        known.Should().BeEmpty();
    }

    [Theory]
    [InlineData("2 3", "2 3", null)]
    [InlineData("2 3", "2 4", "axis 1 is 3, but the contract has 4")]
    [InlineData("2 3", "2 3 4", "it has 2 axes, but the contract has 3")]
    [InlineData("2 3", "a b c ...", "it has 2 axes, but the contract has at least 3")]
    [InlineData("2 3", "... 4", "axis -1 is 3, but the contract has 4")]
    [InlineData("2 3", "a b", null)]
    [InlineData("a b", "b a", "axis 0 is a, but the contract has b")]
    [InlineData("a*b", "d", null)]
    public void A_shape_is_compared_with_a_promise(string shape, string promised, string? difference) =>
        Contracts.Differs(Contracts.Shape(Parsed(shape)), Contracts.Shape(Parsed(promised)), mayGrow: false, out _).Should().Be(difference);

    [Fact]
    public void Only_what_cannot_be_is_called_different()
    {
        Contracts.Differs(Contracts.Shape(Parsed("a")), Contracts.Shape(Parsed("b")), mayGrow: false, out var named);
        named.Should().Be(Relation.NamedDifferently);
        Contracts.Differs(Contracts.Shape(Parsed("2")), Contracts.Shape(Parsed("3")), mayGrow: false, out var sure);
        sure.Should().Be(Relation.Different);
    }

    private static Pattern Parsed(string contract) => Pattern.Parse(PatternKind.Contract, contract);

    private static TensorShape Of(params long[] sizes) => TensorShape.Of(sizes.Select(Axis.Of));

    private string? Bind(string contract, TensorShape shape, string tensor) =>
        Contracts.Bind(Parsed(contract), shape, known, tensor, out _);
}
