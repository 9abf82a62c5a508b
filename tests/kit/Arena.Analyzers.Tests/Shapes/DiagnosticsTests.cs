using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Shapes;

/// <summary>TSH9001 and TSH9002.</summary>
public sealed class DiagnosticsTests
{
    private const string Contract = """[Shape("batch seq d_model")] Tensor x, [Shape("d_model d_mlp")] Tensor w""";

    [Fact]
    public async Task Nothing_is_said_until_the_rules_are_turned_on()
    {
        var source = Code.InMethod(Contract, "var y = x.matmul(w); var z = Math.Max(1, 2) > 1 ? x.unique().output : y;");
        (await Inferred.FindingsAsync(source)).Should().BeEmpty();
        (await Code.FindingsAsync(source)).Should().BeEmpty();
    }

    [Fact]
    public async Task Every_variable_and_result_tells_its_shape()
    {
        var source = Code.InMethod(
            Contract,
            "var y = x.matmul(w);\ny = y.sum(dim: -1);\nvar (values, indices) = x.max(1);\nTensor z;\n(z, _) = (values, 1);\nreturn y.unsqueeze(0);",
            "Tensor");
        (await MessagesAsync(source, "TSH9001")).Should().Equal(
            "y is [batch, seq, d_mlp]",
            "y is [batch, seq]",
            "values is [batch, d_model]",
            "indices is [batch, d_model]",
            "z is [batch, d_model]",
            "the result is [1, batch, seq]");
    }

    [Fact]
    public async Task An_expression_body_tells_its_shape_and_an_unknown_one_does_not()
    {
        (await MessagesAsync(Code.InClass($"public static Tensor Run({Contract}) => x.matmul(w);"), "TSH9001"))
            .Should().Equal("the result is [batch, seq, d_mlp]");
        (await MessagesAsync(Code.InClass("public static Tensor Run(Tensor u) => u.exp();"), "TSH9001")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("var y = Foo(x).exp() + x;", "no shape is known from here on: 'Foo' promises no shape; put [return: Shape(\"…\")] on it")]
    [InlineData("var y = x.unique().output;", "no shape is known from here on: this part of a tuple is not followed")]
    [InlineData("var y = x.cov().exp();", "no shape is known from here on: the operation 'cov' is not in the table")]
    [InlineData("var y = x.reshape(Sizes()).exp();", "no shape is known from here on: the arguments of 'reshape' do not tell the shape")]
    [InlineData("var y = x[x > 0];", "no shape is known from here on: these indices do not tell the shape")]
    [InlineData("var y = kept.exp();", "no shape is known from here on: 'kept' promises no shape; put [Shape(\"…\")] on it")]
    [InlineData("var y = x; if (x.size(0) > 1) y = x.sum(dim: 1); var z = y.exp();", "no shape is known from here on: 'y' has another number of axes on another path")]
    [InlineData("var y = x.exp(); var z = y + w.T.sum();", null)]
    public async Task A_loss_is_told_where_it_happens(string statements, string? message)
    {
        var source = Code.InClass(
            "static Tensor Foo(Tensor t) => t; static long[] Sizes() => [1]; static Tensor kept = null!;\n"
            + $"public static void Run({Contract}) {{ {statements} }}");
        var found = await MessagesAsync(source, "TSH9002");
        if (message is null) found.Should().BeEmpty();
        else found.Should().Equal(message);
    }

    [Fact]
    public async Task A_parameter_without_a_contract_is_told_beside_one_that_has_it()
    {
        (await MessagesAsync(Code.InMethod("[Shape(\"a b\")] Tensor x, Tensor u", "var y = x + u.exp();"), "TSH9002"))
            .Should().Equal("'u' has no [Shape(\"…\")]");
        (await MessagesAsync(Code.InMethod("Tensor u", "var y = u.exp().cov();"), "TSH9002")).Should().BeEmpty();
    }

    [Fact]
    public async Task One_statement_tells_one_loss()
    {
        var source = Code.InMethod(Contract, "var y = x.cov() + w.cov();\nvar z = w.cov();");
        (await MessagesAsync(source, "TSH9002")).Should().HaveCount(2);
    }

    private static async Task<IEnumerable<string>> MessagesAsync(string source, string rule) =>
        (await Inferred.FindingsAsync(source, rule)).Select(found => found.GetMessage(null)).ToList();
}
