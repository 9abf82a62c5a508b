using TorchSharp;

namespace Arena.Analyzers.Tests;

public sealed class RunningCodeTests
{
    [Fact]
    public void Programs_that_compute_the_same_agree() =>
        RunningCode.MustAgree(
            Code.InMethod("Tensor x", "return x.sum(dim: 1);", "Tensor"),
            Code.InMethod("Tensor x", "return Reduce(x, \"row column -> row\", Reduction.Sum);", "Tensor"),
            torch.rand(3, 5));

    [Fact]
    public void Programs_that_compute_something_else_do_not() =>
        FluentActions.Invoking(() => RunningCode.MustAgree(
                Code.InMethod("Tensor x", "return x.sum(dim: 1);", "Tensor"),
                Code.InMethod("Tensor x", "return x.sum(dim: 0);", "Tensor"),
                torch.rand(4, 4)))
            .Should().Throw<Xunit.Sdk.XunitException>();
}
