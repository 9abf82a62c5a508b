namespace Arena.Patterns;

/// <summary>
/// An EinMix as a rearrange that splits the input, an einsum with the weight, and a rearrange that merges the output.
/// </summary>
public sealed class EinMixPlan
{
    private EinMixPlan(
        string? split, string einsum, string? merge, long[] weightShape, long[]? biasShape, long fanIn,
        IReadOnlyList<(string Axis, long Size)> splitSizes)
    {
        Split = split;
        Einsum = einsum;
        Merge = merge;
        WeightShape = weightShape;
        BiasShape = biasShape;
        FanIn = fanIn;
        SplitSizes = splitSizes;
    }

    /// <summary>The rearrange pattern for the input; null when nothing is composed.</summary>
    public string? Split { get; }

    /// <summary>The sizes that <see cref="Split"/> needs.</summary>
    public IReadOnlyList<(string Axis, long Size)> SplitSizes { get; }

    /// <summary>The einsum pattern for input and weight.</summary>
    public string Einsum { get; }

    /// <summary>The rearrange pattern for the output; null when nothing is composed.</summary>
    public string? Merge { get; }

    /// <summary>The weight's shape.</summary>
    public long[] WeightShape { get; }

    /// <summary>
    /// The bias's shape, with an axis of size 1 for every later output axis that it does not have; null without a bias.
    /// </summary>
    public long[]? BiasShape { get; }

    /// <summary>Over how many values each output value sums.</summary>
    public long FanIn { get; }

    /// <summary>Works out the plan.</summary>
    /// <param name="pattern">An EinMix pattern without findings.</param>
    /// <param name="weight">The weight's axes, without findings.</param>
    /// <param name="bias">The bias's axes, without findings; null without a bias.</param>
    /// <param name="sizes">The sizes of the weight's and bias's axes.</param>
    /// <param name="wrong">The pattern that the finding is about.</param>
    /// <param name="finding">What does not fit, when the result is null.</param>
    public static EinMixPlan? Make(
        Pattern pattern, Pattern weight, Pattern? bias, IReadOnlyList<(string Axis, long Size)> sizes,
        out Pattern wrong, out PatternFinding? finding)
    {
        (wrong, finding) = Check(pattern, weight, bias, sizes)
            .Select(problem => ((Pattern, PatternFinding?))problem).DefaultIfEmpty((pattern, null)).First();
        if (finding is not null) return null;

        var size = sizes.ToDictionary(given => given.Axis, given => given.Size);
        var (left, right) = (Names(pattern.Input), Names(pattern.Output!));
        var (flatLeft, flatRight) = (string.Join(" ", left), string.Join(" ", right));
        var weightNames = weight.Input.Names.ToList();
        var biasNames = bias?.Input.Names.ToList();
        var afterEllipsis = right.Skip(right.IndexOf("...") + 1);
        return new EinMixPlan(
            IsComposed(pattern.Input) ? $"{TextOf(pattern, pattern.Input)} -> {flatLeft}" : null,
            $"{flatLeft}, {string.Join(" ", weightNames)} -> {flatRight}",
            IsComposed(pattern.Output!) ? $"{flatRight} -> {TextOf(pattern, pattern.Output!)}" : null,
            [.. weightNames.Select(axis => size[axis])],
            biasNames is null
                ? null
                : [.. afterEllipsis.SkipWhile(axis => !biasNames.Contains(axis))
                    .Select(axis => biasNames.Contains(axis) ? size[axis] : 1)],
            weightNames.Where(axis => !right.Contains(axis))
                .Aggregate(1L, (product, axis) => ElementaryAxes.Product(product, size[axis])),
            [.. sizes.Where(given => left.Contains(given.Axis))]);
    }

