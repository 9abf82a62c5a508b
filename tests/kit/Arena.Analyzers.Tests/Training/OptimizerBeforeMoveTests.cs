using Arena.Analyzers.Training;

namespace Arena.Analyzers.Tests.Training;

public sealed class OptimizerBeforeMoveTests
{
    private const string Parameters = "Linear model, Tensor x, Device device, bool other";

    [Theory]
    [InlineData("var o = optim.SGD(model.parameters(), 0.1); [|model.to(device)|]; o.step();")]
    [InlineData("var o = optim.Adam(model.parameters()); [|model.cuda()|]; Train(o);")]
    [InlineData("optim.Optimizer o = optim.AdamW(model.parameters()); if (other) { [|model.to(device)|]; } o.step();")]
    [InlineData("var o = optim.SGD(model.parameters(), 0.1); model = [|model.to(float64)|]; o.step();")]
    public Task A_move_after_the_optimizer_was_made_is_found(string statements) =>
        Verify<OptimizerBeforeMove>.FindsAsync(Program(statements));

    [Theory]
    [InlineData("model.to(device); var o = optim.SGD(model.parameters(), 0.1); o.step();")]
    [InlineData("var o = optim.SGD(model.parameters(), 0.1); o.step(); model.to(device);")]
    [InlineData("var o = optim.SGD(model.parameters(), 0.1); model.to(CPU); o.step();")]
    [InlineData("var o = optim.SGD(model.parameters(), 0.1); model.cpu(); o.step();")]
    [InlineData("var o = optim.SGD(model.parameters(), 0.1); x = x.to(device); o.step();")]
    [InlineData("model.to(device); var o = optim.SGD(model.parameters(), 0.1); model.to(device); o.step();")]
    [InlineData("var o = optim.SGD(model.parameters(), 0.1); model.to(device); o = optim.SGD(model.parameters(), 0.1); o.step();")]
    public Task A_move_that_leaves_the_optimizer_right_is_left_alone(string statements) =>
        Verify<OptimizerBeforeMove>.FindsNothingAsync(Program(statements));

    [Fact]
    public Task An_evaluation_in_training_mode_is_found() =>
        Verify<OptimizerBeforeMove>.FindsAsync(Program(Training
            + "var right = 0f; foreach (var b in x.chunk(2)) right += [|model.call(b)|].sum().item<float>();"));

    [Theory]
    [InlineData("model.eval(); foreach (var b in x.chunk(2)) right += model.call(b).sum().item<float>();")]
    [InlineData("using (no_grad()) foreach (var b in x.chunk(2)) right += model.call(b).sum().item<float>();")]
    [InlineData("foreach (var b in x.chunk(2)) x = model.call(b);")]
    [InlineData("right += model.call(x).sum().item<float>();")]
    [InlineData("Tensor l = zeros(1); foreach (var b in x.chunk(2)) { l = l + model.call(b).sum(); right += l.item<float>(); } l.backward();")]
    [InlineData("Prepare(model); foreach (var b in x.chunk(2)) right += model.call(b).sum().item<float>();")]
    public Task What_evaluates_rightly_or_does_not_evaluate_is_left_alone(string statements) =>
        Verify<OptimizerBeforeMove>.FindsNothingAsync(Program(Training + "var right = 0f; " + statements));

    [Fact]
    public void The_optimizer_of_a_module_that_was_moved_cannot_step()
    {
        const string module = "var model = nn.Linear(2, 2); ";
        const string train = "model.weight!.sum().backward(); o.step(); return 1;";
        FluentActions.Invoking(() => Run("var o = optim.SGD(model.parameters(), 0.1); model.to(float64); "))
            .Should().Throw<KeyNotFoundException>();
        Run("model.to(float64); var o = optim.SGD(model.parameters(), 0.1); ").Should().Be(1);

        static object? Run(string middle) => RunningCode.Run(Code.InMethod("", module + middle + train, "object"));
    }

    private const string Training =
        "var o = optim.SGD(model.parameters(), 0.1); "
            + "for (var i = 0; i < 3; i++) { o.zero_grad(); model.call(x).sum().backward(); o.step(); }\n";

    private static string Program(string statements) => Code.InClass($$"""
            static void Train(optim.Optimizer optimizer) { }
            static void Prepare(nn.Module module) { }
            public static void Run({{Parameters}})
            {
                {{statements}}
            }
        """);
}
