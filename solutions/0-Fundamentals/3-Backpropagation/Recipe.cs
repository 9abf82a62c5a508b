using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>How a variable was computed: an edge of the graph for each of its inputs.</summary>
/// <param name="operation">What computed it.</param>
/// <param name="inputs">What it was computed from, in order.</param>
/// <param name="output">What was computed.</param>
public sealed class Recipe(Operation operation, IReadOnlyList<Variable> inputs, NdArray output)
{
    private readonly SavedArray[] saved = [.. inputs.Select(input => new SavedArray(input.Array))];
    private readonly SavedArray savedOutput = new(output);

    /// <summary>What computed it.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>The variables that it was computed from, those without gradients too, in order.</summary>
    public IReadOnlyList<Variable> Inputs { get; } = inputs;

    /// <summary>The inputs' arrays as they were in the forward pass, in order.</summary>
    /// <exception cref="ChangedInPlaceException">One was changed since.</exception>
    public IReadOnlyList<NdArray> InputArrays => [.. saved.Select(x => x.Value)];

    /// <summary>The output as it was in the forward pass.</summary>
    /// <exception cref="ChangedInPlaceException">It was changed since.</exception>
    public NdArray OutputArray => savedOutput.Value;
}
