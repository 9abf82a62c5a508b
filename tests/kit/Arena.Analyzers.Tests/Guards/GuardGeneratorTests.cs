using Arena.Guards;
using Arena.Tensors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static TorchSharp.torch;

namespace Arena.Analyzers.Tests.Guards;

public class GuardGeneratorTests
{
    public static TheoryData<string> Products =>
    [
        "x.matmul(w)", "torch.matmul(x, w)", "matmul(x, w)", "matmul(target: w, input: x)", "x.matmul(target: w)",
        "x?.matmul(w)!", "(x + 0).matmul(w)", "x.clone().matmul(w)", "x\n            .matmul(\n                w)",
    ];

    [Theory]
    [MemberData(nameof(Products))]
    public void A_product_is_guarded_however_it_is_written(string product)
    {
        var source = Code.InMethod("Tensor x, Tensor w", $"return {product};", "Tensor");
        Product(source, randn(2, 3), randn(3, 5)).Should().BeTrue();
        Product(source, randn(4, 2, 3), randn(3)).Should().BeTrue();
        Assert.Throws<TorchCallException>(() => GuardedCode.Run(source, zeros(2, 3), zeros(4, 5))).Message
            .Should().StartWith("matmul: the inner axes differ: ")
            .And.Contain("is [2, 3] and its last axis has 3, but w is [4, 5] and its last axis but one has 4.");
    }

    [Theory]
    [InlineData("x.cummax(dim)", "cummax")]
    [InlineData("x.cummin(dim)", "cummin")]
    [InlineData("torch.cummax(x, dim)", "cummax")]
    [InlineData("cummin(dim: dim, input: x)", "cummin")]
    public void Cumulation_is_guarded(string call, string name)
    {
        var source = Code.InMethod("Tensor x, long dim", $"return ({call}).Item1;", "Tensor");
        ((Tensor)GuardedCode.Run(source, zeros(2, 3), 1L)!).shape.Should().Equal(2, 3);
        Assert.Throws<TorchCallException>(() => GuardedCode.Run(source, zeros(2, 3), 2L)).Message
            .Should().Be($"{name}: x is [2, 3] and has no axis 2: its axes are 0 to 1 (or -2 to -1).");
    }

    [Fact]
    public void Gradients_are_guarded()
    {
        var source = Code.InMethod(
            "Tensor x, Tensor w", "return torch.autograd.grad([x.square().sum()], [x, w], allow_unused: false)[0];",
            "Tensor");
        var x = randn(3, requires_grad: true);
        Assert.Throws<TorchCallException>(() => GuardedCode.Run(source, x, randn(2, requires_grad: true))).Message
            .Should().StartWith("autograd.grad: inputs[1], of shape [2], was not used");
        ((Tensor)GuardedCode.Run(source, x, x)!).allclose(2 * x).Should().BeTrue();
    }

    [Theory]
    [InlineData("x.sum(0)", "sum")]
    [InlineData("x.prod(0)", "prod")]
    [InlineData("torch.sum(x, 0)", "sum")]
    [InlineData("x.sum(type: 0)", "sum")]
    public void A_zero_taken_for_a_dtype_is_stopped(string call, string name) =>
        Assert.Throws<TorchCallException>(
            () => GuardedCode.Run(Code.InMethod("Tensor x", $"return {call};", "Tensor"), zeros(2, 3))).Message
            .Should().StartWith($"{name}: the 0 in {name}(0) is no axis here");

    [Theory]
    [InlineData("x.sum()")]
    [InlineData("x.sum(1)")]
    [InlineData("x.sum(dim: 0)")]
    [InlineData("x.sum(0L)")]
    [InlineData("x.sum([0])")]
    [InlineData("x.sum(float64)")]
    [InlineData("x.prod(0, true)")]
    [InlineData("x.mm(x.t())")]
    [InlineData("x.var()")]
    [InlineData("Einsum(\"a b, c b -> a c\", x, x)")]
    public void Other_calls_are_left_alone(string call) =>
        GuardedCode.Generated(Code.InMethod("Tensor x", $"return {call};", "Tensor")).Should().BeEmpty();

    [Theory]
    [InlineData("x.var(0)")]
    [InlineData("x.var([0L], keepdim: true)")]
    [InlineData("torch.var(x, 0)")]
    [InlineData("x.var((0, 1))")]
    public void The_variance_of_whole_numbers_is_stopped(string call)
    {
        var source = Code.InMethod("Tensor x", $"return {call};", "Tensor");
        GuardedCode.Run(source, randn(2, 3)).Should().NotBeNull();
        Assert.Throws<TorchCallException>(() => GuardedCode.Run(source, zeros(2, 3, dtype: int64))).Message
            .Should().Be("var: x is int64, but a variance needs fractions. Write x.to(float32).var(…).");
    }

