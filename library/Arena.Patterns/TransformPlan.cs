namespace Arena.Patterns;

/// <summary>
/// What a rearrange, reduce or repeat does with a tensor of one shape: split axes, reduce some, reorder the others,
/// open and repeat new ones, merge axes. A step that would change nothing is null.
/// </summary>
public sealed class TransformPlan
{
    private TransformPlan(
        long[]? split, long[]? reduced, long[] kept, long[]? order, long[]? opened, long[]? repeated, long[]? merged)
    {
        Split = split;
        Reduced = reduced;
        Kept = kept;
        Order = order;
        Opened = opened;
        Repeated = repeated;
        Merged = merged;
    }

    /// <summary>The shape with composed axes split and unit axes gone.</summary>
    public long[]? Split { get; }

    /// <summary>The axes to reduce, as indices into <see cref="Split"/>'s axes, ascending.</summary>
    public long[]? Reduced { get; }

    /// <summary>The shape after the reduction.</summary>
    public long[] Kept { get; }

    /// <summary>For every axis, the index that it has after the reduction.</summary>
    public long[]? Order { get; }

    /// <summary>The shape with an axis of size 1 for every new one; null too when all new axes come first.</summary>
    public long[]? Opened { get; }

    /// <summary>The shape with new axes at their sizes.</summary>
    public long[]? Repeated { get; }

    /// <summary>The shape of the result, where it differs from the shape before.</summary>
    public long[]? Merged { get; }

    /// <summary>Works out the plan, or what does not fit.</summary>
    /// <param name="pattern">A rearrange, reduce or repeat pattern without findings.</param>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="sizes">The sizes given with the pattern.</param>
    /// <param name="finding">What does not fit, when the result is null.</param>
    public static TransformPlan? Make(
        Pattern pattern, IReadOnlyList<long> shape, IReadOnlyList<(string Axis, long Size)> sizes,
        out PatternFinding? finding)
    {
        finding = AxisSizes.Check(pattern, sizes).FirstOrDefault();
        if (finding is not null) return null;
        var axes = ElementaryAxes.Bind(pattern.Input, shape, sizes, out finding);
        return axes is null ? null : Make(pattern.Output!, shape, axes, sizes);
    }

    private static TransformPlan Make(
        PatternSide right, IReadOnlyList<long> shape, ElementaryAxes left,
        IReadOnlyList<(string Axis, long Size)> sizes)
    {
        // For every elementary axis of the result: its index on the left, or -1 and the size of a new one.
        var flat = new List<(int Source, long Size)>();
        var result = new List<long>();
        foreach (var element in right.Elements)
        {
            var first = flat.Count;
            foreach (var part in element.Kind == ElementKind.Group ? element.Parts : [element])
                Append(part, left, sizes, flat);
            if (element.Kind == ElementKind.Ellipsis) result.AddRange(flat.Skip(first).Select(axis => axis.Size));
            else result.Add(flat.Skip(first)
                .Aggregate(1L, (product, axis) => ElementaryAxes.Product(product, axis.Size)));
        }

        var used = new HashSet<int>(flat.Select(axis => axis.Source));
        var indices = Enumerable.Range(0, left.Sizes.Count).ToList();
        var kept = indices.Where(used.Contains).ToList();
        var order = flat.Where(axis => axis.Source >= 0).Select(axis => (long)kept.IndexOf(axis.Source)).ToArray();
        var repeated = flat.Select(axis => axis.Size).ToArray();
        var firstKept = flat.FindIndex(axis => axis.Source >= 0);
        var anyNew = flat.Any(axis => axis.Source < 0);
        var newInside = firstKept >= 0 && flat.FindLastIndex(axis => axis.Source < 0) > firstKept;

        return new TransformPlan(
            shape.SequenceEqual(left.Sizes) ? null : [.. left.Sizes],
            kept.Count == left.Sizes.Count ? null : [.. indices.Except(kept).Select(index => (long)index)],
            [.. kept.Select(index => left.Sizes[index])],
            order.Select((source, index) => source == index).All(inPlace => inPlace) ? null : order,
            newInside ? [.. flat.Select(axis => axis.Source < 0 ? 1 : axis.Size)] : null,
            anyNew ? repeated : null,
            result.SequenceEqual(repeated) ? null : [.. result]);
    }

    private static void Append(
        PatternElement part, ElementaryAxes left, IReadOnlyList<(string Axis, long Size)> sizes,
        List<(int Source, long Size)> flat)
    {
        switch (part.Kind)
        {
            case ElementKind.Ellipsis:
                for (var i = 0; i < left.EllipsisCount; i++)
                    flat.Add((left.EllipsisStart + i, left.Sizes[left.EllipsisStart + i]));
                break;
            case ElementKind.Axis when left.Names.TryGetValue(part.Name, out var source):
                flat.Add((source, left.Sizes[source]));
                break;
            case ElementKind.Axis:
                flat.Add((-1, sizes.First(size => size.Axis == part.Name).Size));
                break;
            case ElementKind.Number when part.Size > 1:
                flat.Add((-1, part.Size));
                break;
        }
    }
}
