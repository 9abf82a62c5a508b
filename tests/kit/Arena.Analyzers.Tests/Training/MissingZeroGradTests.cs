using Arena.Analyzers.CodeFixes.Training;
using Arena.Analyzers.Training;

namespace Arena.Analyzers.Tests.Training;

public sealed class MissingZeroGradTests
{
    private const string Parameters = "nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor x, Tensor scratch";

    [Theory]
    [InlineData("for (var i = 0; i < 9; i++)")]
    [InlineData("foreach (var batch in new[] { x, x })")]
    [InlineData("while (x.shape[0] > 2)")]
    public Task The_gradients_are_cleared_before_the_backward(string loop) =>
        Verify<MissingZeroGrad>.FixesAsync<MissingZeroGradFix>(
            Code.InMethod(Parameters,
                $"{loop}\n{{\n    var loss = model.call(x).sum();\n    // uphill\n    [|loss.backward()|];\n    optimizer.step();\n}}"),
            Code.InMethod(Parameters,
                $"{loop}\n{{\n    var loss = model.call(x).sum();\n    // uphill\n    optimizer.zero_grad();\n    loss.backward();\n    optimizer.step();\n}}"));

    [Fact]
    public Task Gradients_that_add_up_in_an_inner_loop_are_cleared_before_it() =>
        Verify<MissingZeroGrad>.FixesAsync<MissingZeroGradFix>(
            Code.InMethod(Parameters,
                "while (true)\n{\n    foreach (var part in x.chunk(4))\n    {\n        [|model.call(part).sum().backward()|];\n    }\n    optimizer.step();\n}"),
            Code.InMethod(Parameters,
                "while (true)\n{\n    optimizer.zero_grad();\n    foreach (var part in x.chunk(4))\n    {\n        model.call(part).sum().backward();\n    }\n    optimizer.step();\n}"));

    [Fact]
    public Task Clearing_once_an_epoch_is_not_enough() =>
        Verify<MissingZeroGrad>.FindsAsync(Code.InMethod(Parameters,
            "while (true)\n{\n    optimizer.zero_grad();\n    for (var i = 0; i < 9; i++)\n    {\n        [|model.call(x).sum().backward()|];\n        optimizer.step();\n    }\n}"));

    [Theory]
    [InlineData("optimizer.zero_grad(); l.backward(); optimizer.step();")]
    [InlineData("l.backward(); optimizer.step(); model.zero_grad();")]
    [InlineData("l.backward(); optimizer.step(); foreach (var p in model.parameters()) p.grad?.zero_();")]
    [InlineData("l.backward(); optimizer.step(); foreach (var p in model.parameters()) p.grad!.zero_();")]
    [InlineData("l.backward(); optimizer.step(); foreach (var p in model.parameters()) p.grad = null;")]
    [InlineData("l.backward(); if (i % 4 == 3) { optimizer.step(); optimizer.zero_grad(); }")]
    [InlineData("l.backward(); if (i % 4 == 3) optimizer.step();")]
    [InlineData("l.backward(); optimizer.step(); Clear(optimizer);")]
    [InlineData("l.backward(); optimizer.step(); Clear(model);")]
    [InlineData("l.backward(); optimizer.step(); After();")]
    [InlineData("optimizer.step(() => { var c = model.call(x).sum(); c.backward(); return c; });")]
    [InlineData("l.backward();")]
    [InlineData("optimizer.step();")]
    [InlineData("var fresh = optim.SGD(nn.Linear(2, 2).parameters(), 0.1); l.backward(); fresh.step();")]
    [InlineData("l.backward(); optimizer?.step();")]
    public Task What_clears_or_may_clear_is_left_alone(string body) =>
        Verify<MissingZeroGrad>.FindsNothingAsync(Code.InClass($$"""
                static void Clear(object any) { }
                static void Clear(nn.Module any) { }
                static void Clear(optim.Optimizer any) { }
                public static void Run({{Parameters}}, Action After)
                {
                    for (var i = 0; i < 9; i++) { var l = model.call(x).sum(); {{body}} }
                }
            """));

    [Fact]
    public Task A_step_outside_of_a_loop_is_left_alone() =>
        Verify<MissingZeroGrad>.FindsNothingAsync(
            Code.InMethod(Parameters, "model.call(x).sum().backward();\noptimizer.step();"));

    [Fact]
    public Task A_user_s_own_helper_of_tensors_hides_nothing() =>
        Verify<MissingZeroGrad>.FindsAsync(Code.InClass($$"""
                static Tensor Loss(Tensor y) => y.pow(2).mean();
                public static void Run({{Parameters}})
                {
                    while (true) { [|Loss(model.call(x)).backward()|]; optimizer.step(); }
                }
            """));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void The_fixed_loop_trains_as_one_worked_out_by_hand(int rounds)
    {
        // loss = (w x - 6)², x = 2: dw = 2 (2 w - 6) 2
        static string Program(string clear) => Code.InMethod("int rounds", $$"""
            using var layer = nn.Linear(1, 1, hasBias: false);
            using (no_grad()) layer.weight!.fill_(1);
            var optimizer = optim.SGD(layer.parameters(), 0.05);
            for (var i = 0; i < rounds; i++)
            {
                var loss = (layer.call(full(new long[] { 1, 1 }, 2f)) - 6).pow(2).sum();
                {{clear}}
                loss.backward();
                optimizer.step();
            }
            return layer.weight!.item<float>();
            """, "object");
        var (right, summed, sum) = (1.0, 1.0, 0.0);
        for (var i = 0; i < rounds; i++)
        {
            right -= 0.05 * 4 * (2 * right - 6);
            sum += 4 * (2 * summed - 6);
            summed -= 0.05 * sum;
        }
        ((float)RunningCode.Run(Program("optimizer.zero_grad();"), rounds)!).Should().BeApproximately((float)right, 1e-4f);
        ((float)RunningCode.Run(Program(""), rounds)!).Should().BeApproximately((float)summed, 1e-4f);
        if (rounds > 1) summed.Should().NotBeApproximately(right, 0.1);
    }
}
