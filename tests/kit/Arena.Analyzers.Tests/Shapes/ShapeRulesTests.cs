using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Shapes;

/// <summary>What the shape engine finds in short methods, by rule.</summary>
public sealed partial class ShapeRulesTests
{
    private const string Inputs =
        """[Shape("batch seq d_model")] Tensor x, [Shape("d_model d_mlp")] Tensor w, [Shape("batch seq")] Tensor ids, """
        + """[Shape("row column")] Tensor m, [Shape("item")] Tensor v, Tensor u, long heads, bool flag""";

    [Theory]
    [InlineData("TSH1002", "var y = rand(2, 3).matmul(rand(4, 5));")]
    [InlineData("TSH1002", "var y = matmul(rand(2, 3), rand(2, 3));")]
    [InlineData("TSH1002", "var y = rand(7, 2, 3).matmul(rand(5, 4));")]
    [InlineData("TSH1002", "var y = rand(3).matmul(rand(4));")]
    [InlineData("TSH1002", "var y = rand(2, 3).mm(rand(2, 3));")]
    [InlineData("TSH1002", "var y = rand(2, 3, 4).bmm(rand(5, 4, 6));")]
    [InlineData("TSH1002", "var y = rand(2, 3).mv(rand(4));")]
    [InlineData("TSH1002", "var y = rand(3).dot(rand(4));")]
    [InlineData("TSH1002", "var y = x.matmul(w.transpose(0, 1));")]
    [InlineData("TSH1002", "var y = x.matmul(w.T);")]
    [InlineData("TSH1002", "var a = rand(4, 8); var b = a.T; for (var i = 0; i < 3; i++) { var c = b.matmul(b); }")]
    [InlineData("TSH1009", "var y = rand(2, 3) + rand(4);")]
    [InlineData("TSH1009", "var y = rand(2, 3); y.add_(rand(2, 4));")]
    [InlineData("TSH1009", "var y = x * ids;")]
    [InlineData("TSH1009", "var y = m * m.T;")]
    [InlineData("TSH1009", "var loss = nn.functional.mse_loss(rand(4, 3), rand(4, 5));")]
    [InlineData("TSH1004", "var a = nn.Linear(3, 1).call(rand(8, 3)); var loss = nn.functional.mse_loss(a, rand(8));")]
    [InlineData("TSH1005", "var y = m / m.sum(dim: 1);")]
    [InlineData("TSH1005", "var mean = x.mean([2]); var y = x - mean;")]
    [InlineData("TSH1002", "var y = torch.matmul(target: rand(2, 3), input: rand(2, 3));")]
    [InlineData("TSH1002", "var y = rand(2, 5).addmm(rand(2, 3), rand(4, 5));")]
    [InlineData("TSH1002", "var y = rand(2, 3, 4).T.matmul(rand(3, 5));")]
    [InlineData("TSH1009", "var y = rand(7, 2, 3).matmul(rand(5, 3, 4));")]
    [InlineData("TSH1005", "var d = m.sum(dim: 1); var y = m / d; var z = v.unsqueeze(0);")]
    [InlineData("TSH1006", "var i = 0; var a = rand(2)[i++]; var b = rand(2)[i++]; var c = rand(2)[i++];")]
    [InlineData("TSH1006", "var i = 0; long[] s = [1, 2]; s[i++] = 3; var y = rand(1)[i];")]
    [InlineData("TSH1006", "var y = rand(2, 3); y[2] = 1;")]
    [InlineData("TSH1006", "var y = rand(2, 3); (y[2], var z) = (v, v);")]
    [InlineData("TSH1006", "var y = rand(2, 3).sum(dim: 2);")]
    [InlineData("TSH1006", "var y = rand(2, 3).softmax(3);")]
    [InlineData("TSH1006", "var y = rand(2, 3, 4).permute(0, 1);")]
    [InlineData("TSH1006", "var y = rand(2, 3, 4).permute(0, 1, 1);")]
    [InlineData("TSH1006", "var y = x.transpose(1, 3);")]
    [InlineData("TSH1006", "var y = m[0, 1, 2];")]
    [InlineData("TSH1006", "var y = x.unsqueeze(4);")]
    [InlineData("TSH1007", "var y = rand(2, 3).view(4, 2);")]
    [InlineData("TSH1007", "var y = rand(2, 3).reshape(-1, 4);")]
    [InlineData("TSH1007", "var y = x.reshape(-1, -1);")]
    [InlineData("TSH1007", "var y = torch.reshape(null!, -1, -1);")]
    [InlineData("TSH1008", "var y = nn.Linear(512, 10).call(rand(4, 256));")]
    [InlineData("TSH1008", "var net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(4, 2)); var y = net.call(rand(3, 4));")]
    [InlineData("TSH1008", "var y = nn.Conv2d(3, 8, 3).call(rand(2, 1, 28, 28));")]
    [InlineData("TSH1008", "var c = nn.Conv2d(1, 8, 3); var y = nn.Linear(8 * 28 * 28, 10).call(c.call(rand(2, 1, 28, 28)).flatten(1));")]
    [InlineData("TSH1008", "var y = nn.LayerNorm(64).call(rand(2, 32));")]
    [InlineData("TSH1010", "var y = cat([rand(2, 3), rand(2, 4)], 0);")]
    [InlineData("TSH1010", "var y = stack([rand(2, 3), rand(3, 2)]);")]
    [InlineData("TSH1011", "var y = rand(2, 3).t().view(6);")]
    [InlineData("TSH1011", "var y = rand(2, 3, 4, 5).transpose(1, 2).view(2, 4, 15);")]
    [InlineData("TSH2004", "var y = Rearrange(m, \"b h w -> b (h w)\");")]
    [InlineData("TSH2004", "var y = Einsum(\"i j, j k -> i k\", m, v);")]
    [InlineData("TSH2006", "var y = Rearrange(rand(2, 10), \"b (h d) -> b h d\", (\"h\", 3));")]
    [InlineData("TSH2006", "var y = Einsum(\"i j, j k -> i k\", rand(2, 3), rand(4, 5));")]
    [InlineData("TSH2006", "var y = Einsum(\"b s d, d m -> b s m\", x, w.T);")]
    [InlineData("TSH2006", "var y = einsum(\"ij,jk->ik\", rand(2, 3), rand(4, 5));")]
    public async Task Is_found(string rule, string statements)
    {
        var findings = await Code.FindingsAsync(Code.InMethod(Inputs, statements));
        findings.Select(finding => finding.Id).Should().Contain(rule, Text(findings));
    }

