using Xunit.Sdk;
using static TorchSharp.torch;

namespace Arena.Testing.Tests;

public class InputsTests
{
    [Fact]
    public void Untouched_inputs_pass()
    {
        var x = randn(2, 3, requires_grad: true);
        var unchanged = Inputs.MustStayUnchanged(x, tensor(double.NaN));
        _ = (x * 2).sum();
        FluentActions.Invoking(unchanged.Dispose).Should().NotThrow();
    }

    [Theory]
    [InlineData(0, "Input 1 of 2 was modified")]
    [InlineData(1, "Input 2 of 2 was modified")]
    public void A_modified_input_is_named(int which, string message)
    {
        Tensor[] inputs = [ones(2, 3), ones(4)];
        var unchanged = Inputs.MustStayUnchanged(inputs);
        inputs[which].add_(1e-6f);
        Fails(unchanged).Should().StartWith(message);
    }

    [Fact]
    public void A_view_that_was_written_to_counts()
    {
        var x = zeros(3, 4);
        var unchanged = Inputs.MustStayUnchanged(x);
        x[1].fill_(7);
        Fails(unchanged).Should().StartWith("The input was modified");
    }

    [Fact]
    public void A_disposed_input_counts()
    {
        var x = zeros(3);
        var unchanged = Inputs.MustStayUnchanged(x);
        x.Dispose();
        Fails(unchanged).Should().StartWith("The input was disposed");
    }

    private static string Fails(IDisposable scope) =>
        FluentActions.Invoking(scope.Dispose).Should().Throw<XunitException>().Which.Message;
}
