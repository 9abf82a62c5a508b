using Arena.Analyzers.Shapes.Algebra;

namespace Arena.Analyzers.Tests.Shapes.Algebra;

public sealed class TensorShapeTests
{
    private static readonly TensorShape Matrix = TensorShape.Of(Axis.Of(2), Axis.Of(3));
    private static readonly TensorShape Open = TensorShape.Around([Axis.Of(2)], "rest", [Axis.Of(4), Axis.Of(5)]);

    [Fact]
    public void Axes_count_from_both_ends()
    {
        Matrix[0].Should().Be(Axis.Of(2));
        Matrix[-1].Should().Be(Axis.Of(3));
        Matrix[2].Should().BeNull();
        Matrix[-3].Should().BeNull();
        Matrix.IndexOf(-2).Should().Be(0);
    }

    [Fact]
    public void What_the_rest_hides_is_not_known()
    {
        Open.Rank.Should().BeNull();
        Open.KnownAxes.Should().Be(3);
        Open[0].Should().Be(Axis.Of(2));
        Open[-2].Should().Be(Axis.Of(4));
        Open[1].Should().BeNull("the rest may be empty or not");
        Open[-3].Should().BeNull();
        Open.Count.Should().BeNull();
        Open.IndexOf(-1).Should().BeNull();
    }

    [Fact]
    public void An_axis_is_replaced_where_it_is_known()
    {
        Matrix.With(-1, Axis.Of(7)).ToString().Should().Be("[2, 7]");
        Open.With(-1, Axis.Of(7)).ToString().Should().Be("[2, *rest, 4, 7]");
        Open.With(-3, Axis.Of(7)).IsUnknown.Should().BeTrue();
        Matrix.With(2, Axis.Of(7)).IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void Of_two_paths_only_what_they_share_is_known()
    {
        TensorShape.Join(Matrix, TensorShape.Of(Axis.Of(2), Axis.Of(4))).ToString().Should().Be("[2, ?]");
        TensorShape.Join(Matrix, TensorShape.Of(Axis.Of(2))).IsUnknown.Should().BeTrue();
        TensorShape.Join(Open, TensorShape.Around([Axis.Of(2)], "other", [Axis.Of(4), Axis.Of(5)])).IsUnknown.Should().BeTrue();
        TensorShape.Join(Open, TensorShape.Around([Axis.Of(3)], "rest", [Axis.Of(4), Axis.Of(5)]))
            .ToString().Should().Be("[?, *rest, 4, 5]");
        TensorShape.Join(TensorShape.Of(Axis.Opened), TensorShape.Of(Axis.Of(1)))[0]!.IsOpened.Should().BeFalse();
    }

    [Fact]
    public void Elements_are_counted_when_every_size_is_known()
    {
        Matrix.Count!.Constant.Should().Be(6);
        TensorShape.Scalar.Count!.Constant.Should().Be(1);
        TensorShape.Of(Axis.Of(2), Axis.Unknown).Count.Should().BeNull();
    }

    [Fact]
    public void Shapes_read_as_they_are_written()
    {
        TensorShape.Scalar.ToString().Should().Be("[]");
        TensorShape.Unknown.ToString().Should().Be("[...]");
        var named = new Axis(Size.Of(new Symbol("d_model", "d_model", true)), "d_model");
        TensorShape.Of(named, new Axis(Size.Of(512), "d_model"), Axis.Unknown).ToString()
            .Should().Be("[d_model, d_model 512, ?]");
    }
}
