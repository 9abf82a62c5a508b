namespace Arena.Patterns;

/// <summary>Sizes given by name beside a pattern.</summary>
public static class AxisSizes
{
    /// <summary>What is wrong with the names and values of the sizes, whatever the tensor's shape.</summary>
    /// <param name="pattern">A pattern without findings.</param>
    /// <param name="sizes">The sizes given with it.</param>
    public static IEnumerable<PatternFinding> Check(Pattern pattern, IReadOnlyList<(string Axis, long Size)> sizes)
    {
        var seen = new HashSet<string>();
        foreach (var (axis, size) in sizes)
        {
            var place = PlaceOf(pattern, axis);
            if (!AxisName.IsValid(axis))
                yield return new(PatternProblem.BadSizeName, null,
                    $"A size is given for '{axis}', which cannot be the name of an axis.");
            else if (place is null)
                yield return new(PatternProblem.UnusedSize, null,
                    $"A size is given for axis '{axis}', which is not in the pattern.",
                    Typos.DidYouMean(axis, pattern.Names) ?? "Take it away, or put the axis into the pattern.");
            else if (!seen.Add(axis))
                yield return new(PatternProblem.DuplicateSize, place, $"Two sizes are given for axis '{axis}'.",
                    "Take one away.");
            else if (size < 1)
                yield return new(PatternProblem.SizeNotPositive, place,
                    $"The size given for axis '{axis}' is {size}; a size is at least 1.",
                    size == -1 ? $"To have it worked out, leave ('{axis}', -1) away.".Replace('\'', '"') : "");
        }
        if (pattern.Kind == PatternKind.Repeat)
            foreach (var axis in pattern.Output!.Flat.Where(element => element.Kind == ElementKind.Axis))
                if (!pattern.Input.Names.Contains(axis.Name) && sizes.All(size => size.Axis != axis.Name))
                    yield return new(PatternProblem.MissingSize, axis.Place,
                        $"Axis '{axis.Name}' is new on the right, and its size is not given.",
                        $"Add (\"{axis.Name}\", size) after the pattern.");
        if (pattern.Kind is not (PatternKind.Rearrange or PatternKind.Reduce or PatternKind.Repeat)) yield break;
        foreach (var group in pattern.Input.Elements)
        {
            var unknown = group.Parts.Where(part => part.Kind == ElementKind.Axis)
                .Select(part => part.Name).Where(name => sizes.All(size => size.Axis != name)).ToList();
            if (unknown.Count < 2) continue;
            yield return new(PatternProblem.CannotInfer, group.Place,
                $"The sizes of '{string.Join("' and '", unknown)}' cannot {(unknown.Count == 2 ? "both" : "all")} "
                + "be worked out from one axis.",
                $"Give all but one, for example (\"{unknown[0]}\", size) after the pattern.");
        }
    }

    /// <summary>The sizes as a message shows them: <c>heads = 8, d = 64</c>.</summary>
    public static string Describe(IReadOnlyList<(string Axis, long Size)> sizes) =>
        string.Join(", ", sizes.Select(size => $"{size.Axis} = {size.Size}"));

    internal static Place? PlaceOf(Pattern pattern, string axis) =>
        pattern.Inputs.Concat(pattern.Output is null ? [] : [pattern.Output]).SelectMany(side => side.Flat)
            .FirstOrDefault(element => element.Kind == ElementKind.Axis && element.Name == axis)?.Place;
}
