using Arena.Analyzers.CodeFixes.Lifetime;
using Arena.Analyzers.Lifetime;
using TorchSharp;

namespace Arena.Analyzers.Tests.Lifetime;

public sealed class EscapesDisposeScopeTests
{
    private const string Open = "using var scope = NewDisposeScope();\n";

    public static TheoryData<string> Escapes =>
    [
        "return [|x + 1|];",
        "return [|x.relu()|];",
        "return [|torch.exp(x)|];",
        "return [|nn.functional.relu(x, inplace: true)|];",
        "return [|x[0]|];",
        "return [|x.T|];",
        "return [|x.view(-1)|];",
        "return [|x.to(CPU)|];",
        "return [|-x|];",
        "return [|Rearrange(x, \"a b -> b a\")|];",
        "return [|x.chunk(2)[0]|];",
        "return [|x.max(1).values|];",
        "return [|nn.Linear(3, 3).call(x)|];",
        "var y = x + 1;\nreturn [|y|];",
        "var y = x + 1;\ny.add_(1);\nreturn [|y|];",
        "var y = (x + 1).add_(1);\nreturn [|y|];",
        "var y = x + 1;\nvar z = y;\nreturn [|z|];",
        "var (y, _) = x.max(1);\nreturn [|y|];",
        "x = x * 2;\nx = x.relu();\nreturn [|x|];",
        "Tensor y;\nif (x.dim() > 1) y = x + 1;\nelse y = x - 1;\nreturn [|y|];",
        "var y = x + 1;\nfor (var i = 0; i < 3; i++) y = y * 2;\nreturn [|y|];",
        "var y = zeros(2);\nforeach (var d in x.shape) { if (d > 2) break; y = y + d; }\nreturn [|y|];",
        "var y = x + 1;\ntry { y = y * 2; } catch (Exception) { throw; }\nreturn [|y|];",
        "switch (x.dim())\n{\n    case 1: return [|x + 1|];\n    default: return x;\n}",
        "return x.dim() > 1 ? x : [|x + 1|];",
        "var y = x + 1;\nConsole.WriteLine(y);\nreturn [|y|];",
        "var y = x + 1;\nscope.DisposeEverythingBut(y);\nreturn [|y|];",
        "var y = x + 1;\nvar z = x + 2;\nscope.MoveToOuter(z);\nreturn [|y|];",
        "if (x.dim() > 1) return [|x + 1|];\nreturn x;",
    ];

    public static TheoryData<string> Stays =>
    [
        "return x;",
        "return x.add_(1);",
        "return x.requires_grad_();",
        "return nn.init.zeros_(x);",
        "return (x + 1).MoveToOuterDisposeScope();",
        "return (x + 1).DetachFromDisposeScope();",
        "return scope.MoveToOuter(x + 1);",
        "return scope.Detach(x + 1);",
        "var y = x + 1;\ny.MoveToOuterDisposeScope();\nreturn y;",
        "var y = x + 1;\nvar z = y;\nz.MoveToOuterDisposeScope();\nreturn y;",
        "var y = x + 1;\nscope.MoveToOuter(y);\nreturn y;",
        "var y = x + 1;\nvar z = x + 2;\nscope.MoveToOuter(y, z);\nreturn y;",
        "var y = x + 1;\nvar all = new[] { y };\nscope.MoveToOuter(all);\nreturn y;",
        "var y = x + 1;\nvar all = new List<Tensor>();\nall.Add(y);\nscope.MoveToOuter(all);\nreturn y;",
        "var y = x + 1;\nscope.Detach(y);\nreturn y;",
        "var y = x + 1;\ny.MoveToOtherDisposeScope(x);\nreturn y;",
        "Tensor y = x;\nif (x.dim() > 1) y = x + 1;\nreturn y;",
        "var y = x + 1;\nKeep(y);\nreturn y;",
        "return Keep(x + 1);",
        "var y = x + 1;\nAction later = () => y.MoveToOuterDisposeScope();\nlater();\nreturn y;",
        "var y = x + 1;\nReplace(ref y, x);\nreturn y;",
        "var y = x + 1;\nscope.Dispose();\nreturn y;",
        "var y = x + 1;\nClose(scope);\nreturn y;",
        "var inner = NewDisposeScope();\nvar y = x + 1;\ninner.Dispose();\nreturn y;",
        "var y = x + 1;\ntry { return y; } finally { y.MoveToOuterDisposeScope(); }",
        "Func<Tensor> make = () => x + 1;\nreturn make();",
        "var y = x + 1;\ny = y.MoveToOuterDisposeScope();\nreturn y;",
        "var y = x + 1;\nwhile (y.sum().item<float>() < 10) { y = y * 2; y = x; }\nreturn y;",
        "var y = x + 1;\nagain:\nif (x.dim() > 9) goto again;\nreturn y;",
        "var y = (x + 1).ToString();\nreturn x;",
    ];

