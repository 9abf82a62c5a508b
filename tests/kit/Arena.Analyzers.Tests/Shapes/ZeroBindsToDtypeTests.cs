using Arena.Analyzers.CodeFixes.Shapes;

namespace Arena.Analyzers.Tests.Shapes;

public sealed class ZeroBindsToDtypeTests
{
    [Theory]
    [InlineData("x.sum([|0|])", "x.sum(dim: 0)")]
    [InlineData("x.prod([|0|])", "x.prod(dim: 0)")]
    [InlineData("sum(x, [|0|])", "sum(x, dim: 0)")]
    [InlineData("torch.prod(x, [|0|])", "torch.prod(x, dim: 0)")]
    [InlineData("x.sum(/* rows */ [|0|] /* here */).sum([|0|])", "x.sum(/* rows */ dim: 0 /* here */).sum(dim: 0)")]
    public Task A_literal_zero_becomes_a_dim(string before, string after) =>
        Verify<ZeroBindsToDtype>.FixesAsync<ZeroBindsToDtypeFix>(
            Code.InMethod("Tensor x", $"var y = {before};"), Code.InMethod("Tensor x", $"var y = {after};"));

    [Fact]
    public Task A_constant_zero_is_found_too() =>
        Verify<ZeroBindsToDtype>.FindsAsync(
            Code.InMethod("Tensor x", "const int rows = 0;\nvar y = x.sum([|rows|]);"));

    [Fact]
    public Task A_zero_that_is_called_a_dtype_is_found_and_left_to_a_person() =>
        Verify<ZeroBindsToDtype>.FixesNothingAsync<ZeroBindsToDtypeFix>(
            Code.InMethod("Tensor x", "var y = x.sum([|type: 0|]);"));

    [Theory]
    [InlineData("x.sum(1)")]
    [InlineData("x.sum(0L)")]
    [InlineData("x.sum(dim: 0)")]
    [InlineData("x.sum(0, keepdim: true)")]
    [InlineData("x.sum()")]
    [InlineData("x.sum(ScalarType.Byte)")]
    [InlineData("x.sum(float32)")]
    [InlineData("x.cumsum(0)")]
    [InlineData("new[] { 1, 2 }.Sum()")]
    public Task What_means_what_it_says_is_left_alone(string call) =>
        Verify<ZeroBindsToDtype>.FindsNothingAsync(Code.InMethod("Tensor x", $"var y = {call};"));
}
