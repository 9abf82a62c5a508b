using Arena.Analyzers.Shapes.Algebra;

namespace Arena.Analyzers.Tests.Shapes.Algebra;

public sealed class SizeTests
{
    private static readonly Size Heads = Declared("heads");
    private static readonly Size DHead = Declared("d_head");
    private static readonly Size DModel = Declared("d_model");
    private static readonly Size Two = Size.Of(2);
    private static readonly Size Three = Size.Of(3);

    [Fact]
    public void A_product_does_not_depend_on_the_order_of_its_factors() =>
        (Heads * DHead).Should().Be(DHead * Heads);

    [Fact]
    public void Terms_are_collected()
    {
        (((Heads + Heads)! + Three)! - Size.One).Should().Be((Two * Heads)! + Two);
        (Heads + DHead).Should().Be(DHead + Heads);
        (Heads - Heads).Should().Be(Size.Of(0));
        ((Heads + Size.One)! * (Heads - Size.One)!).Should().Be((Heads * Heads)! - Size.One);
    }

    [Fact]
    public void Constants_are_computed()
    {
        (Two * Three)!.Constant.Should().Be(6);
        (Two - Three)!.Constant.Should().Be(-1);
        (Size.Of(7) / Two)!.Constant.Should().Be(3);
        (Size.Of(-7) / Two)!.Constant.Should().Be(-4);
        Size.Of(0).Constant.Should().Be(0);
        Heads.Constant.Should().BeNull();
    }

    [Fact]
    public void A_quotient_of_symbols_is_taken_to_be_exact_and_remembers_it()
    {
        var part = DModel / Heads;
        (part! * Heads).Should().Be(DModel);
        part!.IsAssumed.Should().BeTrue();
        Size.Compare(part, Size.Of(7)).Should().Be(Relation.Unknown);
    }

    [Fact]
    public void A_factor_is_divided_away_without_an_assumption()
    {
        var part = (Heads * DHead)! / Heads;
        part.Should().Be(DHead);
        part!.IsAssumed.Should().BeFalse();
        ((Size.Of(6) * Heads)! / Three).Should().Be(Two * Heads);
    }

    [Fact]
    public void A_half_is_no_whole_until_it_is_doubled()
    {
        var half = Heads / Two;
        half.Should().NotBe(Heads);
        (half! + half!).Should().NotBe(Heads - Size.One);
        (Two * half!).Should().Be(Heads);
        (Two * half!)!.IsAssumed.Should().BeTrue("heads may be odd");
        Size.Compare(half, Size.Of(4)).Should().Be(Relation.Unknown);
    }

    [Fact]
    public void A_quotient_that_nobody_can_know_is_null()
    {
        (Heads / Size.Of(0)).Should().BeNull();
        (Size.Of(3) / Size.Of(0)).Should().BeNull();
        (Heads / (Heads + Size.One)!).Should().BeNull();
        ((Heads + Size.One)! / (Heads + Size.One)!).Should().Be(Size.One);
    }

    [Fact]
    public void What_would_overflow_is_null()
    {
        var large = Size.Of(1L << 39);
        (large * large).Should().BeNull();
        (Size.Of(1L << 40) + Size.Of(1L << 40)).Should().BeNull();
        (large + Size.One).Should().NotBeNull();
    }

    [Fact]
    public void Sizes_compare_as_what_is_known_of_them()
    {
        Size.Compare(null, Heads).Should().Be(Relation.Unknown);
        Size.Compare(Two, Three).Should().Be(Relation.Different);
        Size.Compare(Heads, Heads + Size.One).Should().Be(Relation.Different);
        Size.Compare(Heads * DHead, DHead * Heads).Should().Be(Relation.Equal);
        Size.Compare(Heads, Three).Should().Be(Relation.Unknown, "heads may be 3");
        Size.Compare(Declared("?1", isDeclared: false), Declared("?2", isDeclared: false)).Should().Be(Relation.Unknown);
        Size.Compare(Heads, Declared("?1", isDeclared: false)).Should().Be(Relation.Unknown);
    }

    [Fact]
    public void Two_names_are_meant_to_differ_but_a_product_may_be_anything()
    {
        Size.Compare(Heads, DHead).Should().Be(Relation.NamedDifferently);
        Size.Compare(Heads, Heads * DHead).Should().Be(Relation.NamedDifferently);
        Size.Compare(Heads * DHead, DModel).Should().Be(Relation.Unknown);
        Size.Compare(Heads + DHead, DModel).Should().Be(Relation.Unknown);
    }

    [Fact]
    public void Every_axis_counts_from_one()
    {
        Heads.IsAtLeast(1).Should().BeTrue();
        Heads.IsAtLeast(2).Should().BeFalse();
        (Heads + Size.One)!.IsAtLeast(2).Should().BeTrue();
        (Heads - Size.One)!.IsAtLeast(1).Should().BeFalse();
        Three.IsAtLeast(3).Should().BeTrue();
    }

    [Fact]
    public void A_size_knows_its_symbols()
    {
        (Heads + Size.One)!.Mentions(Contracts("heads")).Should().BeTrue();
        (Heads * DHead)!.Mentions(Contracts("heads")).Should().BeTrue();
        (DModel / DHead)!.Mentions(Contracts("heads")).Should().BeFalse();
    }

    [Fact]
    public void Sizes_read_as_they_are_written()
    {
        (Heads * DHead)!.ToString().Should().Be("d_head*heads");
        ((Three * Heads)! + Size.One)!.ToString().Should().Be("3*heads + 1");
        (Heads - Size.One)!.ToString().Should().Be("heads - 1");
        (DModel / Heads)!.ToString().Should().Be("d_model/heads");
        (Heads / Two)!.ToString().Should().Be("heads/2");
        ((Heads + Size.One)! / Two)!.ToString().Should().Be("(heads + 1)/2");
        Size.Of(0).ToString().Should().Be("0");
    }

    private static Symbol Contracts(string name) => new(name, name, isDeclared: true);

    private static Size Declared(string name, bool isDeclared = true) => Size.Of(new Symbol(name, name, isDeclared));
}
