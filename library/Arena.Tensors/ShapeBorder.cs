using System.ComponentModel;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>
/// The border of one call: its arguments and its result have the shapes that the method promises. The generator of
/// Arena.Guards writes the checks; nobody has to.
/// </summary>
/// <param name="call">The method, and the exercise that it is: <c>"Similarity.UnitRows (0.0.14)"</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ShapeBorder(string call)
{
    private readonly ShapeContract axes = new();

    /// <summary>Checks an argument, before the call.</summary>
    /// <exception cref="ShapeContractException">The shape differs.</exception>
    public void Argument(Tensor? argument, string contract, string name) => Check(argument, contract, name);

    /// <summary>Checks what was returned.</summary>
    /// <exception cref="ShapeContractException">The shape differs.</exception>
    public void Result(Tensor? result, string contract) => Check(result, contract, "the result");

    private void Check(Tensor? tensor, string contract, string name)
    {
        if (tensor is null) return;
        var shape = Sizes.Of(tensor);
        if (axes.Difference(shape, contract, name) is not { } difference) return;
        var advice = axes.Wanted(contract) is { } wanted ? ShapeAdvice.For(wanted, shape) : null;
        throw new ShapeContractException(
            name, contract, shape, advice is null ? difference : $"{difference} {advice}", call);
    }
}
