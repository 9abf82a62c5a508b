using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>Texts for a model, one a row, and what is known about each.</summary>
/// <param name="Tokens"><c>batch position</c>, filled up at the right where texts are shorter than the longest.</param>
/// <param name="Io">The token of the indirect object's name, the right answer: <c>batch</c>.</param>
/// <param name="S">The token of the subject's name: <c>batch</c>.</param>
/// <param name="IoAt">The position where the indirect object is named: <c>batch</c>.</param>
/// <param name="S1At">The position where the subject is named first: <c>batch</c>.</param>
/// <param name="S2At">The position where the subject is named again: <c>batch</c>.</param>
/// <param name="End">The position of the last word, where the answer is predicted: <c>batch</c>.</param>
public sealed record Prompts(Tensor Tokens, Tensor Io, Tensor S, Tensor IoAt, Tensor S1At, Tensor S2At, Tensor End)
{
    /// <summary>How many texts there are.</summary>
    public long Count => Tokens.shape[0];

    /// <summary>What an activation is at the last word of each text.</summary>
    /// <param name="x"><c>batch position …</c>.</param>
    /// <returns><c>batch …</c>.</returns>
    /// <exception cref="ArgumentException">The second axis is not that of the positions.</exception>
    public Tensor AtEnd(Tensor x)
    {
        if (x.dim() < 2 || x.shape[1] != Tokens.shape[1])
            throw new ArgumentException(
                $"Axis 1 of [{string.Join(", ", x.shape)}] should be the texts' {Tokens.shape[1]} positions. Of a pattern, "
                + "which is batch head query key, choose the head first.", nameof(x));
        return x[arange(Count), End];
    }

    /// <summary>The position that has a role in each text.</summary>
    /// <param name="role">The role.</param>
    /// <returns><c>batch</c>.</returns>
    public Tensor At(Role role) => role switch
    {
        Role.Io => IoAt,
        Role.S1 => S1At,
        Role.S1Plus1 => S1At + 1,
        Role.S2 => S2At,
        Role.End => End,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };
}
