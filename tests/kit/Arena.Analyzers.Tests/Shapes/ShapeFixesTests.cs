using Arena.Analyzers.CodeFixes.Shapes;
using TorchSharp;

namespace Arena.Analyzers.Tests.Shapes;

/// <summary>The fixes of the shape rules: their text, and that what they write computes what was meant.</summary>
public sealed class ShapeFixesTests
{
    private const string Matrix = "[Shape(\"row column\")] Tensor m";
    private const string Products = "[Shape(\"batch d\")] Tensor x, [Shape(\"d_out d\")] Tensor w";

    [Theory]
    [InlineData("{|TSH1004:v * c|}", "v * c.squeeze(-1)")]
    [InlineData("{|TSH1004:c * v|}", "c.squeeze(-1) * v")]
    [InlineData("{|TSH1004:(c + 1) * v|}", "(c + 1).squeeze(-1) * v")]
    public async Task A_column_loses_its_axis(string before, string after)
    {
        string Program(string value) => Code.InMethod(
            "[Shape(\"item\")] Tensor v, [Shape(\"item 1\")] Tensor c", $"return {value};", "Tensor");
        await Verify<ShapeAnalyzer>.FixesAsync<AccidentalOuterBroadcastFix>(Program(before), Program(after));
        foreach (var items in new[] { 3L, 7L })
        {
            var (v, c) = (torch.randn(items), torch.randn(items, 1));
            var column = before.Contains("+ 1") ? c.flatten() + 1 : c.flatten();
            MustBe(Program(after), v.mul(column), v, c);
        }
    }

    [Theory]
    [InlineData("m / {|TSH1005:m.sum(dim: 1)|}", "m / m.sum(dim: 1, keepdim: true)")]
    [InlineData("m / {|TSH1005:m.sum(1, false)|}", "m / m.sum(1, keepdim: true)")]
    [InlineData("m / {|TSH1005:m.sum(keepdim: false, dim: 1)|}", "m / m.sum(keepdim: true, dim: 1)")]
    [InlineData("m / {|TSH1005:torch.sum(m, 1)|}", "m / torch.sum(m, 1, keepdim: true)")]
    public async Task A_reduction_keeps_its_axis(string before, string after)
    {
        string Program(string value) => Code.InMethod(Matrix, $"return {value};", "Tensor");
        await Verify<ShapeAnalyzer>.FixesAsync<ReductionWithoutKeepdimFix>(Program(before), Program(after));
        foreach (var m in new[] { torch.rand(2, 3) + 1, torch.rand(5, 4) + 1 })
            MustBe(Program(after), m / m.matmul(torch.ones(m.shape[1], m.shape[1])), m);
    }

    [Fact]
    public async Task A_reduction_in_another_statement_keeps_its_axis_once()
    {
        var after = Code.InMethod(
            Matrix, "var mean = m.mean([1], keepdim: true);\nvar y = m - mean;\nreturn y + (m - mean);", "Tensor");
        await Verify<ShapeAnalyzer>.FixesAsync<ReductionWithoutKeepdimFix>(
            Code.InMethod(
                Matrix,
                "var mean = m.mean([1]);\nvar y = m - {|TSH1005:mean|};\nreturn y + (m - {|TSH1005:mean|});", "Tensor"),
            after);
        foreach (var m in new[] { torch.randn(2, 3), torch.randn(5, 4) })
            MustBe(after, 2 * (m - m.matmul(torch.ones(m.shape[1], m.shape[1])) / m.shape[1]), m);
    }

    [Theory]
    [InlineData("var mean = m.mean([1]);\nvar y = m - {|TSH1005:mean|};\nreturn mean;")]
    [InlineData("var mean = m.mean([1]);\nvar y = m - {|TSH1005:mean|};\nreturn mean.sum();")]
    [InlineData("var mean = m.mean([1]);\nvar y = m - {|TSH1005:mean|};\nreturn y.sum(1) + mean;")]
    [InlineData("var mean = m.mean([1]);\nvar y = m - {|TSH1005:mean|};\nm = m.sum(dim: 1);\nreturn m - mean;")]
    [InlineData("Tensor mean;\nmean = m.mean([1]);\nreturn m - {|TSH1005:mean|};")]
    public Task A_reduction_that_others_count_on_is_left_to_a_person(string statements) =>
        Verify<ShapeAnalyzer>.FixesNothingAsync<ReductionWithoutKeepdimFix>(Code.InMethod(Matrix, statements, "Tensor"));

