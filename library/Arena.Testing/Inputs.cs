using FluentAssertions.Execution;
using static TorchSharp.torch;

namespace Arena.Testing;

/// <summary>The tensors that an exercise is given.</summary>
public static class Inputs
{
    /// <summary>
    /// Remembers the tensors, and fails at the end of the scope when one of them was modified:
    /// <c>using var unchanged = Inputs.MustStayUnchanged(x, y);</c>
    /// </summary>
    public static IDisposable MustStayUnchanged(params Tensor[] inputs) => new Memory(inputs);

    private sealed class Memory : IDisposable
    {
        private readonly Tensor[] inputs;
        private readonly Tensor[] copies;

        public Memory(Tensor[] inputs)
        {
            this.inputs = inputs;
            using var off = no_grad();
            copies = [.. inputs.Select(input => input.detach().clone())];
        }

        public void Dispose()
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                var which = inputs.Length == 1 ? "The input" : $"Input {i + 1} of {inputs.Length}";
                Execute.Assertion.ForCondition(!inputs[i].IsInvalid)
                    .FailWith($"{which} was disposed: it belongs to the caller.");
                Execute.Assertion.ForCondition(Same(inputs[i], copies[i]))
                    .FailWith($"{which} was modified. Make a new tensor instead: operations whose name ends in an underscore, and assignments to x[…], change their tensor.");
            }
        }

        private static bool Same(Tensor input, Tensor copy)
        {
            using var off = no_grad();
            return input.shape.AsSpan().SequenceEqual(copy.shape) && input.dtype == copy.dtype
                && Comparing.Values.Of(input).Equal(Comparing.Values.Of(copy));
        }
    }
}