    [Theory]
    [MemberData(nameof(Escapes))]
    public Task A_tensor_of_the_scope_that_is_returned_is_found(string statements) =>
        Verify<EscapesDisposeScope>.FindsAsync(Program(Open + statements));

    [Theory]
    [MemberData(nameof(Stays))]
    public Task What_may_belong_to_somebody_else_is_left_alone(string statements) =>
        Verify<EscapesDisposeScope>.FindsNothingAsync(Program(Open + statements));

    [Theory]
    [MemberData(nameof(Escapes))]
    public void What_is_found_fails_when_it_is_run(string statements)
    {
        using var x = torch.ones(3, 3);
        var source = Program(Open + statements).Replace("[|", "").Replace("|]", "");
        // The way through the switch, the condition and the branch that returns the argument is not the one meant.
        using var flat = torch.ones(3);
        var takesFlat = statements.Contains("case 1") || statements.Contains("? x :");
        var result = (torch.Tensor)RunningCode.Run(source, takesFlat ? flat : x)!;
        FluentActions.Invoking(() => result.sum().item<float>()).Should().Throw<InvalidOperationException>()
            .WithMessage("Tensor invalid -- empty handle.");
    }

    [Fact]
    public Task Tensors_in_a_returned_tuple_or_array_are_found() =>
        Verify<EscapesDisposeScope>.FixesAsync<EscapesDisposeScopeFix>(
            Code.InClass(
                """
                    public static (Tensor, Tensor) Run(Tensor x)
                    {
                        using var scope = NewDisposeScope();
                        var y = x.exp();
                        return ([|y|], x);
                    }

                    public static Tensor[] Two(Tensor x)
                    {
                        using (torch.NewDisposeScope())
                        {
                            return new[] { [|x.exp()|], x };
                        }
                    }
                """),
            Code.InClass(
                """
                    public static (Tensor, Tensor) Run(Tensor x)
                    {
                        using var scope = NewDisposeScope();
                        var y = x.exp();
                        return (y.MoveToOuterDisposeScope(), x);
                    }

                    public static Tensor[] Two(Tensor x)
                    {
                        using (torch.NewDisposeScope())
                        {
                            return new[] { x.exp().MoveToOuterDisposeScope(), x };
                        }
                    }
                """));

    [Theory]
    [InlineData("return [|x + 1|]; // sum", "return (x + 1).MoveToOuterDisposeScope(); // sum")]
    [InlineData("return [|x.exp()|];", "return x.exp().MoveToOuterDisposeScope();")]
    [InlineData("return [|-x|];", "return (-x).MoveToOuterDisposeScope();")]
    [InlineData("return x.dim() > 9 ? x : [|x[0]|];", "return x.dim() > 9 ? x : x[0].MoveToOuterDisposeScope();")]
    [InlineData(
        "using var inner = NewDisposeScope();\nvar y = x.exp();\nreturn [|y|];",
        "using var inner = NewDisposeScope();\nvar y = x.exp();\nreturn y.MoveToOuterDisposeScope().MoveToOuterDisposeScope();")]
    [InlineData(
        "using var inner = NewDisposeScope();\nvar y = x.exp();\nreturn [|y.MoveToOuterDisposeScope()|];",
        "using var inner = NewDisposeScope();\nvar y = x.exp();\nreturn y.MoveToOuterDisposeScope().MoveToOuterDisposeScope();")]
    public async Task The_fix_moves_it_out_and_the_result_can_be_used(string before, string after)
    {
        await Verify<EscapesDisposeScope>.FixesAsync<EscapesDisposeScopeFix>(Program(Open + before), Program(Open + after));
        var without = before.Replace("[|", "").Replace("|]", "")
            .Replace("using var inner = NewDisposeScope();\n", "").Replace(".MoveToOuterDisposeScope()", "");
        foreach (var shape in new long[][] { [2, 3], [4, 1, 5] })
            RunningCode.MustAgree(Program(without), Program(Open + after), torch.rand(shape));
    }

