using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>From the gradient of an operation's output to that of one of its inputs.</summary>
/// <param name="gradOut">The gradient with respect to the output.</param>
/// <param name="output">What the operation computed.</param>
/// <param name="operation">The operation, which knows what it was told besides its inputs.</param>
/// <param name="inputs">The arrays that it computed it from.</param>
public delegate NdArray BackwardFunction(
    NdArray gradOut, NdArray output, Operation operation, IReadOnlyList<NdArray> inputs);

/// <summary>Which backward function belongs to which input of which kind of operation.</summary>
[Exercise("0.3.15", "The table of backward functions",
    Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class BackwardTable
{
    private readonly Dictionary<(Type Operation, int Position), BackwardFunction> functions = [];

    /// <summary>Adds a function.</summary>
    /// <typeparam name="T">The kind of operation: <c>Operation.Log</c>.</typeparam>
    /// <param name="position">Of the input that it computes the gradient of; 0 is the first.</param>
    /// <param name="function">The function.</param>
    /// <exception cref="ArgumentException">There is one already for this input of this kind of operation.</exception>
    public void Add<T>(int position, BackwardFunction function) where T : Operation
    {
        throw new NotImplementedException("0.3.15 The table of backward functions");
    }

    /// <summary>The function for an input of an operation.</summary>
    /// <exception cref="NotSupportedException">
    /// There is none. The message has the operation's name and the position in it.
    /// </exception>
    public BackwardFunction Find(Operation operation, int position)
    {
        throw new NotImplementedException("0.3.15 The table of backward functions");
    }
}
