namespace Arena.Transformers.IndirectObject;

/// <summary>An attention head.</summary>
/// <param name="Layer">Its layer, from 0.</param>
/// <param name="Index">Which one of the layer, from 0.</param>
public readonly record struct Head(int Layer, int Index)
{
    /// <summary>For instance <c>9.6</c>.</summary>
    public override string ToString() => $"{Layer}.{Index}";
}