    [Fact]
    public Task A_parameter_has_no_fix_as_moving_gives_a_tensor() =>
        Verify<EscapesDisposeScope>.FixesNothingAsync<EscapesDisposeScopeFix>(
            Code.InMethod("Tensor x", Open + "return [|nn.Parameter(x * 2)|];", "Parameter"));

    [Fact]
    public async Task A_tensor_stored_outside_the_block_is_found_when_it_is_used_later()
    {
        const string before = "Tensor y;\nusing (NewDisposeScope())\n{\n    y = [|x * 2|];\n}\nreturn y;";
        var fixedSource = Program(before.Replace("[|x * 2|]", "(x * 2).MoveToOuterDisposeScope()"));
        await Verify<EscapesDisposeScope>.FixesAsync<EscapesDisposeScopeFix>(Program(before), fixedSource);
        RunningCode.MustAgree(Program("return x * 2;"), fixedSource, torch.rand(2, 5));
    }

    [Theory]
    [InlineData("Tensor y = x;\nusing (NewDisposeScope())\n{\n    y = x * 2;\n    Console.WriteLine(y);\n}\nreturn x;")]
    [InlineData("Tensor y = x;\nusing (NewDisposeScope())\n{\n    y = x * 2;\n    y = x;\n}\nreturn y;")]
    [InlineData("Tensor y = x;\nusing (NewDisposeScope())\n{\n    y = x * 2;\n}\ny = x;\nreturn y;")]
    [InlineData("Tensor y = x;\nusing (var scope = NewDisposeScope())\n{\n    y = x * 2;\n    scope.MoveToOuter(y);\n}\nreturn y;")]
    [InlineData("Tensor y = x;\nusing (NewDisposeScope())\n{\n    y = x * 2;\n}\nConsole.WriteLine(y.IsInvalid);\nreturn x;")]
    public Task A_variable_that_nobody_reads_later_is_left_alone(string statements) =>
        Verify<EscapesDisposeScope>.FindsNothingAsync(Program(statements));

    [Fact]
    public async Task A_running_state_that_each_round_frees_is_found()
    {
        const string before =
            "var h = zeros(3);\nfor (var i = 0; i < 3; i++)\n{\n    using var scope = NewDisposeScope();\n    h = [|h + x|];\n}\nreturn h;";
        var fixedSource = Program(before.Replace("[|h + x|]", "(h + x).MoveToOuterDisposeScope()"));
        await Verify<EscapesDisposeScope>.FixesAsync<EscapesDisposeScopeFix>(Program(before), fixedSource);
        RunningCode.MustAgree(Program("return x * 3;"), fixedSource, torch.rand(3));
        RunningCode.MustAgree(Program("return x * 3;"), fixedSource, torch.rand(2, 3));
    }

    [Fact]
    public async Task A_sum_that_each_round_frees_is_found()
    {
        const string before =
            "var total = zeros(1);\nfor (var i = 0; i < 3; i++)\n{\n    using var scope = NewDisposeScope();\n    [|total += x.sum()|];\n}\nreturn total;";
        var fixedSource = Program(before.Replace("[|total += x.sum()|]", "total = (total + x.sum()).MoveToOuterDisposeScope()"));
        await Verify<EscapesDisposeScope>.FixesAsync<EscapesDisposeScopeFix>(Program(before), fixedSource);
        RunningCode.MustAgree(Program("return x.sum().reshape(1) * 3;"), fixedSource, torch.rand(3, 4));
    }