    [Theory]
    [InlineData("x.ToInt32()")]
    [InlineData("TensorExtensionMethods.ToInt32(x)")]
    public void Conversions_are_guarded(string call)
    {
        var source = Code.InMethod("Tensor x", $"return {call};", "int");
        GuardedCode.Run(source, tensor(3.7f)).Should().Be(3);
        Assert.Throws<TorchCallException>(() => GuardedCode.Run(source, tensor(float.NaN))).Message
            .Should().Be("ToInt32: x is NaN, which an int cannot hold.");
    }

    [Fact]
    public void A_slice_without_a_step_is_stopped()
    {
        var source = Code.InMethod("Tensor x, long step", "return x[TensorIndex.Slice(step: step)];", "Tensor");
        ((Tensor)GuardedCode.Run(source, zeros(5), 2L)!).shape.Should().Equal(3);
        Assert.Throws<TorchCallException>(() => GuardedCode.Run(source, zeros(5), 0L));
    }

    [Fact]
    public void Calls_in_lambdas_queries_and_initialisers_are_guarded()
    {
        var source = Code.InClass(
            """
                private static readonly Func<Tensor, Tensor, Tensor> Product = (x, w) => x.matmul(w);
                public static Tensor Run(Tensor x, Tensor w) => new[] { x }.Select(y => Product(y, w)).Single();
            """);
        Assert.Throws<TorchCallException>(() => GuardedCode.Run(source, zeros(2, 3), zeros(4, 5)));
    }

    [Fact]
    public void A_method_that_is_only_named_is_left_alone() =>
        GuardedCode.Generated(Code.InMethod(
            "Tensor x, Tensor w",
            "Func<Tensor, Tensor> f = x.matmul;\nvar n = nameof(matmul);\nreturn f(w);", "Tensor"))
            .Should().BeEmpty();

    [Fact]
    public void A_learners_own_matmul_is_left_alone() =>
        GuardedCode.Generated(Code.InClass(
            """
                private static Tensor matmul(Tensor a, Tensor b) => a;
                public static Tensor Run(Tensor x) => matmul(x, x);
            """)).Should().BeEmpty();

    [Theory]
    [InlineData("x.matmul(")]
    [InlineData("x.matmul()")]
    [InlineData("x.matmul(y, z)")]
    [InlineData("nowhere.matmul(x)")]
    [InlineData("x.sum(0,")]
    [InlineData("torch.autograd.grad(")]
    [InlineData("Rows(")]
    [InlineData("x?.matmul")]
    public void Code_that_does_not_compile_breaks_nothing(string call) =>
        FluentActions.Invoking(() => GuardedCode.Generated(Code.InMethod("Tensor x", $"var y = {call};")))
            .Should().NotThrow();

    [Fact]
    public void Calls_that_are_checked_alike_share_a_method()
    {
        var generated = GuardedCode.Generated(Code.InMethod(
            "Tensor x, Tensor w", "var a = x.matmul(w);\nvar b = x.matmul(w);\nvar c = w.matmul(x);"));
        generated.Split("[global::System.Runtime.CompilerServices.InterceptsLocationAttribute(").Should().HaveCount(4);
        generated.Split("internal static").Should().HaveCount(3);
    }

    [Fact]
    public void An_edit_elsewhere_gives_the_same_interceptions()
    {
        var program = GuardedCode.Plain(Code.InMethod("Tensor x", "var a = x.matmul(x);"));
        var edited = program.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "class Other { int Rows() => 1; }", GuardedCode.Options, path: "Other.cs",
            cancellationToken: TestContext.Current.CancellationToken));
        var driver = GuardedCode.Driver().RunGenerators(program, TestContext.Current.CancellationToken)
            .RunGenerators(edited, TestContext.Current.CancellationToken);
        driver.GetRunResult().Results.Single().TrackedSteps[GuardGenerator.Step]
            .SelectMany(step => step.Outputs).Select(output => output.Reason).Should()
            .OnlyContain(reason =>
                reason == IncrementalStepRunReason.Unchanged || reason == IncrementalStepRunReason.Cached);
    }

    private static bool Product(string source, Tensor x, Tensor w) =>
        ((Tensor)GuardedCode.Run(source, x, w)!).allclose(x.matmul(w));
}