    [Fact]
    public Task A_batch_that_is_turned_whole_is_turned_back_at_the_end() =>
        Verify<ShapeAnalyzer>.FixesAsync<MatmulInnerMismatchFix>(
            Code.InMethod("", "return {|TSH1002:rand(4, 3, 5).matmul(rand(5, 2, 4).T)|};", "Tensor"),
            Code.InMethod("", "return {|TSH2102:rand(4, 3, 5).matmul(rand(5, 2, 4).T.transpose(-2, -1))|};", "Tensor"));

    [Fact]
    public Task A_maximum_with_its_indices_is_left_to_a_person() =>
        Verify<ShapeAnalyzer>.FixesNothingAsync<ReductionWithoutKeepdimFix>(
            Code.InMethod(Matrix, "var (top, _) = m.max(1);\nvar y = m - {|TSH1005:top|};"));

    [Fact]
    public async Task A_view_that_cannot_be_becomes_a_reshape()
    {
        string Program(string value) => Code.InMethod("", $"return {value};", "Tensor");
        const string after = "arange(6).reshape(2, 3).t().reshape(6)";
        // It is one rearrange as well, before and after.
        await Verify<ShapeAnalyzer>.FixesAsync<NonContiguousViewFix>(
            Program("{|TSH2101:{|TSH1011:arange(6).reshape(2, 3).t().view(6)|}|}"),
            Program($"{{|TSH2101:{after}|}}"));
        MustBe(Program(after), torch.tensor([0L, 3, 1, 4, 2, 5]));
        var wide = "arange(12).reshape(2, 3, 2).transpose(0, 1).view(3, 4)";
        MustBe(
            Program(wide.Replace("view", "reshape")),
            torch.tensor([0L, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11]).reshape(3, 4));
    }

    [Theory]
    [InlineData("{|TSH1002:x.matmul(w)|}", "x.matmul(w.transpose(-2, -1))")]
    [InlineData("{|TSH1002:torch.matmul(x, w)|}", "torch.matmul(x, w.transpose(-2, -1))")]
    [InlineData("{|TSH1002:x.mm(w)|}", "x.mm(w.transpose(-2, -1))")]
    [InlineData("{|TSH1002:x.mm(w + 0)|}", "x.mm((w + 0).transpose(-2, -1))")]
    [InlineData("{|TSH1002:x.mm((w + 0))|}", "x.mm((w + 0).transpose(-2, -1))")]
    public async Task A_matrix_that_fits_transposed_is_transposed(string before, string after)
    {
        string Program(string value) => Code.InMethod(Products, $"return {value};", "Tensor");
        // What is right now could be written as an einsum.
        await Verify<ShapeAnalyzer>.FixesAsync<MatmulInnerMismatchFix>(
            Program(before), Program($"{{|TSH2102:{after}|}}"));
        foreach (var (x, w) in new[] { (torch.randn(2, 3), torch.randn(4, 3)), (torch.randn(5, 2), torch.randn(7, 2)) })
            MustBe(Program(after), (x.unsqueeze(1) * w.unsqueeze(0)).sum(2), x, w);
    }

    [Fact]
    public async Task A_matrix_that_was_transposed_is_straightened()
    {
        const string parameters = "[Shape(\"batch d\")] Tensor x, [Shape(\"d d_out\")] Tensor w";
        string Program(string value) => Code.InMethod(parameters, $"return {value};", "Tensor");
        await Verify<ShapeAnalyzer>.FixesAsync<MatmulInnerMismatchFix>(
            Program("{|TSH1002:x.matmul(w.T)|}"), Program("x.matmul(w)"));
        foreach (var (x, w) in new[] { (torch.randn(2, 3), torch.randn(3, 4)), (torch.randn(5, 2), torch.randn(2, 7)) })
            MustBe(Program("x.matmul(w)"), (x.unsqueeze(2) * w.unsqueeze(0)).sum(1), x, w);
    }

    [Fact]
    public Task A_matrix_that_does_not_fit_either_way_is_left_to_a_person() =>
        Verify<ShapeAnalyzer>.FixesNothingAsync<MatmulInnerMismatchFix>(
            Code.InMethod("", "var y = {|TSH1002:rand(2, 3).mm(rand(4, 5))|};"));

    private static void MustBe(string program, torch.Tensor expected, params object?[] arguments)
    {
        var found = (torch.Tensor)RunningCode.Run(program, arguments)!;
        found.shape.Should().Equal(expected.shape);
        torch.allclose(found, expected, rtol: 1e-4, atol: 1e-5).Should().BeTrue(program);
    }
}