    [Theory]
    [InlineData("var y = rand(2, 3).matmul(rand(3, 5));")]
    [InlineData("var y = x.matmul(w);")]
    [InlineData("var y = x.matmul(x.transpose(-2, -1));")]
    [InlineData("var y = u.matmul(w);")]
    [InlineData("var y = m / m.sum(dim: 1, keepdim: true);")]
    [InlineData("var y = m / m.sum(dim: 0);")]
    [InlineData("var y = v.unsqueeze(1) - v;")]
    [InlineData("var y = v[.., TensorIndex.None] - v[TensorIndex.None, ..];")]
    [InlineData("var y = flag ? rand(2, 3) : rand(2, 4); var z = y.matmul(rand(3, 1));")]
    [InlineData("var y = u; if (flag) y = rand(3, 4); var z = y.sum(dim: 4);")]
    [InlineData("var y = rand(2, 3); for (var i = 0; i < 3; i++) y = y.unsqueeze(0); var z = y.sum(dim: 4);")]
    [InlineData("var (b, s, d) = (x.shape[0], x.shape[1], x.shape[2]); var y = x.view(b, s, heads, d / heads).transpose(1, 2).reshape(b, s, d);")]
    [InlineData("var y = x.view(x.shape[0], -1, heads, 64).permute(0, 2, 1, 3);")]
    [InlineData("var y = Rearrange(x, \"b s (h d) -> b h s d\", (\"h\", heads)); var z = Rearrange(y, \"b h s d -> b s (h d)\") + x;")]
    [InlineData("var c = nn.Conv2d(1, 8, 3, padding: 1); var y = nn.Linear(8 * 14 * 14, 10).call(nn.functional.max_pool2d(c.call(rand(2, 1, 28, 28)), 2).flatten(1));")]
    [InlineData("var y = rand(2, 3).t().reshape(6);")]
    [InlineData("var y = rand(2, 3, 4).transpose(1, 2).contiguous().view(2, 12);")]
    [InlineData("var y = cat([rand(2, 3), rand(5, 3)], 0) + rand(7, 1);")]
    [InlineData("var parts = rand(2, 12).chunk(3, dim: 1); var y = parts[0] + rand(2, 4);")]
    [InlineData("var y = nn.functional.cross_entropy(rand(8, 10), zeros(8, dtype: int64));")]
    [InlineData("var (values, indices) = m.max(1); var y = values.sum(dim: 0);")]
    [InlineData("var y = arange(10).unsqueeze(0) < arange(10).unsqueeze(1);")]
    [InlineData("Tensor F([Shape(\"... d\")] Tensor open) => open.sum(dim: long.MinValue) + open.sum(dim: long.MaxValue);")]
    [InlineData("Tensor F([Shape(\"... d\")] Tensor open) => open.unsqueeze(long.MinValue).squeeze(long.MinValue).max(long.MaxValue).values;")]
    [InlineData("var net = nn.Sequential(nn.Linear(3, 4)); net.append(nn.Linear(4, 5)); var y = net.call(rand(2, 3)).matmul(rand(5, 1));")]
    [InlineData("List<nn.Module<Tensor, Tensor>> l = []; l.Add(nn.Linear(3, 4)); var y = nn.Sequential(l).call(rand(2, 3)) + rand(2, 4);")]
    [InlineData("var i = 0; var a = rand(2)[i++]; var b = rand(2)[i++];")]
    [InlineData("var i = 1; var t = rand(2, 3); var a = Rearrange(t[i--], \"a -> 1 a\"); var b = t[i];")]
    [InlineData("var i = 0; var y = Einsum(\"a, b -> a b\", rand(3, 2)[i++], rand(3, 2)[i++]) + rand(3)[i];")]
    [InlineData("var i = 0; void Print(long[] a) { } Print(new long[] { i++ }); var y = rand(2)[i];")]
    [InlineData("var i = 0; long[] Copy(long a) => [a]; var all = Copy(i++).ToArray(); var y = rand(2)[i];")]
    [InlineData("var i = 0; long[] s = [1, 2]; s[i++] += 3; var y = rand(2)[i];")]
    [InlineData("var i = 2; var s = new Tensor[3]; (s[i--], var y) = (v, rand(2)[i]);")]
    [InlineData("var i = 1; nn.Sequential(nn.Linear(i++, 2)).append(nn.ReLU()).append(nn.ReLU()); var y = rand(3)[i];")]
    [InlineData("var i = 1; nn.Module<Tensor, Tensor> Make(int a) => nn.ReLU(); var y = Make(i++).call(rand(3)); var z = rand(3)[i];")]
    [InlineData("long[] sizes = [4, 2]; void Fill(Span<long> all) => all[0] = 3; Fill(sizes); var y = rand(6).view(sizes);")]
    [InlineData("var y = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3).matmul(rand(3, 4));")]
    [InlineData("var y = torch.norm(m, 1).unsqueeze(1);")]
    [InlineData("var (values, indices) = m.kthvalue(2, null); var y = values.unsqueeze(1);")]
    [InlineData("var y = rand(2, 3, 4).T.matmul(rand(2, 5));")]
    [InlineData("var y = rand(2, 3, 4).H + rand(3, 2, 4);")]
    [InlineData("var y = rand(2, 3, 4).mT.matmul(rand(3, 5));")]
    [InlineData("var lin = nn.Linear(4, 5); var y = rand(3, 5).matmul(lin.call(u)) + rand(3);")]
    [InlineData("var y = torch.matmul(target: rand(3, 4), input: rand(2, 3));")]
    [InlineData("var y = nn.functional.cross_entropy(target: zeros(8, dtype: int64), input: rand(8, 10));")]
    [InlineData("var y = torch.arange(5, 3).unbind(); var z = zeros(-1, 3).unbind();")]
    [InlineData("var y = torch.transpose(null!, -2, -1); var z = torch.adjoint(null!);")]
    [InlineData("var sq = m.pow(2).sum(1, keepdim: true); var y = sq + sq.squeeze(1) - 2 * m.mm(m.t());")]
    [InlineData("var y = m.pow(2).sum(1, keepdim: true) + m.pow(2).sum(1);")]
    [InlineData("var a = rand(4, 4); var d = a.sum(dim: 1).rsqrt(); var y = a * d * d.unsqueeze(1);")]
    [InlineData("var y = nn.functional.conv2d(rand(1, 8, 9, 9), rand(16, 2, 3, 3), groups: heads);")]
    [InlineData("var y = rand(4, 2, 3).matmul(rand(4, 1, 3, 5));")]
    [InlineData("var y = rand(2, 5).addmm(rand(2, 3), rand(3, 5)) + rand(2, 5);")]
    [InlineData("var side = heads; [return: Shape(\"side side\")] Tensor Square([Shape(\"pixels\")] Tensor p) => p.view(side, side);")]
    [InlineData("var ts = new List<Tensor> { m }; ts.Add(v); var y = rand(1).view(ts.Count);")]
    [InlineData("long[] sizes = [3, 2]; sizes[0] = 2; sizes[1] = 3; var y = rand(2, 3).view(sizes) + rand(2, 3);")]
    [InlineData("long[] sizes = [4, 2]; Array.Fill(sizes, 1L); var y = rand(1).view(sizes);")]
    [InlineData("long[] sizes = [4, 2]; var same = sizes; same[0] = 3; var y = rand(6).view(sizes);")]
    [InlineData("long[] sizes = [4, 2]; Action fill = () => sizes[0] = 3; fill(); var y = rand(6).view(sizes);")]
    [InlineData("Tensor[] ts = [rand(2, 3), rand(4)]; ts[1] = rand(2, 3); var y = ts[0] + ts[1];")]
    [InlineData("var ts = new List<Tensor> { rand(2, 3), rand(4) }; ts[1] = rand(2, 3); var y = ts[0] + ts[1];")]
    public async Task Is_left_alone(string statements)
    {
        var findings = await Code.FindingsAsync(Code.InMethod(Inputs, statements));
        findings.Where(finding => finding.Severity > DiagnosticSeverity.Info).Should().BeEmpty(Text(findings));
    }

