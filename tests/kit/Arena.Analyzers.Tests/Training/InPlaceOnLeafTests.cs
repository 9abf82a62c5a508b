using Arena.Analyzers.CodeFixes.Training;
using Arena.Analyzers.Training;
using TorchSharp;

namespace Arena.Analyzers.Tests.Training;

public sealed class InPlaceOnLeafTests
{
    [Theory]
    [InlineData("var w = ones(3, requires_grad: true);", "w.add_(1)")]
    [InlineData("var w = ones(3).requires_grad_();", "w.mul_(2)")]
    [InlineData("var w = tensor(new[] { 1f, 2f }).reshape(2).requires_grad_(true);", "w[0] = 5")]
    [InlineData("var w = new Parameter(zeros(3));", "w.copy_(ones(3))")]
    [InlineData("Tensor w = nn.Parameter(zeros(3));", "w[0].fill_(1)")]
    [InlineData("var l = nn.Linear(3, 2);", "l.weight!.normal_()")]
    [InlineData("var l = nn.Linear(3, 2);", "torch.mul_(l.bias!, 2)")]
    [InlineData("var w = rand(3, 3, requires_grad: true);", "w[0, 1] += 2")]
    public Task The_change_goes_into_no_grad(string made, string change) =>
        Verify<InPlaceOnLeaf>.FixesAsync<InPlaceOnLeafFix>(
            Code.InMethod("", $"{made}\n// set\n[|{change}|];"),
            Code.InMethod("", $"{made}\n// set\nusing (no_grad())\n{{\n    {change};\n}}"));

    [Fact]
    public Task A_gradient_step_by_hand_is_found() =>
        Verify<InPlaceOnLeaf>.FixesAsync<InPlaceOnLeafFix>(
            Code.InMethod("nn.Module<Tensor, Tensor> model, Tensor x",
                "model.call(x).sum().backward();\nforeach (var p in model.parameters())\n{\n    [|p.sub_(p.grad! * 0.1)|];\n}"),
            Code.InMethod("nn.Module<Tensor, Tensor> model, Tensor x",
                "model.call(x).sum().backward();\nforeach (var p in model.parameters())\n{\n    using (no_grad())\n    {\n        p.sub_(p.grad! * 0.1);\n    }\n}"));

    [Fact]
    public Task A_parameter_that_a_constructor_fills_is_found() =>
        Verify<InPlaceOnLeaf>.FindsAsync(Code.InFile("""
            public sealed class Scale : nn.Module<Tensor, Tensor>
            {
                private readonly Parameter _scale = nn.Parameter(zeros(3));
                public Scale() : base("scale")
                {
                    [|_scale.fill_(2)|];
                    RegisterComponents();
                }
                public override Tensor forward(Tensor x) => x * _scale;
                public void Reset() => _scale.fill_(1);
            }
            """));

    [Fact]
    public Task A_change_whose_result_is_used_is_left_to_a_person() =>
        Verify<InPlaceOnLeaf>.FixesNothingAsync<InPlaceOnLeafFix>(
            Code.InMethod("", "var w = ones(3, requires_grad: true);\nvar v = [|w.add_(1)|];"));

    [Theory]
    [InlineData("using (torch.no_grad()) { w.add_(1); }")]
    [InlineData("using (inference_mode()) { w[0] = 1; }")]
    [InlineData("using var _ = no_grad(); w.add_(1);")]
    [InlineData("using (set_grad_enabled(false)) w.add_(1);")]
    [InlineData("var scope = no_grad(); w.add_(1); scope.Dispose();")]
    [InlineData("w.detach().add_(1);")]
    [InlineData("w.mul(2).add_(1);")]
    [InlineData("w = w.mul(2); w.add_(1);")]
    [InlineData("w.requires_grad_(false); w.add_(1);")]
    [InlineData("w.requires_grad = false; w.add_(1);")]
    [InlineData("w.detach_(); w.add_(1);")]
    [InlineData("w.grad?.zero_();")]
    [InlineData("w.grad!.zero_();")]
    [InlineData("Action run = () => w.add_(1);")]
    [InlineData("nn.init.zeros_(w);")]
    [InlineData("var v = ones(3); v.add_(1); v[0] = 2;")]
    [InlineData("var v = w * 2; v.add_(1);")]
    [InlineData("var v = (w * 2).requires_grad_(); v.add_(1);")]
    [InlineData("var v = ones(3, requires_grad: grad); v.add_(1);")]
    [InlineData("var v = new Parameter(ones(3), requires_grad: false); v.add_(1);")]
    [InlineData("p.add_(1); l.weight!.add_(1);")]
    [InlineData("var b = nn.BatchNorm1d(3); b.running_mean!.add_(1);")]
    public Task What_is_no_leaf_or_is_not_watched_is_left_alone(string statements) =>
        Verify<InPlaceOnLeaf>.FindsNothingAsync(Code.InMethod(
            "bool grad, Parameter p, Linear l", $"var w = ones(3, requires_grad: true);\n{statements}"));

    [Theory]
    [InlineData("var w = ones(n, requires_grad: true);", "w.add_(1)")]
    [InlineData("var w = new Parameter(ones(n));", "w.fill_(2)")]
    [InlineData("var w = ones(n).requires_grad_();", "w[TensorIndex.Slice(0, n)] = 2")]
    public void Unfixed_it_throws_and_fixed_it_changes_the_leaf(string made, string change)
    {
        foreach (var n in new[] { 3, 5 })
        {
            FluentActions.Invoking(() => RunningCode.Run(Code.InMethod("int n", $"{made}\n{change};"), n))
                .Should().Throw<System.Runtime.InteropServices.ExternalException>().WithMessage("a*leaf Variable that requires grad*");
            using var result = (torch.Tensor)RunningCode.Run(Code.InMethod(
                "int n", $"{made}\nusing (no_grad())\n{{\n    {change};\n}}\nreturn w;", "Tensor"), n)!;
            result.requires_grad.Should().BeTrue();
            result.data<float>().ToArray().Should().Equal(Enumerable.Repeat(2f, n));
        }
    }
}
