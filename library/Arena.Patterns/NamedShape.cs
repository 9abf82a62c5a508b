namespace Arena.Patterns;

/// <summary>The axes of a shape by name.</summary>
public static class NamedShape
{
    /// <summary>The sizes of the named axes, or what does not fit.</summary>
    /// <param name="pattern">A shape pattern without findings.</param>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="finding">What does not fit, when the result is null.</param>
    public static IReadOnlyDictionary<string, long>? Read(
        Pattern pattern, IReadOnlyList<long> shape, out PatternFinding? finding)
    {
        finding = ElementaryAxes.CheckRank(pattern.Input, shape.Count);
        if (finding is not null) return null;
        var sizes = new Dictionary<string, long>();
        var at = 0;
        foreach (var element in pattern.Input.Elements)
        {
            if (element.Kind == ElementKind.Ellipsis)
            {
                at += shape.Count - pattern.Input.Elements.Count + 1;
                continue;
            }
            var size = shape[at++];
            if (element.Kind == ElementKind.Axis) sizes.Add(element.Name, size);
            else if (element.Kind != ElementKind.Blank && size != (element.IsUnit ? 1 : element.Size))
            {
                finding = new(PatternProblem.SizeMismatch, element.Place,
                    $"The pattern has size {(element.IsUnit ? 1 : element.Size)} here, but the axis has size {size}.");
                return null;
            }
        }
        return sizes;
    }
}
