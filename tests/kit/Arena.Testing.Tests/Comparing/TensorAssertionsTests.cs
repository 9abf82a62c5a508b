using Xunit.Sdk;
using static TorchSharp.torch;

namespace Arena.Testing.Tests.Comparing;

public class TensorAssertionsTests
{
    [Theory]
    [InlineData(0.5f, 0.5)]
    [InlineData(0.25f, 0.5)]
    [InlineData(-0.5f, 0.5)]
    public void A_difference_up_to_the_tolerance_is_close(float difference, double tolerance) =>
        full(2, 3, 1f + difference).Should().BeCloseTo(ones(2, 3), tolerance);

    [Theory]
    [InlineData(0.75f, 0.5)]
    [InlineData(-0.75f, 0.5)]
    [InlineData(1f, 0)]
    public void A_larger_difference_is_not(float difference, double tolerance)
    {
        var wrong = ones(2, 3);
        wrong[1, 2] = tensor(1f + difference);
        Fails(() => wrong.Should().BeCloseTo(ones(2, 3), tolerance));
    }

    [Fact]
    public void NaN_and_infinities_equal_themselves_only()
    {
        var special = tensor([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1]);
        special.Should().BeCloseTo(special.clone(), tolerance: 1e-6);
        Fails(() => special.Should().BeCloseTo(tensor([0, double.PositiveInfinity, double.NegativeInfinity, 1]), 1e-6));
        Fails(() => special.Should()
            .BeCloseTo(tensor([double.NaN, double.NegativeInfinity, double.NegativeInfinity, 1]), 1e-6));
        Fails(() => tensor([1.0]).Should().BeCloseTo(tensor([double.NaN]), 1e-6));
    }

    [Fact]
    public void Dtype_and_shape_count_even_when_the_values_are_the_same()
    {
        Fails(() => ones(3).Should().BeCloseTo(ones(3, ScalarType.Int64), 1e-6)).Should()
            .Contain("The dtype is Float32, should be Int64.");
        Fails(() => ones(3).Should().BeCloseTo(ones(3, 1), 1e-6)).Should()
            .Contain("The shape is [3], should be [3, 1].");
    }

    [Fact]
    public void Layout_does_not_count()
    {
        var x = arange(12).reshape(3, 4);
        x.t().contiguous().t().Should().BeEqualTo(x);
        x[.., 1..3].Should().BeEqualTo(tensor(new long[,] { { 1, 2 }, { 5, 6 }, { 9, 10 } }));
    }

    [Fact]
    public void Complex_numbers_are_compared_in_both_parts()
    {
        var z = complex(ones(2), zeros(2));
        z.Should().BeCloseTo(complex(ones(2), zeros(2)), 1e-6);
        Fails(() => z.Should().BeCloseTo(complex(ones(2), ones(2)), 1e-6));
    }

    [Theory]
    [InlineData(-1e-3)]
    [InlineData(double.NaN)]
    public void The_tolerance_is_a_number_from_0(double tolerance) =>
        FluentActions.Invoking(() => ones(2).Should().BeCloseTo(ones(2), tolerance))
            .Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void There_are_as_many_names_as_axes() =>
        FluentActions.Invoking(() => ones(2, 3).Should().HaveShape("week", 2, 3)).Should().Throw<ArgumentException>()
            .WithMessage("*names 1 axes*2: [2, 3].*");

    [Fact]
    public void Null_and_disposed_tensors_fail()
    {
        Fails(() => ((Tensor?)null).Should().HaveShape("week", 2)).Should().Be("The tensor is null.");
        var gone = ones(2);
        gone.Dispose();
        Fails(() => gone.Should().BeEqualTo(ones(2))).Should().StartWith("The tensor was disposed");
    }

    [Fact]
    public void Shape_and_dtype()
    {
        ones(2, 3).Should().HaveShape("week day", 2, 3).And.HaveDtype(ScalarType.Float32);
        Fails(() => ones(3, 2).Should().HaveShape("week day", 2, 3)).Should()
            .Be("The shape is [3, 2], should be [week 2, day 3].");
        Fails(() => ones(2).Should().HaveDtype(ScalarType.Int64)).Should().Be("The dtype is Float32, should be Int64.");
    }

    [Fact]
    public void A_gradient_is_the_right_one_or_fails()
    {
        var x = ones(2, 3, requires_grad: true);
        Fails(() => x.Should().HaveGradient(ones(2, 3), 1e-6)).Should().StartWith("No gradient reached the tensor");
        (x * 3).sum().backward();
        x.Should().HaveGradient(full(2, 3, 3f), 1e-6);
        Fails(() => x.Should().HaveGradient(full(2, 3, 2f), 1e-6)).Should().StartWith("The gradient: ");
    }

    [Fact]
    public void Braces_in_a_message_are_printed() =>
        Fails(() => ones(2).Should().BeEqualTo(zeros(2), mistakes: [("a {0} was filled with {curly} braces", ones(2))]))
            .Should().StartWith("It looks as if a {0} was filled with {curly} braces.");

    private static string Fails(Action assertion) =>
        FluentActions.Invoking(assertion).Should().Throw<XunitException>().Which.Message;
}
