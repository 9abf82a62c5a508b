using Arena.Analyzers.Patterns;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Patterns;

public sealed class OperandCountTests
{
    [Theory]
    [InlineData("""Einsum("[|i j, j k|] -> i k", x)""")]
    [InlineData("""Einsum("[|i j|] -> i", x, y)""")]
    [InlineData("""Einsum("[|i j|] -> i")""")]
    [InlineData("""Einsum(@"[|i j, j k|] -> i k", [x, y, x])""")]
    [InlineData("""Einsum(tensors: [x], pattern: "[|i j, j k|] -> i k")""")]
    [InlineData("""einsum("[|ij,jk|]->ik", x)""")]
    [InlineData("""torch.einsum("[|ij|]", x, y)""")]
    [InlineData("""torch.einsum("[|ij, jk|] -> ik", new[] { x, y, x })""")]
    [InlineData("""torch.einsum("[|ij|]->ij")""")]
    public Task Another_number_of_tensors_than_operands_is_found(string call) =>
        MarkedCall.MustBeFoundAsync(call, "TSH2002", DiagnosticSeverity.Error);

    [Theory]
    [InlineData("""Einsum("i j, j k -> i k", x, y)""")]
    [InlineData("""Einsum("i j -> ", x)""")]
    [InlineData("""einsum("ij,jk->ik", x, y)""")]
    [InlineData("""einsum("ij,jk", [x, y])""")]
    public Task As_many_tensors_as_operands_are_right(string call) => MarkedCall.MustBeLeftAloneAsync(call);

    [Theory]
    [InlineData("Einsum(\"i j, j k -> i k\", all)")]
    [InlineData("Einsum(\"i j, j k -> i k\", [.. all])")]
    [InlineData("Einsum(\"i j, j k, k l -> i l\", [x, .. all])")]
    [InlineData("einsum(\"ij,jk->ik\", all)")]
    [InlineData("einsum(\"ij,jk->ik\", all.ToArray())")]
    public Task Tensors_that_cannot_be_counted_are_left_alone(string call) =>
        Verify<OperandCount>.FindsNothingAsync(Code.InMethod("Tensor x, Tensor[] all", $"var y = {call};"));
}
