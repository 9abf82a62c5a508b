using Arena.Analyzers.Shapes.Algebra;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Patterns;

/// <summary>An axis, or a part of one that was split: what has a name in a pattern.</summary>
/// <param name="size">Its size; null when it is not known.</param>
/// <param name="name">What somebody calls it, if anybody does.</param>
/// <param name="expression">The expression for its size, in a call that makes it.</param>
internal sealed class AxisPart(Size? size, string? name, IOperation? expression = null)
{
    public AxisPart(Axis axis)
        : this(axis.Size, axis.Name)
    {
    }

    public Size? Size { get; } = size;

    public string? Name { get; } = name ?? (size?.OnlySymbol is { IsDeclared: true } symbol ? symbol.Key : null);

    public IOperation? Expression { get; } = expression;

    /// <summary>What it was split into; null while it is whole.</summary>
    public IReadOnlyList<AxisPart>? Parts { get; set; }

    /// <summary>The whole parts in it.</summary>
    public IEnumerable<AxisPart> Whole => Parts is null ? [this] : Parts.SelectMany(part => part.Whole);
}