    [Fact]
    public async Task A_field_keeps_its_tensor_by_detaching_it()
    {
        static string Cache(string stored) => Code.InFile(
            $$"""
            public sealed class Cache
            {
                private Tensor? last;

                public Tensor? Best { get; set; }

                public void Store(Tensor x)
                {
                    using var scope = NewDisposeScope();
                    {{stored}}
                }

                public Tensor Last => last!;
            }

            public static class Program
            {
                public static Tensor Run(Tensor x)
                {
                    var cache = new Cache();
                    cache.Store(x);
                    return cache.Last;
                }
            }
            """);

        var fixedSource = Cache("last = (x + 1).DetachFromDisposeScope();");
        await Verify<EscapesDisposeScope>.FixesAsync<EscapesDisposeScopeFix>(Cache("last = [|x + 1|];"), fixedSource);
        await Verify<EscapesDisposeScope>.FindsAsync(Cache("var y = x + 1; this.Best = [|y|];"));
        RunningCode.MustAgree(Program("return x + 1;"), fixedSource, torch.rand(2, 3));
        foreach (var fine in new[]
        {
            "last = x;", "last = (x + 1).DetachFromDisposeScope();", "last = x + 1; last.DetachFromDisposeScope();",
            "last = x + 1; scope.Detach(last);", "last = x + 1; last = null;", "x.grad = x + 1;",
            "var y = x + 1; last = y; y.DetachFromDisposeScope();", "var other = new Cache(); other.Best = x + 1;",
        })
            await Verify<EscapesDisposeScope>.FindsNothingAsync(Cache(fine));
    }

    [Fact]
    public Task An_out_parameter_is_found() =>
        Verify<EscapesDisposeScope>.FindsAsync(
            Code.InMethod("Tensor x, out Tensor y", Open + "y = [|x + 1|];"));

    [Fact]
    public Task A_generator_keeps_its_scope_open_while_the_tensor_is_used() =>
        Verify<EscapesDisposeScope>.FindsNothingAsync(
            Code.InMethod("Tensor x", Open + "yield return x + 1;", "IEnumerable<Tensor>"));

    [Fact]
    public Task After_an_await_nothing_is_certain() =>
        Verify<EscapesDisposeScope>.FindsNothingAsync(
            Code.InMethod(
                "Tensor x", Open + "await System.Threading.Tasks.Task.Yield();\nreturn x + 1;",
                "async System.Threading.Tasks.Task<Tensor>"));

    [Fact]
    public Task A_lambda_has_scopes_of_its_own() =>
        Verify<EscapesDisposeScope>.FindsAsync(Program(
            "Func<Tensor, Tensor> f = y =>\n{\n    using var scope = NewDisposeScope();\n    return [|y + 1|];\n};\nreturn f(x);"));

    [Theory]
    [InlineData("return x + 1;", "'x + 1' is freed when the dispose scope ends; return '(x + 1).MoveToOuterDisposeScope()'")]
    [InlineData("var y = x.exp();\nreturn y;", "'y' is freed when the dispose scope ends; return 'y.MoveToOuterDisposeScope()'")]
    [InlineData(
        "return x.exp().log().exp().log().exp().log().exp();",
        "this tensor is freed when the dispose scope ends; append '.MoveToOuterDisposeScope()'")]
    [InlineData(
        "Tensor y;\nusing (NewDisposeScope()) y = x.dim() > 1 ? -x : x.exp();\ny.add(1);\nreturn x;",
        "'x.dim() > 1 ? -x : x.exp()' is freed when the dispose scope ends; "
            + "store '(x.dim() > 1 ? -x : x.exp()).MoveToOuterDisposeScope()'")]
    public async Task The_message_says_what_to_write(string statements, string message)
    {
        var found = await Code.FindingsAsync(Program(Open + statements), [new EscapesDisposeScope()]);
        found.Should().ContainSingle().Which.GetMessage().Should().Be(message);
    }

    [Fact]
    public async Task Code_that_does_not_compile_is_survived()
    {
        foreach (var broken in new[]
        {
            "return x.nothing(", "return ;", "using var s = NewDisposeScope(; return y", "var y = x + ; return y;",
            "foreach (var a in ) { return a; }", "y = x + 1; return y;", "return (x + 1, );", "switch (x) { case : return x + 1; }",
        })
        {
            var found = await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions.WithAnalyzers(
                    Code.Compile(Program(Open + broken)), [new EscapesDisposeScope()])
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            found.Should().NotContain(one => one.Id == "AD0001");
        }
    }

    private static string Program(string statements) =>
        Code.InClass(
            $$"""
                public static Tensor Run(Tensor x)
                {
                    {{statements.Replace("\n", "\n        ")}}
                }

                private static Tensor Keep(Tensor x) => x.MoveToOuterDisposeScope();
                private static void Close(DisposeScope scope) => scope.Dispose();
                private static void Replace(ref Tensor x, Tensor y) => x = y;
            """);
}
