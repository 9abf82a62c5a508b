using Arena.Analyzers.CodeFixes.Patterns;
using TorchSharp;

namespace Arena.Analyzers.Tests.Patterns;

public sealed class PreferRearrangeTests
{
    private const string Sequence = "[Shape(\"batch seq d_model\")] Tensor x, long heads";
    private const string Image = "[Shape(\"batch channels height width\")] Tensor x, long patch";

    /// <summary>A chain, what it becomes, and the sizes of tensors to try it on.</summary>
    public static TheoryData<string, string, string> Chains() => new()
    {
        {
            Sequence, "x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2)",
            """Rearrange(x, "batch seq (heads a) -> batch heads seq a", ("heads", heads))"""
        },
        {
            Sequence, "x.reshape(x.shape[0], x.shape[1], heads, -1).permute(0, 2, 1, 3)",
            """Rearrange(x, "batch seq (heads a) -> batch heads seq a", ("heads", heads))"""
        },
        {
            Sequence, "torch.transpose(x.unflatten(2, heads, -1), 1, 2).contiguous().flatten(2)",
            """Rearrange(x, "batch seq (heads a) -> batch heads (seq a)", ("heads", heads))"""
        },
        {
            Sequence, "x.transpose(0, 1).flatten(1)",
            """Rearrange(x, "batch seq d_model -> seq (batch d_model)")"""
        },
        {
            Sequence, "x.mT.reshape(x.shape[0], -1)",
            """Rearrange(x, "batch seq d_model -> batch (d_model seq)")"""
        },
        {
            Sequence, "x.unsqueeze(1).transpose(-1, -2)",
            """Rearrange(x, "batch seq d_model -> batch 1 d_model seq")"""
        },
        {
            Sequence, "x.unsqueeze(1).squeeze(1).transpose(1, 2)",
            """Rearrange(x, "batch seq d_model -> batch d_model seq")"""
        },
        {
            Sequence, "x[.., .., TensorIndex.None].transpose(0, 1)",
            """Rearrange(x, "batch seq d_model -> seq batch 1 d_model")"""
        },
        {
            Image,
            "x.view(x.shape[0], x.shape[1], x.shape[2] / patch, patch, x.shape[3] / patch, patch)"
            + ".permute(0, 2, 4, 1, 3, 5).flatten(3).flatten(1, 2)",
            """Rearrange(x, "batch channels (a patch) (b patch2) -> batch (a b) (channels patch patch2)", """
            + """("patch", patch), ("patch2", patch))"""
        },
        {
            Image, "x.flatten(2).mT",
            """Rearrange(x, "batch channels height width -> batch (height width) channels")"""
        },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public async Task A_chain_becomes_a_rearrange_that_computes_the_same(string parameters, string chain, string call)
    {
        string Program(string value) => Code.InMethod(parameters, $"return {value};", "Tensor");
        await Verify<ShapeAnalyzer>.FixesAsync<PreferRearrangeFix>(
            Program($"{{|TSH2101:{chain}|}}"), Program(call));
        torch.Tensor[] inputs = parameters == Sequence
            ? [torch.randn(2, 3, 8), torch.randn(5, 7, 12), torch.randn(1, 4, 4)]
            : [torch.randn(2, 3, 8, 4), torch.randn(3, 1, 6, 10)];
        foreach (var input in inputs) RunningCode.MustAgree(Program(chain), Program(call), input, 2L);
    }

    [Theory]
    [InlineData("rand(6, 5).view(2, 3, 5).transpose(0, 1)", """Rearrange(rand(6, 5), "(a b) c -> b a c", ("a", 2))""")]
    [InlineData("rand(4, 4).t().flatten()", """Rearrange(rand(4, 4), "a b -> (b a)")""")]
    [InlineData("rand(2, 1, 5).squeeze(1).T", """Rearrange(rand(2, 1, 5), "a 1 b -> b a")""")]
    public async Task Axes_without_names_are_letters(string chain, string call)
    {
        var before = Code.InMethod("", $"return {chain};", "Tensor");
        var after = Code.InMethod("", $"return {call};", "Tensor");
        await Verify<ShapeAnalyzer>.FixesAsync<PreferRearrangeFix>(
            before.Replace(chain, $"{{|TSH2101:{chain}|}}"), after);
        RunningCode.MustAgree(before, after);
    }

    [Fact]
    public Task Chains_in_chains_are_fixed_together() =>
        Verify<ShapeAnalyzer>.FixesAsync<PreferRearrangeFix>(
            Code.InMethod(Sequence,
                "var y = {|TSH2101:({|TSH2101:x.transpose(0, 1).flatten(1)|} + 1).unsqueeze(0).transpose(1, 2)|};"),
            Code.InMethod(Sequence,
                """var y = Rearrange(Rearrange(x, "batch seq d_model -> seq (batch d_model)") + 1, """
                + "\"seq a -> 1 a seq\");"));

    [Fact]
    public Task The_names_of_einops_are_brought_into_scope() =>
        Verify<ShapeAnalyzer>.FixesAsync<PreferRearrangeFix>(
            """
            // A file.
            using TorchSharp;

            public static class Program
            {
                public static torch.Tensor Run() => {|TSH2101:torch.rand(2, 3).t().flatten()|}; // Here.
            }

            """,
            """
            // A file.
            using TorchSharp;
            using static Arena.Tensors.Einops;

            public static class Program
            {
                public static torch.Tensor Run() => Rearrange(torch.rand(2, 3), "a b -> (b a)"); // Here.
            }

            """);

    [Fact]
    public Task A_method_of_the_same_name_is_stepped_around() =>
        Verify<ShapeAnalyzer>.FixesAsync<PreferRearrangeFix>(
            Code.InClass(
                """
                    public static Tensor Run() => {|TSH2101:rand(2, 3).t().flatten()|};

                    private static void Rearrange() { }
                """),
            Code.InClass(
                """
                    public static Tensor Run() => Arena.Tensors.Einops.Rearrange(rand(2, 3), "a b -> (b a)");

                    private static void Rearrange() { }
                """));

    [Fact]
    public Task Comments_in_a_chain_keep_it_from_being_fixed() =>
        Verify<ShapeAnalyzer>.FixesNothingAsync<PreferRearrangeFix>(
            Code.InMethod(Sequence, "var y = {|TSH2101:x.transpose(0, 1) // turned\n    .flatten(1)|};"));

    [Theory]
    [InlineData("x.transpose(0, 1)")]
    [InlineData("x.transpose(0, 1).transpose(0, 1)")]
    [InlineData("x.transpose(0, 1).contiguous()")]
    [InlineData("x.reshape(x.shape[1], x.shape[0], x.shape[2]).transpose(0, 1)")]
    [InlineData("x.view(x.shape[0], heads, -1).transpose(0, 1)")]
    [InlineData("x.view(x.shape[0], x.shape[1], Next(), -1).transpose(1, 2)")]
    [InlineData("x.transpose(0, (int)heads).flatten(1)")]
    [InlineData("x.squeeze(0).transpose(0, 1)")]
    [InlineData("x.squeeze().flatten()")]
    [InlineData("x.transpose(0, 1).sum(dim: 1).unsqueeze(0)")]
    [InlineData("x[0].transpose(0, 1)")]
    [InlineData("x[.., ..2, TensorIndex.None].transpose(0, 1)")]
    [InlineData("u.view(2, -1).transpose(0, 1)")]
    [InlineData("u.transpose(0, 1).flatten(1)")]
    [InlineData("x.view(x.shape[0], x.shape[1], -1, heads, 2).transpose(1, 2)")]
    [InlineData("x.transpose(0, 1).flatten(1).add_(1)")]
    [InlineData("x?.transpose(0, 1).flatten(1)")]
    public Task What_is_not_provably_one_rearrange_is_left_alone(string chain) =>
        Verify<ShapeAnalyzer>.FindsNothingAsync(Code.InClass(
            $"    public static void Run({Sequence}, Tensor u) {{ var y = {chain}; }}\n"
            + "    private static long Next() => 2;"));

    [Fact]
    public Task Lambdas_and_local_functions_are_looked_at() =>
        Verify<ShapeAnalyzer>.FindsAsync(Code.InMethod(
            "", "Func<Tensor> f = () => {|TSH2101:rand(2, 3).t().flatten()|}; Tensor G() => {|TSH2101:rand(2, 3).t().flatten()|};"));

    [Fact]
    public Task A_view_that_is_written_to_is_left_alone() =>
        Verify<ShapeAnalyzer>.FindsNothingAsync(
            Code.InMethod(Sequence, "x.transpose(0, 1).flatten(1)[TensorIndex.None] = 1;"));
}
