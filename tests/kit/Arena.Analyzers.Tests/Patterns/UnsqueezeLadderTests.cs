using Arena.Analyzers.CodeFixes.Patterns;
using TorchSharp;

namespace Arena.Analyzers.Tests.Patterns;

public sealed class UnsqueezeLadderTests
{
    private const string Inputs = "[Shape(\"c\")] Tensor x, [Shape(\"batch seq\")] Tensor m, Tensor u";

    [Theory]
    [InlineData("x.unsqueeze(0).unsqueeze(-1).unsqueeze(-1)", "Rearrange(x, \"c -> 1 c 1 1\")")]
    [InlineData("torch.unsqueeze(x.unsqueeze(0), 2)", "Rearrange(x, \"c -> 1 c 1\")")]
    [InlineData("m.unsqueeze(1).unsqueeze(1)", "Rearrange(m, \"batch seq -> batch 1 1 seq\")")]
    [InlineData("x[TensorIndex.None, TensorIndex.Colon, TensorIndex.None]", "Rearrange(x, \"c -> 1 c 1\")")]
    [InlineData("m[TensorIndex.None, .., TensorIndex.Null]", "Rearrange(m, \"batch seq -> 1 batch 1 seq\")")]
    [InlineData(
        "m[TensorIndex.None, TensorIndex.Ellipsis, TensorIndex.None]", "Rearrange(m, \"batch seq -> 1 batch seq 1\")")]
    [InlineData("m[TensorIndex.None].unsqueeze(-1)", "Rearrange(m, \"batch seq -> 1 batch seq 1\")")]
    public async Task Axes_that_are_opened_one_by_one_become_a_rearrange(string ladder, string call)
    {
        string Program(string value) => Code.InMethod(Inputs, $"return {value};", "Tensor");
        await Verify<ShapeAnalyzer>.FixesAsync<UnsqueezeLadderFix>(
            Program($"{{|TSH2103:{ladder}|}}"), Program(call));
        RunningCode.MustAgree(Program(ladder), Program(call), torch.randn(3), torch.randn(2, 5), torch.randn(1));
        RunningCode.MustAgree(Program(ladder), Program(call), torch.randn(1), torch.randn(4, 3), torch.randn(1));
    }

    [Theory]
    [InlineData("x.unsqueeze(0)")]
    [InlineData("x.unsqueeze(0) + x.unsqueeze(0)")]
    [InlineData("u.unsqueeze(0).unsqueeze(0)")]
    [InlineData("m[TensorIndex.None, 0, TensorIndex.None]")]
    [InlineData("m[TensorIndex.None, 1.., TensorIndex.None]")]
    [InlineData("u[TensorIndex.None, .., TensorIndex.None]")]
    [InlineData("m[TensorIndex.None]")]
    [InlineData("x.unsqueeze(0).unsqueeze((int)x.shape[0])")]
    public Task What_is_no_ladder_is_left_alone(string code) =>
        Verify<ShapeAnalyzer>.FindsNothingAsync(Code.InMethod(Inputs, $"var y = {code};"));

    [Fact]
    public Task A_ladder_in_a_ladder_is_fixed_with_it() =>
        Verify<ShapeAnalyzer>.FixesAsync<UnsqueezeLadderFix>(
            Code.InMethod(
                Inputs, "var y = {|TSH2103:{|TSH2103:x.unsqueeze(0).unsqueeze(0)|}.exp().unsqueeze(0).unsqueeze(0)|};"),
            Code.InMethod(Inputs, "var y = Rearrange(Rearrange(x, \"c -> 1 1 c\").exp(), \"1 1 c -> 1 1 1 1 c\");"));
}
