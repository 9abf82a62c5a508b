using Xunit.Sdk;
using static TorchSharp.torch;

namespace Arena.Testing.Tests.Comparing;

/// <summary>What a learner reads, whole.</summary>
public class MessageTests
{
    private static readonly Tensor Temperatures = tensor(new float[,] { { 1, 2, 3.5f }, { 4, -5, 6 } });

    [Fact]
    public void Values_that_differ() =>
        Snapshot.Match(Failure(() =>
            (Temperatures * Math.Sqrt(3)).Should().BeCloseTo(Temperatures, tolerance: 1e-5, axes: "week day")));

    [Fact]
    public void One_value_that_differs_without_axes()
    {
        var wrong = Temperatures.clone();
        wrong[0, 1] = tensor(2.000001f);
        Snapshot.Match(Failure(() => wrong.Should().BeEqualTo(Temperatures)));
    }

    [Fact]
    public void A_shape_that_differs() =>
        Snapshot.Match(Failure(() =>
            Temperatures.mean([1]).Should().BeCloseTo(Temperatures.mean([1], keepdim: true), 1e-5, "week day")));

    [Fact]
    public void A_dtype_that_differs() =>
        Snapshot.Match(Failure(() =>
            Temperatures.to(ScalarType.Float64).Should().BeCloseTo(Temperatures, 1e-5, "week day")));

    [Fact]
    public void A_dtype_that_lost_the_fractions() =>
        Snapshot.Match(Failure(() =>
            (Temperatures / 4).to(ScalarType.Int64).Should().BeCloseTo(Temperatures / 4, 1e-5, "week day")));

    [Fact]
    public void A_known_mistake() =>
        Snapshot.Match(Failure(() => Temperatures.mean().expand(2).Should().BeCloseTo(
            Temperatures.mean([1]), 1e-5, "week",
            mistakes:
            [
                ("the sum was taken", Temperatures.sum(1)),
                ("the mean was taken over the whole year instead of each week", Temperatures.mean().expand(2)),
            ])));

    [Fact]
    public void A_scalar() =>
        Snapshot.Match(Failure(() => tensor(3.25f).Should().BeCloseTo(tensor(3f), 1e-5, "")));

    [Fact]
    public void A_scalar_that_is_not_finite() =>
        Snapshot.Match(Failure(() => tensor(float.NaN).Should().BeCloseTo(tensor(3f), 1e-5, "")));

    [Fact]
    public void What_may_be_chance_is_not_said_beside_a_known_mistake()
    {
        var wrong = cat([Temperatures[..1], Temperatures[1..].cos(), Temperatures[1..].sin()]);
        var right = cat([Temperatures, Temperatures[1..]]);

        Failure(() => wrong.Should().BeCloseTo(right, 1e-5, "week day")).Should().StartWith("Only week 0 is right");
        Failure(() => wrong.Should().BeCloseTo(right, 1e-5, "week day", [("the rest was bent", wrong)]))
            .Should().StartWith("It looks as if the rest was bent.\n[week 1");
    }

    [Fact]
    public void What_a_factor_may_mean_is_not_said_beside_a_known_mistake()
    {
        var wrong = Temperatures * (2 / Math.Sqrt(3));

        Failure(() => wrong.Should().BeCloseTo(Temperatures, 1e-5, "week day"))
            .Should().StartWith("Every value is 1.1547");
        Failure(() => wrong.Should().BeCloseTo(Temperatures, 1e-5, "week day", [("it was divided by √3", wrong)]))
            .Should().StartWith("It looks as if it was divided by √3.\n[week 0");
    }

    [Fact]
    public void What_is_compared_comes_first() =>
        Failure(() => (Temperatures + 1).Should().BeCloseTo(Temperatures, 1e-5, "week day", what: "The gradient"))
            .Should().StartWith("The gradient: Every value is 1 too large.\n");

    [Fact]
    public void A_tensor_too_large_to_print() =>
        Snapshot.Match(Failure(() =>
            arange(1000).reshape(20, 50).flip(0).Should().BeCloseTo(arange(1000).reshape(20, 50), 0, "week day")));

    [Fact]
    public void Three_axes() =>
        Snapshot.Match(Failure(() =>
            arange(12).reshape(2, 2, 3).roll(1, 2).Should().BeCloseTo(arange(12).reshape(2, 2, 3), 0, "batch seq d")));

    [Fact]
    public void The_lines_between_blocks_count_as_well() =>
        Failure(() => arange(24).reshape(3, 4, 2).add(1).Should().BeEqualTo(arange(24).reshape(3, 4, 2)))
            .Should().NotContain("should be\n").And.Contain("[0, 0, 0] is 1, should be 0.");

    [Fact]
    public void Tensors_too_wide_to_stand_side_by_side() =>
        Snapshot.Match(Failure(() =>
            (arange(14).reshape(2, 7) / 3).Should().BeCloseTo(arange(14).reshape(2, 7) / 7, 1e-5, "week day")));

    [Fact]
    public void A_gradient() => Snapshot.Match(Failure(() =>
    {
        var x = ones(3, requires_grad: true);
        (x * tensor(new float[] { 1, 2, 3 })).sum().backward();
        x.Should().HaveGradient(tensor(new float[] { 2, 4, 6 }), 1e-6, "feature");
    }));

    private static string Failure(Action assertion) =>
        FluentActions.Invoking(assertion).Should().Throw<XunitException>().Which.Message;
}
