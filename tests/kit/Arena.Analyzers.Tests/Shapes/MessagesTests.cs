using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Shapes;

/// <summary>What the shape rules say, and where they point.</summary>
public sealed class MessagesTests
{
    private const string Members =
        """
        [return: Shape("batch d_out")]
        static Tensor Project([Shape("batch d_in")] Tensor input, [Shape("d_in d_out")] Tensor weight) => input.mm(weight);

        [return: Shape("batch seq")]
        static Tensor Kept([Shape("batch seq d_model")] Tensor tokens) => tokens;

        """;

    [Theory]
    [InlineData("TSH1002", "var y = a.matmul(w);", "inner axes differ: `dModel` (512, from a) against `dMlp` (2048, from w); the shapes are [batch 4, dModel 512] and [dMlp 2048, dModel 512]; w.transpose(-2, -1) would fit", "zeros(batch, dModel)|zeros(dMlp, dModel)")]
    [InlineData("TSH1002", "var y = x.matmul(v);", "inner axes differ: `d_model` (from x) against `item` (from v); the shapes are [batch, seq, d_model] and [item]", "x|v")]
    [InlineData("TSH1002", "var y = rand(2, 3).mm(rand(4, 5));", "inner axes differ: 3 (from rand(2, 3)) against 4 (from rand(4, 5)); the shapes are [2, 3] and [4, 5]", "rand(2, 3)|rand(4, 5)")]
    [InlineData("TSH1002", "var y = x.mm(v);", "mm takes two matrices, but x is [batch, seq, d_model]; matmul takes any number of axes", "x")]
    [InlineData("TSH1002", "var y = x.matmul(v.sum());", "matmul takes tensors with at least one axis, but v.sum() is a single number; multiply with * instead", "v.sum()")]
    [InlineData("TSH1002", "var p = rand(2, 3, 4); var q = rand(5, 4, 6); var y = p.bmm(q);", "bmm needs one batch size: 2 (from p) against 5 (from q)", "rand(2, 3, 4)|rand(5, 4, 6)")]
    [InlineData("TSH1003", "var y = Project(rand(2, 3), rand(4, 5));", "'weight' of Project is promised as \"d_in d_out\", but gets [4, 5]: 'd_in' is 4 in weight, but 3 in input", "weight")]
    [InlineData("TSH1003", "var y = Project(x, w);", "'input' of Project is promised as \"batch d_in\", but gets [batch, seq, d_model]: it has 3 axes, but the contract has 2", "input|x")]
    [InlineData("TSH1004", "var p = rand(8, 1); var q = rand(8); var y = p - q;", "q is [8] and p is [8, 1], which broadcast to [8, 8]: every element with every other; write p.squeeze(-1)", "rand(8)|rand(8, 1)")]
    [InlineData("TSH1005", "var y = m / m.sum(dim: 1);", "m.sum(dim: 1) has lost axis 1 of m, so the two line up at the wrong axes; keep it with keepdim: true", "")]
    [InlineData("TSH1005", "var s = m.sum(dim: 1); var y = m / s;", "s has lost axis 1 of m, so the two line up at the wrong axes; keep it with keepdim: true", "m.sum(dim: 1)")]
    [InlineData("TSH1006", "var y = x.sum(dim: 3);", "dim 3 is no axis of [batch, seq, d_model], which has 3 axes: a dim goes from -3 to 2", "x")]
    [InlineData("TSH1006", "var y = x.permute(0, 2);", "permute(0, 2) has to name every axis of [batch, seq, d_model], which has 3 axes, each once", "x")]
    [InlineData("TSH1006", "var y = m[0, 1, 2];", "3 indices are too many for [row, column], which has 2 axes", "m")]
    [InlineData("TSH1006", "var p = rand(2, 3); var y = p[2];", "index 2 is outside of axis 0 of [2, 3], which goes from -2 to 1", "rand(2, 3)")]
    [InlineData("TSH1006", "var y = x.t();", "t() transposes a matrix, but this is [batch, seq, d_model]; write transpose(-2, -1)", "x")]
    [InlineData("TSH1006", "var y = m.repeat(2);", "repeat needs a number for every axis: [row, column] has 2 axes, but 1 are given", "m")]
    [InlineData("TSH1007", "var p = rand(2, 3); var y = p.view(4, 2);", "view keeps all elements, but [2, 3] has 6 and [4, 2] has 8", "rand(2, 3)")]
    [InlineData("TSH1007", "var p = rand(2, 3); var y = p.reshape(-1, 4);", "reshape cannot work out the -1: [2, 3] has 6 elements, which cannot be divided by 4", "rand(2, 3)")]
    [InlineData("TSH1007", "var y = x.reshape(-1, -1);", "reshape can work out one -1, but has 2: [-1, -1]", "x")]
    [InlineData("TSH1007", "var p = rand(2, 6); var y = p.unflatten(1, 4, 2);", "axis 1 of [2, 6] is 6, but [4, 2] makes 8", "rand(2, 6)")]
    [InlineData("TSH1008", "var p = rand(4, 256); var y = nn.Linear(512, 10).call(p);", "this Linear was made for 512 inputs, but the last axis of its input is 256: [4, 256]", "rand(4, 256)")]
    [InlineData("TSH1008", "var p = rand(3, 4); var y = nn.Sequential(nn.ReLU(), nn.Linear(5, 2)).call(p);", "layer 1 of this Sequential: this Linear was made for 5 inputs, but the last axis of its input is 4: [3, 4]", "rand(3, 4)")]
    [InlineData("TSH1008", "var p = rand(2, 1, 28, 28); var y = nn.Conv2d(3, 8, 3).call(p);", "this Conv2d was made for 3 channels, but axis 1 of its input is 1: [2, 1, 28, 28]", "rand(2, 1, 28, 28)")]
    [InlineData("TSH1008", "var p = rand(28, 28); var y = nn.Conv2d(3, 8, 3).call(p);", "this Conv2d takes 4 axes (batch, channel and 2 more) or 3, but its input has 2: [28, 28]", "rand(28, 28)")]
    [InlineData("TSH1008", "var p = rand(2, 32); var y = nn.LayerNorm(64).call(p);", "this LayerNorm was made for an axis of 64, but gets 32: [2, 32]", "rand(2, 32)")]
    [InlineData("TSH1009", "var y = x * v;", "the shapes do not broadcast: [batch, seq, d_model] of x against [item] of v; counted from the right, axis 1 is d_model against item", "x|v")]
    [InlineData("TSH1009", "var p = rand(2, 3); var q = rand(4, 2, 3); p.add_(q);", "add_ cannot change the shape of its tensor: [2, 3] would become [4, 2, 3]", "rand(2, 3)|rand(4, 2, 3)")]
    [InlineData("TSH1009", "var p = rand(2, 3); var y = p.expand(2, 4);", "expand stretches axes of size 1 only: [2, 3] has 3, where 4 is wanted", "rand(2, 3)")]
    [InlineData("TSH1009", "var p = rand(2, 3); var y = p.expand(3);", "expand cannot take axes away: [2, 3] has 2 axes, but 1 sizes are given", "rand(2, 3)")]
    [InlineData("TSH1009", "var p = rand(8, 10); var q = zeros(7); var y = nn.CrossEntropyLoss().call(p, q);", "this CrossEntropyLoss takes scores [item, class, …] and labels [item, …], but the scores are [8, 10] and the labels [7]", "rand(8, 10)|zeros(7)")]
    [InlineData("TSH1010", "var p = rand(2, 3); var q = rand(2, 4); var y = cat([p, q], 0);", "cat joins [2, 3] and [2, 4], but axis 1 is 3 against 4; only axis 0 may differ", "rand(2, 3)|rand(2, 4)")]
    [InlineData("TSH1010", "var y = stack([m, v]);", "stack joins tensors of one shape, but has [row, column] and [item]", "m|v")]
    [InlineData("TSH1011", "var y = m.t().view(-1);", "view cannot merge axes that a transpose has moved apart in memory: [column, row] to [column*row]; write reshape", "m.t()")]
    [InlineData("TSH2004", "var y = Rearrange(m, \"b h w -> b (h w)\");", "this names 3 axes, but the tensor has 2: [row, column]", "m")]
    [InlineData("TSH2006", "var p = rand(2, 10); var y = Rearrange(p, \"b (h d) -> b h d\", (\"h\", 3));", "this axis has size 10, which cannot be divided by 3", "rand(2, 10)")]
    [InlineData("TSH2006", "var p = rand(2, 3); var q = rand(4, 5); var y = Einsum(\"i j, j k -> i k\", p, q);", "axis 'j' is 4 in operand 2 but 3 in operand 1", "rand(2, 3)|rand(4, 5)")]
    public async Task It_says_what_is_wrong_and_points_to_where_the_shapes_come_from(
        string rule, string statements, string message, string related)
    {
        var source = Code.InClass(
            Members
            + """
            public static void Run(
                [Shape("batch seq d_model")] Tensor x, [Shape("item")] Tensor v, [Shape("row column")] Tensor m)
            {
                const int batch = 4, dModel = 512, dMlp = 2048;
                var a = zeros(batch, dModel); var w = zeros(dMlp, dModel);

            """
            + $"{statements} }}");
        var found = (await Inferred.FindingsAsync(source)).Should().Contain(
            diagnostic => diagnostic.Id == rule && diagnostic.Location.SourceSpan.Start > source.IndexOf("Run(", StringComparison.Ordinal)).Which;
        found.GetMessage(null).Should().Be(message);
        found.AdditionalLocations.Select(place => source.Substring(place.SourceSpan.Start, place.SourceSpan.Length))
            .Should().Equal(related.Length == 0 ? [] : related.Split('|'));
        char.IsUpper(message[0]).Should().BeFalse();
        message.Should().NotEndWith(".");
    }

    [Fact]
    public async Task A_result_is_held_against_its_promise()
    {
        var found = (await Inferred.FindingsAsync(Code.InClass($"{Members} public static void Run() {{ }}")))
            .Should().ContainSingle().Which;
        found.Id.Should().Be("TSH1003");
        found.GetMessage(null).Should().Be(
            "the result is promised as \"batch seq\", but is [batch, seq, d_model]: it has 3 axes, but the contract has 2");
        found.AdditionalLocations.Should().HaveCount(2);
    }
}
