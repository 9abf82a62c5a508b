using Arena.Analyzers.CodeFixes.Training;
using TorchSharp;

namespace Arena.Analyzers.Tests.Training;

public sealed class SuspiciousSoftmaxDimTests
{
    private const string Inputs =
        """[Shape("batch seq vocab")] Tensor x, [Shape("query key")] Tensor scores, [Shape("seq vocab")] Tensor one, """
        + """[Shape("head batch d")] Tensor h, [Shape("class item")] Tensor c, Tensor u""";

    [Theory]
    [InlineData("x.softmax([|0|])", "x.softmax(dim: -1)")]
    [InlineData("x.softmax([|-3|])", "x.softmax(dim: -1)")]
    [InlineData("x.softmax(dim: [|0|], float32)", "x.softmax(dim: -1, float32)")]
    [InlineData("softmax(x, [|0|])", "softmax(x, dim: -1)")]
    [InlineData("nn.functional.log_softmax(x, [|0|])", "nn.functional.log_softmax(x, dim: -1)")]
    [InlineData("x.argmax([|0|])", "x.argmax(dim: -1)")]
    [InlineData("one.softmax([|0|])", "one.softmax(dim: -1)")]
    [InlineData("h.log_softmax([|1|])", "h.log_softmax(dim: -1)")]
    [InlineData("rand(4, 3).softmax([|0|])", "rand(4, 3).softmax(dim: -1)")]
    [InlineData("x.softmax(/* over */ [|0|])", "x.softmax(/* over */ dim: -1)")]
    public Task A_softmax_over_the_batch_becomes_one_over_the_last_axis(string before, string after) =>
        Verify<ShapeAnalyzer>.FixesAsync<SuspiciousSoftmaxDimFix>(
            Code.InMethod(Inputs, $"var y = {before.Replace("[|", "{|TSH3004:").Replace("|]", "|}")};"),
            Code.InMethod(Inputs, $"var y = {after};"));

    [Fact]
    public Task The_last_axis_has_no_better_one() =>
        Verify<ShapeAnalyzer>.FixesNothingAsync<SuspiciousSoftmaxDimFix>(
            Code.InMethod(Inputs, "var y = c.softmax({|TSH3004:1|});"));

    [Theory]
    [InlineData("x.softmax(-1)")]
    [InlineData("x.softmax(2)")]
    [InlineData("x.argmax(1)")]
    [InlineData("x.softmax(1)")]
    [InlineData("scores.softmax(1)")]
    [InlineData("scores.softmax(0)")]
    [InlineData("c.argmax(0)")]
    [InlineData("x.argmax()")]
    [InlineData("rand(4).softmax(0)")]
    [InlineData("u.softmax(0)")]
    [InlineData("rand(4, 3).softmax(1)")]
    [InlineData("rand(4, 3).cumsum(0)")]
    [InlineData("x.softmax((int)x.shape[0])")]
    public Task What_may_be_meant_is_left_alone(string code) =>
        Verify<ShapeAnalyzer>.FindsNothingAsync(Code.InMethod(Inputs, $"var y = {code};"));

    [Theory]
    [InlineData(2, 3, 5)]
    [InlineData(4, 1, 7)]
    public void The_fixed_program_makes_every_row_sum_to_one(long batch, long seq, long vocab)
    {
        string Program(string dim) =>
            Code.InMethod("[Shape(\"batch seq vocab\")] Tensor x", $"return x.softmax({dim});", "Tensor");
        var x = torch.randn(batch, seq, vocab);
        var expected = x.exp() / x.exp().sum(2, keepdim: true);
        torch.allclose((torch.Tensor)RunningCode.Run(Program("dim: -1"), x)!, expected).Should().BeTrue();
        torch.allclose((torch.Tensor)RunningCode.Run(Program("0"), x)!, expected).Should().BeFalse();
    }
}
