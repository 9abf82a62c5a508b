namespace Arena.Transformers.IndirectObject;

/// <summary>A head at a position: what a circuit is made of.</summary>
/// <param name="Head">The head.</param>
/// <param name="Role">The position.</param>
public readonly record struct HeadAt(Head Head, Role Role)
{
    /// <summary>For instance <c>9.6 End</c>.</summary>
    public override string ToString() => $"{Head} {Role}";
}
