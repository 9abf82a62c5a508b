namespace Arena.Patterns;

/// <summary>The axes of a tensor after its composed axes are split and its unit axes are gone.</summary>
internal sealed class ElementaryAxes
{
    private readonly List<long> sizes = [];
    private readonly Dictionary<string, int> names = [];

    public IReadOnlyList<long> Sizes => sizes;

    public IReadOnlyDictionary<string, int> Names => names;

    public int EllipsisStart { get; private set; }

    public int EllipsisCount { get; private set; }

    public static ElementaryAxes? Bind(
        PatternSide left, IReadOnlyList<long> shape, IReadOnlyList<(string Axis, long Size)> given,
        out PatternFinding? finding)
    {
        finding = CheckRank(left, shape.Count);
        if (finding is not null) return null;

        var axes = new ElementaryAxes();
        var at = 0;
        foreach (var element in left.Elements)
        {
            if (element.Kind == ElementKind.Ellipsis)
            {
                axes.EllipsisStart = axes.sizes.Count;
                axes.EllipsisCount = shape.Count - left.Elements.Count + 1;
                for (var i = 0; i < axes.EllipsisCount; i++) axes.sizes.Add(shape[at++]);
                continue;
            }
            finding = axes.Split(element, shape[at++], given);
            if (finding is not null) return null;
        }
        return axes;
    }

    /// <summary>Says so when a tensor has another number of axes than a pattern.</summary>
    public static PatternFinding? CheckRank(PatternSide side, int rank, string tensor = "the tensor")
    {
        var open = side.Elements.Any(element => element.Kind is ElementKind.Ellipsis or ElementKind.Rest);
        var needed = side.Elements.Count - (open ? 1 : 0);
        if (open ? rank >= needed : rank == needed) return null;
        return new(PatternProblem.WrongRank, side.Place,
            $"This names {(open ? "at least " : "")}{Axes(needed)}, "
            + $"but {tensor} has {(rank == 0 ? "none" : rank.ToString())}.");
    }

    public static string Axes(int count) => count == 1 ? "1 axis" : $"{count} axes";

    /// <summary>A product that stays at the largest number instead of overflowing: no axis has that size.</summary>
    public static long Product(long one, long other) =>
        one != 0 && other > long.MaxValue / one ? long.MaxValue : one * other;

    private PatternFinding? Split(PatternElement element, long length, IReadOnlyList<(string Axis, long Size)> given)
    {
        var known = 1L;
        PatternElement? unknown = null;
        var slot = -1;
        foreach (var part in element.Kind == ElementKind.Group ? element.Parts : [element])
        {
            if (part.Kind == ElementKind.Number && part.Size == 1) continue;
            if (part.Kind == ElementKind.Axis) names.Add(part.Name, sizes.Count);
            var size = part.Kind == ElementKind.Number ? part.Size : SizeOf(part.Name, given);
            if (size is null) (unknown, slot) = (part, sizes.Count);
            else known = Product(known, size.Value);
            sizes.Add(size ?? 0);
        }
        if (unknown is null) return known == length ? null : Mismatch(element, known, length, given);
        if (length % known != 0)
            return new(PatternProblem.NotDivisible, element.Place,
                $"This axis has size {length}, which cannot be divided by {Known(element, given, known)}.");
        sizes[slot] = length / known;
        return null;
    }

    private static PatternFinding Mismatch(
        PatternElement element, long known, long length, IReadOnlyList<(string Axis, long Size)> given) =>
        element.IsUnit || element.Kind == ElementKind.Number
            ? new(PatternProblem.SizeMismatch, element.Place,
                $"The pattern has size {known} here, but the axis has size {length}.")
            : element.Kind == ElementKind.Axis
                ? new(PatternProblem.SizeMismatch, element.Place,
                    $"The size given for axis '{element.Name}' is {known}, but the axis has size {length}.")
                : new(PatternProblem.SizeMismatch, element.Place,
                    $"The sizes make {Known(element, given, known)}, but the axis has size {length}.");

    // "heads · d = 8 · 4 = 32", or "heads = 8" when that is all that is known.
    private static string Known(PatternElement group, IReadOnlyList<(string Axis, long Size)> given, long known)
    {
        var parts = group.Parts
            .Where(part => part.Kind == ElementKind.Number ? part.Size > 1 : SizeOf(part.Name, given) is not null)
            .ToList();
        var named = string.Join(" · ",
            parts.Select(part => part.Kind == ElementKind.Number ? part.Size.ToString() : part.Name));
        var sizes = string.Join(" · ",
            parts.Select(part => part.Kind == ElementKind.Number ? part.Size : SizeOf(part.Name, given)));
        return parts.Count == 0 || named == sizes && parts.Count == 1 ? known.ToString()
            : parts.Count == 1 ? $"{named} = {sizes}"
            : named == sizes ? $"{named} = {known}" : $"{named} = {sizes} = {known}";
    }

    private static long? SizeOf(string name, IReadOnlyList<(string Axis, long Size)> given)
    {
        foreach (var (axis, size) in given)
            if (axis == name)
                return size;
        return null;
    }
}
