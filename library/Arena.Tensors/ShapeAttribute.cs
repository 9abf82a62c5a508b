namespace Arena.Tensors;

/// <summary>Promises the shape of a tensor: <c>[Shape("batch seq d_model")]</c>.</summary>
/// <param name="contract">
/// One word an axis, separated by spaces: a name, a number, a product <c>heads*d_head</c>, <c>_</c> for an axis of no
/// interest, and at most one <c>...</c> or <c>*batch</c> for any number of axes. One name has one size wherever it
/// stands in a signature.
/// </param>
/// <remarks><see cref="ShapeContract"/> checks it at run time.</remarks>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ShapeAttribute(string contract) : Attribute
{
    /// <summary>The promised shape.</summary>
    public string Contract { get; } = contract;
}
