using Arena.Analyzers.CodeFixes.Training;
using Arena.Analyzers.Training;
using TorchSharp;

namespace Arena.Analyzers.Tests.Training;

public sealed class LossOnProbabilitiesTests
{
    [Theory]
    [InlineData("nn.functional.cross_entropy([|x.softmax(1)|], t)", "nn.functional.cross_entropy(x, t)")]
    [InlineData("nn.functional.cross_entropy([|softmax(x, 1)|], t)", "nn.functional.cross_entropy(x, t)")]
    [InlineData("nn.functional.cross_entropy(target: t, input: [|nn.functional.softmax(x, 1)|])",
        "nn.functional.cross_entropy(target: t, input: x)")]
    [InlineData("nn.functional.cross_entropy([|(x * 2).sigmoid()|], t)", "nn.functional.cross_entropy((x * 2), t)")]
    [InlineData("nn.CrossEntropyLoss().call([|x.softmax(dim: -1)|], t)", "nn.CrossEntropyLoss().call(x, t)")]
    [InlineData("nn.BCEWithLogitsLoss().forward([|sigmoid(x)|], t)", "nn.BCEWithLogitsLoss().forward(x, t)")]
    [InlineData("nn.functional.binary_cross_entropy_with_logits([|x.sigmoid()|], t)",
        "nn.functional.binary_cross_entropy_with_logits(x, t)")]
    [InlineData("nn.functional.nll_loss([|x.softmax(1)|], t)", "nn.functional.nll_loss(x.log_softmax(1), t)")]
    [InlineData("nn.functional.nll_loss([|nn.functional.softmax(x, 1)|], t)",
        "nn.functional.nll_loss(nn.functional.log_softmax(x, 1), t)")]
    public Task A_direct_call_is_dropped_or_replaced(string before, string after) =>
        Verify<LossOnProbabilities>.FixesAsync<LossOnProbabilitiesFix>(
            Code.InMethod("Tensor x, Tensor t", $"var loss = {before};"),
            Code.InMethod("Tensor x, Tensor t", $"var loss = {after};"));

    [Theory]
    [InlineData("var p = x.softmax(1); var loss = nn.functional.cross_entropy([|p|], t);")]
    [InlineData("var p = x.sigmoid().squeeze(-1); var loss = nn.functional.binary_cross_entropy_with_logits([|p|], t);")]
    [InlineData("var m = nn.Sequential(nn.Linear(3, 2), nn.Softmax(1)); var loss = nn.functional.cross_entropy([|m.call(x)|], t);")]
    [InlineData("var m = nn.Sequential((\"a\", nn.Linear(3, 2)), (\"b\", nn.Sigmoid())); var loss = nn.BCEWithLogitsLoss().call([|m.call(x)|], t);")]
    [InlineData("var m = nn.Linear(3, 2); var y = m.call(x); var loss = nn.functional.nll_loss([|y|], t);")]
    [InlineData("var m = nn.Linear(3, 2); var loss = nn.functional.binary_cross_entropy([|m.forward(x)|], t);")]
    [InlineData("var loss = nn.functional.nll_loss([|softmax(x, 1)|], t);")]
    [InlineData("var loss = nn.functional.binary_cross_entropy([|x.log_softmax(1)|], t);")]
    public Task What_is_not_written_in_place_is_found_and_left_to_a_person(string statements) =>
        Verify<LossOnProbabilities>.FixesNothingAsync<LossOnProbabilitiesFix>(
            Code.InMethod("Tensor x, Tensor t", statements));

    [Fact]
    public Task A_network_and_a_loss_in_fields_are_followed() =>
        Verify<LossOnProbabilities>.FindsAsync(Code.InFile("""
            public sealed class Trainer
            {
                private readonly Sequential _net = nn.Sequential(nn.Linear(3, 2), nn.Softmax(1));
                private readonly Loss<Tensor, Tensor, Tensor> _loss = nn.CrossEntropyLoss();
                public Tensor Loss(Tensor x, Tensor t) => _loss.call([|_net.call(x)|], t);
            }
            """));

    [Theory]
    [InlineData("nn.functional.cross_entropy(x, t)")]
    [InlineData("nn.functional.cross_entropy(x.log_softmax(1), t)")]
    [InlineData("nn.functional.cross_entropy(x, t.softmax(1))")]
    [InlineData("nn.functional.nll_loss(x.log_softmax(1), t)")]
    [InlineData("nn.functional.nll_loss(x, t)")]
    [InlineData("nn.functional.nll_loss(x.softmax(1).log(), t)")]
    [InlineData("nn.functional.binary_cross_entropy(x.sigmoid(), t)")]
    [InlineData("nn.functional.binary_cross_entropy(x, t)")]
    [InlineData("nn.functional.mse_loss(x.softmax(1), t)")]
    [InlineData("nn.functional.cross_entropy(touched, t)")]
    [InlineData("nn.functional.cross_entropy(either, t)")]
    [InlineData("nn.functional.cross_entropy(net.call(x), t)")]
    public Task What_fits_or_is_unknown_is_left_alone(string loss) =>
        Verify<LossOnProbabilities>.FindsNothingAsync(Code.InMethod(
            "Tensor x, Tensor t, bool one",
            "var touched = x.softmax(1); touched.log_();\n"
                + "var either = x.softmax(1); if (one) either = x;\n"
                + "var net = nn.Sequential(nn.Softmax(1), nn.Linear(3, 2));\n"
                + $"var loss = {loss};"));

    [Theory]
    [InlineData(3, 4)]
    [InlineData(5, 2)]
    public void Without_the_second_softmax_the_loss_is_the_formula(long rows, long classes)
    {
        using var x = torch.randn(rows, classes) * 3;
        using var t = torch.arange(rows).remainder(classes);
        using var expected = -(x.exp() / x.exp().sum(1, keepdim: true)).log().gather(1, t.unsqueeze(1)).mean();
        foreach (var call in new[] { "cross_entropy(x, t)", "nll_loss(x.log_softmax(1), t)", "cross_entropy(x.log_softmax(1), t)" })
            Close(Loss(call, x, t), expected).Should().BeTrue(call);
        foreach (var call in new[] { "cross_entropy(x.softmax(1), t)", "nll_loss(x.softmax(1), t)" })
            Close(Loss(call, x, t), expected).Should().BeFalse(call);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Without_the_second_sigmoid_the_loss_is_the_formula(long count)
    {
        using var x = torch.randn(count) * 2;
        using var t = torch.arange(count).remainder(2).to(torch.float32);
        using var p = 1 / (1 + (-x).exp());
        using var expected = -(t * p.log() + (1 - t) * (1 - p).log()).mean();
        Close(Loss("binary_cross_entropy_with_logits(x, t)", x, t), expected).Should().BeTrue();
        Close(Loss("binary_cross_entropy_with_logits(x.sigmoid(), t)", x, t), expected).Should().BeFalse();
    }

    private static torch.Tensor Loss(string call, torch.Tensor x, torch.Tensor t) => (torch.Tensor)RunningCode.Run(
        Code.InMethod("Tensor x, Tensor t", $"return nn.functional.{call};", "Tensor"), x, t)!;

    private static bool Close(torch.Tensor one, torch.Tensor other) => torch.allclose(one, other, rtol: 1e-4, atol: 1e-5);
}
