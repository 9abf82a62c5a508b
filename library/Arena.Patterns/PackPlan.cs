namespace Arena.Patterns;

/// <summary>How tensors are packed along one axis, and how such an axis is unpacked.</summary>
public static class PackPlan
{
    /// <summary>The shape of a tensor with its packed axes made one.</summary>
    /// <param name="pattern">A pack pattern without findings.</param>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="packed">The axes that became one.</param>
    public static long[] Pack(Pattern pattern, IReadOnlyList<long> shape, out long[] packed)
    {
        var before = StarIndex(pattern);
        var count = shape.Count - pattern.Input.Elements.Count + 1;
        packed = [.. shape.Skip(before).Take(count)];
        return [.. shape.Take(before), packed.Aggregate(1L, ElementaryAxes.Product), .. shape.Skip(before + count)];
    }

    /// <summary>What does not fit between the pattern and the tensors to pack, or null.</summary>
    /// <param name="pattern">A pack pattern without findings.</param>
    /// <param name="shapes">The shape of every tensor.</param>
    public static PatternFinding? CheckPack(Pattern pattern, IReadOnlyList<long[]> shapes)
    {
        if (shapes.Count == 0) return new(PatternProblem.NoTensor, null, "There is no tensor to pack.");
        long[]? first = null;
        for (var i = 0; i < shapes.Count; i++)
        {
            if (ElementaryAxes.CheckRank(pattern.Input, shapes[i].Length, $"tensor {i + 1}") is { } wrong) return wrong;
            var shape = Pack(pattern, shapes[i], out _);
            first ??= shape;
            for (var axis = 0; axis < shape.Length; axis++)
                if (axis != StarIndex(pattern) && shape[axis] != first[axis])
                    return new(PatternProblem.TensorsDiffer, pattern.Input.Elements[axis].Place,
                        $"Axis '{pattern.Input.Elements[axis].Name}' is {shape[axis]} in tensor {i + 1} "
                        + $"but {first[axis]} in tensor 1.");
        }
        return null;
    }

    /// <summary>Where each tensor lies along the packed axis, and its shape; or what does not fit.</summary>
    /// <param name="pattern">A pack pattern without findings.</param>
    /// <param name="shape">The packed tensor's shape.</param>
    /// <param name="packed">The axes of every tensor that were packed; one -1 among them is worked out.</param>
    /// <param name="finding">What does not fit, when the result is null.</param>
    public static IReadOnlyList<(long Start, long Length, long[] Shape)>? Unpack(
        Pattern pattern, IReadOnlyList<long> shape, IReadOnlyList<long[]> packed, out PatternFinding? finding)
    {
        var star = StarIndex(pattern);
        var place = pattern.Input.Elements[star].Place;
        var shapes = $"[{string.Join(", ", packed.Select(Describe))}]";
        finding = null;
        if (shape.Count != pattern.Input.Elements.Count)
            finding = new(PatternProblem.WrongRank, pattern.Input.Place,
                $"The packed tensor has to have {ElementaryAxes.Axes(pattern.Input.Elements.Count)}, "
                + $"but has {shape.Count}.");
        else if (packed.SelectMany(sizes => sizes).FirstOrDefault(size => size < -1) is var negative and < 0)
            finding = new(PatternProblem.PackedShapes, place,
                $"The shapes {shapes} have a size of {negative}; only -1 is worked out.");
        else if (packed.SelectMany(sizes => sizes).Count(size => size == -1) > 1)
            finding = new(PatternProblem.PackedShapes, place,
                $"The shapes {shapes} have more than one -1, and only one can be worked out.");
        if (finding is not null) return null;

        var total = shape[star];
        var parts = packed.Select(sizes => sizes.ToArray()).ToArray();
        var open = Array.FindIndex(parts, sizes => sizes.Contains(-1));
        if (open >= 0)
        {
            var rest = total - parts.Where((_, index) => index != open)
                .Sum(sizes => sizes.Aggregate(1L, ElementaryAxes.Product));
            var known = parts[open].Where(size => size >= 0).Aggregate(1L, ElementaryAxes.Product);
            if (rest >= 0 && known > 0) parts[open][Array.IndexOf(parts[open], -1)] = rest / known;
        }
        var lengths = parts.Select(sizes => sizes.Aggregate(1L, ElementaryAxes.Product)).ToList();
        if (parts.Any(sizes => sizes.Contains(-1)) || lengths.Sum() != total)
        {
            finding = new(PatternProblem.PackedShapes, place,
                $"The shapes {shapes} do not make the packed axis, which has size {total}.");
            return null;
        }
        var start = 0L;
        var result = new List<(long, long, long[])>();
        for (var i = 0; i < parts.Length; i++)
        {
            result.Add((start, lengths[i], [.. shape.Take(star), .. parts[i], .. shape.Skip(star + 1)]));
            start += lengths[i];
        }
        return result;
    }

    /// <summary>The index of the packed axis.</summary>
    public static int StarIndex(Pattern pattern) =>
        pattern.Input.Elements.TakeWhile(element => element.Kind != ElementKind.Rest).Count();

    private static string Describe(long[] sizes) => $"[{string.Join(", ", sizes)}]";
}
