namespace Arena.Tensors;

/// <summary>
/// A call of TorchSharp that would have ended the process, or answered silently wrong, was stopped before it was made.
/// </summary>
/// <param name="call">What was called: <c>"matmul"</c>.</param>
/// <param name="problem">What is wrong with the call, and what to write instead.</param>
public sealed class TorchCallException(string call, string problem) : ArgumentException($"{call}: {problem}")
{
    /// <summary>What was called.</summary>
    public string Call { get; } = call;
}
