using Arena.Analyzers.CodeFixes.Lifetime;
using Arena.Analyzers.Lifetime;
using TorchSharp;

namespace Arena.Analyzers.Tests.Lifetime;

public sealed class LeakInLoopTests
{
    private const string Step =
        "optimizer.zero_grad();\n    var loss = nn.functional.mse_loss(model.call(x), y);\n    loss.backward();\n    optimizer.step();";

    [Theory]
    [InlineData("for (var i = 0; i < 5; i++)", "")]
    [InlineData("foreach (var i in new[] { 1, 2, 3, 4, 5 })", "")]
    [InlineData("var i = 0;\nwhile (i++ < 5)", "")]
    [InlineData("var i = 0;\ndo", " while (i++ < 4);")]
    public async Task A_training_loop_without_a_scope_gets_one(string head, string end)
    {
        var keyword = head.Split('\n').Last().Split(' ')[0];
        var marked = head.Replace(keyword, $"[|{keyword}|]");
        var before = Program($"{marked}\n{{\n    {Step}\n}}{end}");
        var after = Program($"{head}\n{{\n    using var scope = NewDisposeScope();\n    {Step}\n}}{end}");
        await Verify<LeakInLoop>.FixesAsync<LeakInLoopFix>(before, after);
        RunningCode.Run(before.Replace("[|", "").Replace("|]", ""), torch.rand(6, 4), torch.rand(6, 1))
            .Should().Be(18L, "each round leaves the prediction and the loss, and each but the first two gradients of zero_grad()");
        RunningCode.Run(after, torch.rand(7, 4), torch.rand(7, 1)).Should().Be(0L);
    }

    [Fact]
    public Task The_innermost_loop_that_trains_is_named() =>
        Verify<LeakInLoop>.FixesAsync<LeakInLoopFix>(
            Program($"for (var epoch = 0; epoch < 2; epoch++)\n    [|for|] (var scope = 0; scope < 2; scope++)\n    {{\n    {Step}\n    }}"),
            Program($"for (var epoch = 0; epoch < 2; epoch++)\n    for (var scope = 0; scope < 2; scope++)\n    {{\n    using var scope2 = NewDisposeScope();\n    {Step}\n    }}"));

    [Theory]
    [InlineData("best = loss;")]
    [InlineData("all.Add(loss);")]
    public Task A_loss_that_is_kept_is_left_to_a_person(string keeping) =>
        Verify<LeakInLoop>.FixesNothingAsync<LeakInLoopFix>(Program(
            $"Tensor? best = null;\nvar all = new List<Tensor>();\n[|for|] (var i = 0; i < 5; i++)\n{{\n    {Step}\n    {keeping}\n}}"));

    [Theory]
    [InlineData("for (var i = 0; i < 5; i++)\n{\n    using var scope = NewDisposeScope();\n    " + Step + "\n}")]
    [InlineData("for (var i = 0; i < 5; i++)\n{\n    using (NewDisposeScope())\n    {\n    " + Step + "\n    }\n}")]
    [InlineData("using var scope = NewDisposeScope();\nfor (var i = 0; i < 5; i++)\n{\n    " + Step + "\n}")]
    [InlineData("for (var i = 0; i < 5; i++)\n{\n    " + Step + "\n    loss.Dispose();\n}")]
    [InlineData("for (var i = 0; i < 5; i++)\n{\n    " + Step + "\n    GC.Collect();\n}")]
    [InlineData("{\n    " + Step + "\n}")]
    [InlineData("for (var i = 0; i < 5; i++)\n{\n    optimizer.step();\n}")]
    [InlineData("for (var i = 0; i < 5; i++)\n{\n    Action later = () => { (x * 1).sum().backward(); };\n    optimizer.step();\n}")]
    public Task A_loop_that_cleans_up_or_does_not_train_is_left_alone(string statements) =>
        Verify<LeakInLoop>.FindsNothingAsync(Program(statements));

    private static string Program(string statements) =>
        Code.InMethod(
            "Tensor x, Tensor y",
            "using var model = nn.Linear(4, 1);\nusing var optimizer = optim.SGD(model.parameters(), 0.1);\n"
            + "optimizer.zero_grad();\n"
            + "var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;\n"
            + $"{statements}\nreturn DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;",
            "long");
}
