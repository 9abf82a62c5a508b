using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class GradGuardTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Gradients_are_those_of_torch(long size)
    {
        var (x, w) = (randn(size, requires_grad: true), randn(size, requires_grad: true));
        var hidden = (x * w).exp();
        var y = hidden.square().sum() + x.sum();
        var wanted = autograd.grad([y], [x, w, hidden], retain_graph: true);
        var gradients = Grad([y], [x, w, hidden]);
        gradients.Should().HaveCount(3);
        foreach (var (gradient, other) in gradients.Zip(wanted)) gradient.allclose(other).Should().BeTrue();
        x.grad.Should().BeNull();
        hidden.grad.Should().BeNull();
    }

    [Fact]
    public void Outputs_are_weighted_by_their_grad_outputs()
    {
        var x = randn(2, 3, requires_grad: true);
        var weights = randn(2, 3);
        Guards.Grad([x.square()], [x], [weights], false, false, false)[0]
            .allclose(2 * x * weights).Should().BeTrue();
    }

    [Fact]
    public void Gradients_of_gradients_are_gradients()
    {
        var x = tensor(new[] { 1f, -2f, 3f }, requires_grad: true);
        var first = Guards.Grad([x.pow(3).sum()], [x], null, false, true, false)[0];
        Grad([first.sum()], [x])[0].allclose(6 * x).Should().BeTrue();
    }

    [Fact]
    public void The_inputs_own_gradients_are_left_as_they_are()
    {
        var x = ones(3, requires_grad: true);
        (x * 5).sum().backward();
        Grad([(x * 2).sum()], [x])[0].allclose(full(3, 2f)).Should().BeTrue();
        x.grad!.allclose(full(3, 5f)).Should().BeTrue();
    }

    [Fact]
    public void An_input_that_was_not_used_is_named()
    {
        var (x, w) = (ones(2, 3, requires_grad: true), ones(4, requires_grad: true));
        Message(() => Grad([x.sum()], [x, w])).Should().Be(
            "autograd.grad: inputs[1], of shape [4], was not used to compute the output. "
                + "Was it computed from a copy, or under no_grad? Or pass allow_unused: true.");
        var gradients = Guards.Grad([x.sum()], [x, w], null, false, false, allowUnused: true);
        gradients[0].allclose(ones(2, 3)).Should().BeTrue();
        // As TorchSharp has it.
        gradients[1].IsInvalid.Should().BeTrue();
        autograd.grad([x.sum()], [x, w], allow_unused: true)[1].IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void What_has_no_graph_is_named()
    {
        var x = ones(3, requires_grad: true);
        Message(() => Grad([ones(3).sum()], [x])).Should().Be(
            "autograd.grad: outputs[0], of shape [], has no graph: nothing that requires a gradient went into it, "
                + "or it was computed under no_grad, or detached.");
        Message(() => Grad([x.sum()], [ones(2)])).Should().Be(
            "autograd.grad: inputs[0], of shape [2], does not require a gradient. "
                + "Set its requires_grad_() before anything is computed from it.");
        Message(() => Grad([], [x])).Should().Be("autograd.grad: no outputs were given.");
        Message(() => Grad([x.sum()], [])).Should().Be(
            "autograd.grad: no inputs were given: list the tensors whose gradients you want.");
    }

    [Fact]
    public void Sizes_have_to_fit()
    {
        var x = ones(3, requires_grad: true);
        Message(() => Grad([x * 2], [x])).Should().Be(
            "autograd.grad: outputs[0], of shape [3], is not a single number. "
                + "Sum it up first, or pass grad_outputs of its shape.");
        Message(() => Guards.Grad([x * 2], [x], [ones(4)], false, false, false)).Should().Be(
            "autograd.grad: grad_outputs[0], of shape [4], should have the shape of its output, [3].");
        Message(() => Guards.Grad([x * 2], [x], [ones(3), ones(3)], false, false, false)).Should().Be(
            "autograd.grad: there are 1 outputs, but 2 grad_outputs: each output needs one.");
    }

    [Fact]
    public void A_graph_that_is_gone_or_changed_is_libtorchs_exception()
    {
        var x = ones(3, requires_grad: true);
        var y = x.square().sum();
        Grad([y], [x]);
        Assert.Throws<ExternalException>(() => Grad([y], [x])).Message
            .Should().StartWith("Trying to backward through the graph a second time");

        var hidden = x.exp();
        var z = hidden.square().sum();
        hidden.add_(1);
        Assert.Throws<ExternalException>(() => Grad([z], [x])).Message
            .Should().StartWith("one of the variables needed for gradient computation has been modified");
        x.grad.Should().BeNull();
    }

    private static IList<Tensor> Grad(Tensor[] outputs, Tensor[] inputs) =>
        Guards.Grad(outputs, inputs, null, false, false, false);

    private static string Message(Func<object> call) => Assert.Throws<TorchCallException>(call).Message;
}
