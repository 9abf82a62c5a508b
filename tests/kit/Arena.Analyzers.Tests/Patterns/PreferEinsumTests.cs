using Arena.Analyzers.CodeFixes.Patterns;
using TorchSharp;

namespace Arena.Analyzers.Tests.Patterns;

public sealed class PreferEinsumTests
{
    private const string Inputs =
        """[Shape("batch q d")] Tensor a, [Shape("batch k d")] Tensor b, [Shape("d_out d")] Tensor w, """
        + """[Shape("row d")] Tensor m, Tensor u""";

    [Theory]
    [InlineData("matmul(a, b.transpose(-2, -1))", """Einsum("batch q d, batch k d -> batch q k", a, b)""")]
    [InlineData("torch.matmul(a, b.mT)", """Einsum("batch q d, batch k d -> batch q k", a, b)""")]
    [InlineData("a.bmm(b.permute(0, 2, 1))", """Einsum("batch q d, batch k d -> batch q k", a, b)""")]
    [InlineData("a.matmul(w.T)", """Einsum("batch q d, d_out d -> batch q d_out", a, w)""")]
    [InlineData("m.mm(w.t())", """Einsum("row d, d_out d -> row d_out", m, w)""")]
    [InlineData("m.T.matmul(m)", """Einsum("row d, row d2 -> d d2", m, m)""")]
    [InlineData("w.matmul(b.swapaxes(1, 2))", """Einsum("d_out d, batch k d -> batch d_out k", w, b)""")]
    [InlineData("(a.unsqueeze(2) * b.unsqueeze(1)).sum(-1)", """Einsum("batch q d, batch k d -> batch q k", a, b)""")]
    [InlineData("(m.unsqueeze(1) * w).sum(dim: 2)", """Einsum("row d, d_out d -> row d_out", m, w)""")]
    [InlineData("torch.sum(m.unsqueeze(0) * w.unsqueeze(1), [0, 1])", """Einsum("row d, d_out d -> d", m, w)""")]
    [InlineData("(m[.., TensorIndex.None] * w).sum([1, 2], keepdim: false)", """Einsum("row d, d_out d -> row", m, w)""")]
    public async Task A_product_lined_up_by_hand_becomes_an_einsum_that_computes_the_same(string product, string call)
    {
        string Program(string value) => Code.InMethod(Inputs, $"return {value};", "Tensor");
        await Verify<ShapeAnalyzer>.FixesAsync<PreferEinsumFix>(
            Program($"{{|TSH2102:{product}|}}"), Program(call));
        RunningCode.MustAgree(
            Program(product), Program(call),
            torch.randn(2, 3, 5), torch.randn(2, 4, 5), torch.randn(6, 5), torch.randn(7, 5), torch.randn(1));
        RunningCode.MustAgree(
            Program(product), Program(call),
            torch.randn(3, 1, 2), torch.randn(3, 5, 2), torch.randn(3, 2), torch.randn(4, 2), torch.randn(1));
    }

    [Fact]
    public Task Products_in_products_are_fixed_together()
    {
        const string parameters =
            """[Shape("row d")] Tensor m, [Shape("d_out d")] Tensor w, [Shape("last d_out")] Tensor p""";
        return Verify<ShapeAnalyzer>.FixesAsync<PreferEinsumFix>(
            Code.InMethod(parameters, "var y = {|TSH2102:matmul({|TSH2102:matmul(m, w.T)|}, p.T)|};"),
            Code.InMethod(parameters,
                "var y = Einsum(\"row d_out, last d_out -> row last\", "
                + "Einsum(\"row d, d_out d -> row d_out\", m, w), p);"));
    }

    [Fact]
    public Task What_is_split_into_heads_stays_a_tensor_of_the_einsum() =>
        Verify<ShapeAnalyzer>.FindsAsync(Code.InMethod(
            "[Shape(\"batch seq d_model\")] Tensor x, long heads",
            "var q = x.view(x.shape[0], x.shape[1], heads, -1);\n"
            + "var scores = {|TSH2102:q.transpose(1, 2).matmul(q.permute(0, 2, 3, 1))|};"));

    [Theory]
    [InlineData("matmul(m, rand(5, 6))")]
    [InlineData("m.T.T.matmul(rand(5, 6))")]
    [InlineData("matmul(u, u.transpose(-2, -1))")]
    [InlineData("matmul(a, u.T)")]
    [InlineData("matmul(rand(1, 2, 3), rand(4, 5, 3).mT)")]
    [InlineData("(m * m).sum(dim: 1)")]
    [InlineData("(m.unsqueeze(1) * w).sum(dim: 2, keepdim: true)")]
    [InlineData("(m.unsqueeze(1) * w).sum()")]
    [InlineData("(m.unsqueeze(1) + w).sum(dim: 2)")]
    [InlineData("(m.unsqueeze(1) * w).sum(dim: 2, type: ScalarType.Float64)")]
    [InlineData("(m.unsqueeze(1) * w.unsqueeze(1)).sum(dim: 2)")]
    [InlineData("(m.unsqueeze(1) * 2).sum(dim: 2)")]
    [InlineData("(m.unsqueeze(1) * u).sum(dim: 2)")]
    [InlineData("(m.unsqueeze(1) * w).mean([2])")]
    public async Task What_is_no_such_product_is_left_alone(string code)
    {
        var found = await Code.FindingsAsync(Code.InMethod(Inputs, $"var y = {code};"), [new ShapeAnalyzer()]);
        found.Should().NotContain(finding => finding.Id == "TSH2102");
    }
}