    private static IEnumerable<(Pattern, PatternFinding)> Check(
        Pattern pattern, Pattern weight, Pattern? bias, IReadOnlyList<(string Axis, long Size)> sizes)
    {
        var (left, right) = (new HashSet<string>(pattern.Input.Names), new HashSet<string>(pattern.Output!.Names));
        var weightNames = new HashSet<string>(weight.Input.Names);
        foreach (var axis in pattern.Output.Flat)
            if (axis.Kind == ElementKind.Axis && !left.Contains(axis.Name) && !weightNames.Contains(axis.Name))
                yield return (pattern, new(PatternProblem.LayerAxes, axis.Place,
                    $"Axis '{axis.Name}' is on the right, but neither on the left nor in the weight.",
                    Typos.DidYouMean(axis.Name, left.Concat(weightNames)) ?? $"Put '{axis.Name}' into the weight."));
        foreach (var axis in weight.Input.Elements)
        {
            if (!left.Contains(axis.Name) && !right.Contains(axis.Name))
                yield return (weight, new(PatternProblem.LayerAxes, axis.Place,
                    $"Axis '{axis.Name}' of the weight is on neither side of the pattern.",
                    "Take it away: it would only add up weights."));
            if (sizes.All(size => size.Axis != axis.Name))
                yield return (weight, new(PatternProblem.MissingSize, axis.Place,
                    $"The size of axis '{axis.Name}' is not given.", $"Add (\"{axis.Name}\", size)."));
        }
        if (bias is not null)
            foreach (var finding in CheckBias(pattern, bias, right, sizes))
                yield return (bias, finding);

        var known = weightNames.Concat(bias?.Input.Names ?? []).ToList();
        foreach (var (axis, size) in sizes)
            if (!known.Contains(axis) && !left.Contains(axis))
                yield return (pattern,
                    new(PatternProblem.UnusedSize, null, $"A size is given for axis '{axis}', which is not in use.",
                    Typos.DidYouMean(axis, known) ?? ""));
            else if (size < 1)
                yield return (pattern, new(PatternProblem.SizeNotPositive, AxisSizes.PlaceOf(pattern, axis),
                    $"The size given for axis '{axis}' is {size}; a size is at least 1."));
        foreach (var repeated in sizes.GroupBy(size => size.Axis).Where(group => group.Count() > 1))
            yield return (pattern, new(PatternProblem.DuplicateSize, AxisSizes.PlaceOf(pattern, repeated.Key),
                $"Two sizes are given for axis '{repeated.Key}'.", "Take one away."));
    }

    private static IEnumerable<PatternFinding> CheckBias(
        Pattern pattern, Pattern bias, HashSet<string> right, IReadOnlyList<(string Axis, long Size)> sizes)
    {
        var beforeEllipsis = Names(pattern.Output!);
        beforeEllipsis = [.. beforeEllipsis.Take(Math.Max(0, beforeEllipsis.IndexOf("...")))];
        foreach (var axis in bias.Input.Elements)
        {
            if (!right.Contains(axis.Name))
                yield return new(PatternProblem.LayerAxes, axis.Place,
                    $"Axis '{axis.Name}' of the bias is not in the output.");
            else if (beforeEllipsis.Contains(axis.Name))
                yield return new(PatternProblem.LayerAxes, axis.Place,
                    $"Axis '{axis.Name}' of the bias stands before '...' in the output.",
                    "A bias has only axes that stand after it.");
            if (sizes.All(size => size.Axis != axis.Name))
                yield return new(PatternProblem.MissingSize, axis.Place,
                    $"The size of axis '{axis.Name}' is not given.", $"Add (\"{axis.Name}\", size).");
        }
    }

    private static List<string> Names(PatternSide side) =>
        [.. side.Flat.Where(element => element.Kind is ElementKind.Axis or ElementKind.Ellipsis)
            .Select(element => element.Kind == ElementKind.Ellipsis ? "..." : element.Name)];

    private static bool IsComposed(PatternSide side) =>
        side.Elements.Any(element => element.Kind is ElementKind.Group or ElementKind.Number);

    private static string TextOf(Pattern pattern, PatternSide side) =>
        pattern.Text.Substring(side.Place.Start, side.Place.Length);
}