    [Theory]
    [InlineData("""
        class Mlp(long dModel)
        {
            private readonly Linear up = nn.Linear(dModel, 4 * dModel);

            [return: Shape("batch seq d_mlp")]
            Tensor Run([Shape("batch seq d_model")] Tensor x) => up.call(x);
        }
        """)]
    [InlineData("""
        class Heads
        {
            [return: Shape("batch heads seq d_head")]
            Tensor Run([Shape("batch seq d_model")] Tensor x, long nHeads, long numSeq, long dHead) =>
                x.view(x.shape[0], numSeq, nHeads, dHead).transpose(1, 2);
        }
        """)]
    [InlineData("""
        class Rows
        {
            [return: Shape("column")]
            static Tensor Row(int row, [Shape("row column")] Tensor x) => x[row];

            static Tensor Run() => Row(3, rand(5, 4)) + Row(row: 2, x: rand(5, 4));
        }
        """)]
    [InlineData("""
        class Cache
        {
            private Tensor keys = zeros(1, 4);

            Tensor Run(Tensor k)
            {
                var n = keys.shape[0];
                keys = cat([keys, k], 0);
                return rand(2, n + 1).matmul(zeros(keys.shape[0], 4));
            }

            Tensor Later(Tensor k)
            {
                var n = keys.shape[0];
                Run(k);
                return rand(2, n + 1).matmul(zeros(keys.shape[0], 4));
            }
        }
        """)]
    [InlineData("""
        class Promised
        {
            [Shape("seq d")] private Tensor keys = zeros(1, 4);

            void Run([Shape("1 d")] Tensor k) => keys = cat([keys, k], 0);
        }
        """)]
    [InlineData("""
        class Net
        {
            private readonly Sequential layers = nn.Sequential(nn.Linear(3, 4));

            Net() => layers.append(nn.Linear(4, 5));

            Tensor Run() => layers.call(rand(2, 3)).matmul(rand(5, 1));
        }
        """)]
    [InlineData("""
        class Net
        {
            private readonly Sequential layers;

            Net()
            {
                List<nn.Module<Tensor, Tensor>> all = [];
                all.Add(nn.Linear(3, 4));
                layers = nn.Sequential(all);
            }

            Tensor Run() => layers.call(rand(2, 3)).matmul(rand(4, 1));
        }
        """)]
    public async Task Classes_are_left_alone(string types)
    {
        var findings = await Code.FindingsAsync(Code.InFile(types));
        findings.Where(finding => finding.Severity > DiagnosticSeverity.Info && finding.Id.StartsWith("TSH1"))
            .Should().BeEmpty(Text(findings));
    }

