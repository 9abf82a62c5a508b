using Arena.Analyzers.CodeFixes.Patterns;
using Arena.Analyzers.Patterns;
using Microsoft.CodeAnalysis;
using TorchSharp;

namespace Arena.Analyzers.Tests.Patterns;

public sealed class LonelyAxisTypoTests
{
    [Theory]
    [InlineData("""Einsum("batch [|in_dim|], [|in_dimm|] out -> batch out", x, y)""")]
    [InlineData("""Einsum("[|head|] head, heads out -> heads out", x, y)""")]
    [InlineData("""Einsum($"query d, [|quary|] d -> query", [x, y])""")]
    public Task A_lonely_axis_that_is_like_another_is_found(string call) =>
        MarkedCall.MustBeFoundAsync(call, "TSH2005", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""Einsum("batch seq_q, batch seq_k -> batch seq_q", x, y)""")]
    [InlineData("""Einsum("row dim1, dim2 row -> row", x, y)""")]
    [InlineData("""Einsum("i j, k l -> i", x, y)""")]
    [InlineData("""Einsum("head heads -> heads", x)""")]
    [InlineData("""Einsum("head d, head heads -> heads head", x, y)""")]
    [InlineData("""einsum("ab,cd->a", x, y)""")]
    public Task Names_that_are_meant_to_differ_are_left_alone(string call) => MarkedCall.MustBeLeftAloneAsync(call);

    [Theory]
    [InlineData(
        "Einsum(\"batch [|in_dim|], [|in_dimm|] out -> batch out\", x, x)",
        "Einsum(\"batch in_dim, in_dim out -> batch out\", x, x)")]
    [InlineData(
        "Einsum(@\"query d, [|quary|] d -> query\", x, x)", "Einsum(@\"query d, query d -> query\", x, x)")]
    public Task The_axis_gets_the_name_of_the_other(string before, string after) =>
        Verify<LonelyAxisTypo>.FixesAsync<LonelyAxisTypoFix>(
            Code.InMethod("Tensor x", $"var y = {before};"), Code.InMethod("Tensor x", $"var y = {after};"));

    [Theory]
    [InlineData("Einsum(\"[|head|] head, heads out -> heads out\", x, x)")]
    [InlineData("Einsum(\"heads [|head|], out -> heads out\", x, y)")]
    [InlineData("Einsum(Typo, x, y)")]
    public Task An_axis_that_would_become_a_diagonal_is_not_renamed(string call) =>
        Verify<LonelyAxisTypo>.FixesNothingAsync<LonelyAxisTypoFix>(Code.InMethod(
            "Tensor x, Tensor y",
            "const string Typo = \"query d, quary d -> query\";\nvar z = "
            + $"{call.Replace("(Typo", "([|Typo|]")};\n_ = Typo;"));

    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(5, 1, 2)]
    public async Task The_renamed_pattern_multiplies_matrices(int rows, int inner, int columns)
    {
        var source = Code.InMethod(
            "Tensor x, Tensor w", "return Einsum(\"batch in_dim, in_dimm out -> batch out\", x, w);", "Tensor");
        var repair = (await MarkedCall.FindAsync(source)).Select(PatternRepair.In).OfType<PatternRepair>()
            .Should().ContainSingle().Which;
        using var scope = torch.NewDisposeScope();
        var (x, w) = (torch.rand(rows, inner), torch.rand(inner, columns));

        var result = (torch.Tensor)RunningCode.Run(
            source.Remove(repair.Span.Start, repair.Span.Length).Insert(repair.Span.Start, repair.Text), x, w)!;

        result.shape.Should().Equal(rows, columns);
        result.allclose(x.mm(w)).Should().BeTrue();
    }
}
