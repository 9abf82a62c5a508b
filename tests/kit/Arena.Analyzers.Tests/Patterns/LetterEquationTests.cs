using Arena.Analyzers.Patterns;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Patterns;

/// <summary>What is said about a <c>torch.einsum</c> is what libtorch does: every case is run.</summary>
public sealed class LetterEquationTests
{
    [Theory]
    [InlineData("""einsum("i[|1|],jk->ik", x, y)""")]
    [InlineData("""einsum("i[|_|],jk->ik", x, y)""")]
    [InlineData("""einsum("i[|é|],jk->ik", x, y)""")]
    [InlineData("""einsum("i[|\t|]j->ij", x)""")]
    [InlineData("""einsum("[|(|]ij[|)|]->ij", x)""")]
    [InlineData("""einsum("ij->i[|,|]j", x)""")]
    [InlineData("""einsum("ij [|=|][|>|] ij", x)""")]
    [InlineData("""einsum("ij->ij[|-|][|>|]", x)""")]
    [InlineData("""einsum("i[|.|]->i", x)""")]
    [InlineData("""einsum("i[|..|]->i", x)""")]
    [InlineData("""einsum("...i[|...|]->i", x)""")]
    [InlineData("""einsum("...i->...i[|...|]", x)""")]
    [InlineData("""einsum("...[|.|]ij->ij", x)""")]
    public Task Characters_that_libtorch_does_not_know_are_found(string call) =>
        MarkedCall.MustBeFoundAsync(call, "TSH2001", DiagnosticSeverity.Error);

    [Theory]
    [InlineData("""einsum("ij,jk->i[|l|]", x, y)""")]
    [InlineData("""einsum("ij->i[|I|]", x)""")]
    [InlineData("""einsum("ij->ij[|i|]", x)""")]
    public Task Output_axes_that_libtorch_refuses_are_found(string call) =>
        MarkedCall.MustBeFoundAsync(call, "TSH2003", DiagnosticSeverity.Error);

    [Theory]
    [InlineData("""einsum("ij,jk->ik", x, y)""")]
    [InlineData("""einsum(" i j , j k -> i k ", x, y)""")]
    [InlineData("""einsum("ij,jk", x, y)""")]
    [InlineData("""einsum("ii", x)""")]
    [InlineData("""einsum("ii->i", x)""")]
    [InlineData("""einsum("ij->", x)""")]
    [InlineData("""einsum("iJ->Ji", x)""")]
    [InlineData("""einsum("...j,...j->...", x, y)""")]
    [InlineData("""einsum("...j->j", x)""")]
    [InlineData("""einsum("ij->...ij", x)""")]
    [InlineData("""torch.einsum(tensors: [x, y], equation: "i j, j k -> i k")""")]
    public Task What_libtorch_takes_is_left_alone(string call) => MarkedCall.MustBeLeftAloneAsync(call);

    [Theory]
    [InlineData("ij,jk->ik", "i j, j k -> i k")]
    [InlineData("kj,ji", "k j, j i -> i k")]
    [InlineData("aB", "a B -> B a")]
    [InlineData("...ji", "... j i -> ... i j")]
    [InlineData("ij->...ij", "i j -> i j")]
    [InlineData(" i j -> ", "i j -> ")]
    public void An_equation_is_translated_into_a_pattern(string equation, string pattern)
    {
        var (translated, findings) = LetterEquation.Read(equation);
        findings.Should().BeEmpty();
        translated.Text.Should().Be(pattern);
        translated.Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("kj,ji")]
    [InlineData("aB")]
    [InlineData("...ji")]
    [InlineData("Ab,ba")]
    public void The_translation_computes_what_the_equation_does(string equation)
    {
        var pattern = LetterEquation.Read(equation).Pattern.Text;
        var (both, tensors) = equation.Contains(',') ? ("Tensor x, Tensor y", "x, y") : ("Tensor x, Tensor y", "x");
        foreach (var (rows, columns) in new[] { (2, 3), (4, 4) })
            RunningCode.MustAgree(
                Code.InMethod(both, $"return einsum(\"{equation}\", {tensors});", "Tensor"),
                Code.InMethod(both, $"return Einsum(\"{pattern}\", {tensors});", "Tensor"),
                TorchSharp.torch.rand(rows, columns), TorchSharp.torch.rand(columns, rows));
    }
}
