using Arena.Analyzers.CodeFixes.Lifetime;
using Arena.Analyzers.Lifetime;
using TorchSharp;

namespace Arena.Analyzers.Tests.Lifetime;

public sealed class ScopeNotInUsingTests
{
    [Theory]
    [InlineData("[|no_grad()|];", "using var _ = no_grad();")]
    [InlineData("[|torch.inference_mode()|]; // fast", "using var _ = torch.inference_mode(); // fast")]
    [InlineData("[|enable_grad()|];", "using var _ = enable_grad();")]
    [InlineData("[|NewDisposeScope()|];", "using var _ = NewDisposeScope();")]
    [InlineData("_ = [|no_grad()|];", "using var noGrad = no_grad();")]
    [InlineData("var off = [|no_grad()|];", "using var off = no_grad();")]
    [InlineData("var scope = [|NewDisposeScope()|];\nvar n = scope.DisposablesCount;", "using var scope = NewDisposeScope();\nvar n = scope.DisposablesCount;")]
    [InlineData(
        "[|no_grad()|];\n[|NewDisposeScope()|];\n[|no_grad()|];",
        "using var _ = no_grad();\nusing var scope = NewDisposeScope();\nusing var noGrad = no_grad();")]
    [InlineData(
        "using var _ = no_grad();\n[|NewDisposeScope()|];",
        "using var _ = no_grad();\nusing var scope = NewDisposeScope();")]
    [InlineData("[|no_grad()|];\n_ = x.sum();", "using var noGrad = no_grad();\n_ = x.sum();")]
    [InlineData("[|no_grad()|];\nvar noGrad = 1;\nint.TryParse(\"1\", out _);", "using var noGrad2 = no_grad();\nvar noGrad = 1;\nint.TryParse(\"1\", out _);")]
    public Task A_scope_that_nobody_closes_gets_a_using(string before, string after) =>
        Verify<ScopeNotInUsing>.FixesAsync<ScopeNotInUsingFix>(
            Code.InMethod("Tensor x", before), Code.InMethod("Tensor x", after));

    [Theory]
    [InlineData("if (x.dim() > 1) [|no_grad()|];")]
    [InlineData("switch (x.dim())\n{\n    case 1:\n        [|no_grad()|];\n        break;\n}")]
    [InlineData("Action off = () => [|no_grad()|];")]
    public Task Where_no_declaration_can_stand_it_is_left_to_a_person(string statements) =>
        Verify<ScopeNotInUsing>.FixesNothingAsync<ScopeNotInUsingFix>(Code.InMethod("Tensor x", statements));

    [Theory]
    [InlineData("using var _ = no_grad();")]
    [InlineData("using (no_grad()) { }")]
    [InlineData("using (var off = no_grad()) { }")]
    [InlineData("var off = no_grad();\ntry { } finally { off.Dispose(); }")]
    [InlineData("IDisposable? off = null;\noff = no_grad();\noff.Dispose();")]
    [InlineData("var off = no_grad();\nClose(off);")]
    [InlineData("var off = no_grad();\nusing (off) { }")]
    [InlineData("var scope = NewDisposeScope();\nAction close = () => scope.Dispose();")]
    [InlineData("var scope = NewDisposeScope();\nscope?.Dispose();")]
    [InlineData("Close(no_grad());")]
    [InlineData("no_grad().Dispose();")]
    [InlineData("set_grad_enabled(false);")]
    [InlineData("Program.NewDisposeScope();")]
    public Task A_scope_that_somebody_closes_is_left_alone(string statements) =>
        Verify<ScopeNotInUsing>.FindsNothingAsync(Program(statements));

    [Fact]
    public void Gradients_are_on_again_after_the_fix_and_off_before_it()
    {
        const string rest = "var y = x * 2;\nreturn y.requires_grad;";
        const string then = "    public static bool Run(Tensor x)\n    {\n        Peek(x);\n        return is_grad_enabled();\n    }\n\n";
        static string Peek(string first) =>
            Code.InClass($"{then}    private static bool Peek(Tensor x)\n    {{\n        {first}\n        {rest.Replace("\n", " ")}\n    }}");

        try
        {
            using var x = torch.rand(2, 3);
            RunningCode.Run(Peek("using var _ = no_grad();"), x).Should().Be(true);
            RunningCode.Run(Peek("no_grad();"), x).Should().Be(false);
        }
        finally
        {
            torch.set_grad_enabled(true);
        }
    }

    private static string Program(string statements) =>
        Code.InClass(
            $$"""
                public static void Run(Tensor x)
                {
                    {{statements}}
                }

                private static void Close(IDisposable scope) => scope.Dispose();
                private static int NewDisposeScope() => 1;
            """.Replace("private static int NewDisposeScope() => 1;", statements.StartsWith("Program") ? "private static int NewDisposeScope() => 1;" : ""));
}
