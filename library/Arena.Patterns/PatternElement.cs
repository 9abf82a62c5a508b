namespace Arena.Patterns;

/// <summary>What an element of a pattern is.</summary>
public enum ElementKind
{
    /// <summary>A named axis: <c>heads</c>.</summary>
    Axis,

    /// <summary>An axis of a fixed size: <c>3</c>.</summary>
    Number,

    /// <summary>Any number of axes: <c>...</c></summary>
    Ellipsis,

    /// <summary>An axis of any size and no name: <c>_</c></summary>
    Blank,

    /// <summary>Axes composed into one, or <c>()</c>, an axis of size 1: <c>(heads d)</c>.</summary>
    Group,

    /// <summary>An axis whose size is a product: <c>heads*d</c>.</summary>
    Product,

    /// <summary>
    /// The packed axes of <c>Pack</c>, <c>*</c>; in a contract, any number of axes with a name: <c>*batch</c>.
    /// </summary>
    Rest,
}

/// <summary>One element of a pattern.</summary>
/// <param name="kind">What it is.</param>
/// <param name="name">The name of an axis or of a rest, else empty.</param>
/// <param name="size">The size of a number, else 0.</param>
/// <param name="place">Where it stands.</param>
/// <param name="parts">The elements of a group or product, else none.</param>
public sealed class PatternElement(
    ElementKind kind, string name, long size, Place place, IReadOnlyList<PatternElement>? parts = null)
{
    /// <summary>What it is.</summary>
    public ElementKind Kind { get; } = kind;

    /// <summary>The name of an axis or of a rest, else empty.</summary>
    public string Name { get; } = name;

    /// <summary>The size of a number, else 0.</summary>
    public long Size { get; } = size;

    /// <summary>Where it stands.</summary>
    public Place Place { get; } = place;

    /// <summary>The elements of a group or product, else none.</summary>
    public IReadOnlyList<PatternElement> Parts { get; } = parts ?? [];

    /// <summary>An axis of size 1: <c>1</c> or <c>()</c>.</summary>
    public bool IsUnit => Kind == ElementKind.Number ? Size == 1 : Kind == ElementKind.Group && Parts.Count == 0;
}

/// <summary>The elements on one side of the arrow, or of one operand of an einsum.</summary>
/// <param name="elements">The elements, in order.</param>
/// <param name="place">Where they stand.</param>
public sealed class PatternSide(IReadOnlyList<PatternElement> elements, Place place)
{
    /// <summary>The elements, in order.</summary>
    public IReadOnlyList<PatternElement> Elements { get; } = elements;

    /// <summary>Where they stand.</summary>
    public Place Place { get; } = place;

    /// <summary>The elements with those inside of groups and products in their places.</summary>
    public IEnumerable<PatternElement> Flat =>
        Elements.SelectMany(element => element.Parts.Count == 0 ? [element] : element.Parts);

    /// <summary>The axis names, in order.</summary>
    public IEnumerable<string> Names =>
        Flat.Where(element => element.Kind == ElementKind.Axis).Select(axis => axis.Name);

    /// <summary>Whether <c>...</c> stands anywhere, also in a group.</summary>
    public bool HasEllipsis => Flat.Any(element => element.Kind == ElementKind.Ellipsis);
}