    [Theory]
    [InlineData("""
        class Cache
        {
            [Shape("seq d")] private Tensor keys = zeros(1, 4);

            void Run([Shape("seq 1 d")] Tensor k) => keys = k;
        }
        """, "TSH1003")]
    [InlineData("""
        class Cache
        {
            [Shape("seq d")] private Tensor keys = zeros(1, 4);

            void Run([Shape("batch d")] Tensor k) => keys = k;
        }
        """, "TSH1003")]
    [InlineData("""
        class Cache
        {
            private Tensor keys = zeros(1, 4);

            Tensor Run()
            {
                keys = rand(3, 4);
                var n = keys.shape[0];
                return rand(2, n + 1).matmul(zeros(keys.shape[0], 4));
            }
        }
        """, "TSH1002")]
    public async Task Classes_are_followed(string types, string rule)
    {
        var findings = await Code.FindingsAsync(Code.InFile(types));
        findings.Select(finding => finding.Id).Should().Contain(rule, Text(findings));
    }

    [Fact]
    public async Task An_attribute_of_the_same_name_is_no_contract()
    {
        var findings = await Code.FindingsAsync(Code.InFile(
            """
            namespace Drawing
            {
                sealed class ShapeAttribute(string path) : Attribute { public string Path { get; } = path; }

                class Icon
                {
                    [Shape("M 0,0 L 1,1")] public int Size { get; }
                    [return: Shape("a b")] static Tensor Run([Shape("a b c")] Tensor x) => x;
                }
            }
            """));
        findings.Should().BeEmpty(Text(findings));
    }

    [Theory]
    [InlineData("q.matmul(k.transpose(1, 2))", false)]
    [InlineData("q.matmul(k)", true)]
    public async Task One_transpose_too_many_is_one_finding_with_advice_that_helps(string product, bool wouldFit)
    {
        var findings = await Code.FindingsAsync(Code.InMethod(
            """[Shape("batch head query d")] Tensor q, [Shape("batch head key d")] Tensor k""", $"var y = {product};"));
        var finding = findings.Should().ContainSingle(found => found.Severity > DiagnosticSeverity.Info).Subject;
        finding.Id.Should().Be("TSH1002");
        finding.GetMessage().Contains("would fit").Should().Be(wouldFit);
    }

    private static string Text(IEnumerable<Diagnostic> findings) =>
        Braces().Replace(string.Join("; ", findings.Select(finding => $"{finding.Id} {finding.GetMessage()}")), "($0)");

    [GeneratedRegex("[{}]")]
    private static partial Regex Braces();
}
