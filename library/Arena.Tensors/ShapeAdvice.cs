namespace Arena.Tensors;

/// <summary>What may have been done to a tensor that has another shape than it should have.</summary>
internal static class ShapeAdvice
{
    private const int MostAxes = 6;

    /// <summary>What it looks like, in a sentence; null when it looks like nothing in particular.</summary>
    public static string? For(IReadOnlyList<(string Axis, long? Size)> wanted, IReadOnlyList<long> shape)
    {
        if (wanted.Count > MostAxes || wanted.Any(axis => axis.Size is null)) return null;
        long[] sizes = [.. wanted.Select(axis => axis.Size!.Value)];
        return (shape.Count - sizes.Length) switch
        {
            0 => OtherOrder(wanted, sizes, shape),
            1 => TooMany(sizes, shape) ?? NotMerged(wanted, sizes, shape),
            -1 => Missing(wanted, sizes, shape) ?? Merged(wanted, sizes, shape),
            _ => null,
        };
    }

    private static string? OtherOrder(
        IReadOnlyList<(string Axis, long? Size)> wanted, long[] sizes, IReadOnlyList<long> shape)
    {
        var orders = Orders(sizes, shape).Take(2).ToList();
        return orders switch
        {
            [] => null,
            [var order] => "The axes are in another order: it looks like "
                + $"\"{string.Join(' ', order.Select(axis => wanted[axis].Axis))}\".",
            _ => "The sizes are right, but in another order: were axes swapped?",
        };
    }

    private static string? TooMany(long[] sizes, IReadOnlyList<long> shape)
    {
        for (var axis = 0; axis < shape.Count; axis++)
            if (shape[axis] == 1 && Without(shape, axis).SequenceEqual(sizes))
                return $"Axis {axis}, of size 1, is one too many: "
                    + "was something reduced with keepdim: true, or unsqueezed?";
        return null;
    }

    private static string? Missing(
        IReadOnlyList<(string Axis, long? Size)> wanted, long[] sizes, IReadOnlyList<long> shape)
    {
        int[] missing = [.. Enumerable.Range(0, sizes.Length).Where(axis => Without(sizes, axis).SequenceEqual(shape))];
        if (missing.Length == 0) return null;
        if (missing.Length > 1) return "One axis is missing: was it reduced, or picked by an index?";
        var axis = missing[0];
        return sizes[axis] == 1
            ? $"Axis {axis}, '{wanted[axis].Axis}', is missing, whose size is 1: was it reduced without keepdim: true?"
            : $"Axis {axis}, '{wanted[axis].Axis}', is missing: was it reduced, or picked by an index?";
    }

    private static string? NotMerged(
        IReadOnlyList<(string Axis, long? Size)> wanted, long[] sizes, IReadOnlyList<long> shape)
    {
        for (var axis = 0; axis < sizes.Length; axis++)
            if (MergedAt(shape, axis).SequenceEqual(sizes))
                return $"Axes {axis} and {axis + 1} are still to be merged into '{wanted[axis].Axis}'.";
        return null;
    }

    private static string? Merged(
        IReadOnlyList<(string Axis, long? Size)> wanted, long[] sizes, IReadOnlyList<long> shape)
    {
        for (var axis = 0; axis < shape.Count; axis++)
            if (MergedAt(sizes, axis).SequenceEqual(shape))
                return $"'{wanted[axis].Axis}' and '{wanted[axis + 1].Axis}' are still one axis, axis {axis}.";
        return null;
    }

    private static IEnumerable<int[]> Orders(long[] sizes, IReadOnlyList<long> shape, params int[] begun)
    {
        if (begun.Length == sizes.Length) return [begun];
        return Enumerable.Range(0, sizes.Length)
            .Where(axis => sizes[axis] == shape[begun.Length] && !begun.Contains(axis))
            .SelectMany(axis => Orders(sizes, shape, [.. begun, axis]));
    }

    private static IEnumerable<long> Without(IReadOnlyList<long> shape, int axis) =>
        shape.Where((_, at) => at != axis);

    private static IEnumerable<long> MergedAt(IReadOnlyList<long> shape, int axis) =>
        [.. shape.Take(axis), shape[axis] * shape[axis + 1], .. shape.Skip(axis + 2)];
}
