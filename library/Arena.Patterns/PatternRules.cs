namespace Arena.Patterns;

/// <summary>What has to hold between the axes of a pattern that could be read.</summary>
internal static class PatternRules
{
    public static IEnumerable<PatternFinding> Check(Pattern pattern)
    {
        var rules = pattern.Kind switch
        {
            PatternKind.Einsum => CheckEinsum(pattern),
            PatternKind.EinMix => CheckMix(pattern),
            PatternKind.Weight => Duplicates(pattern.Input),
            PatternKind.Pack => CheckPack(pattern.Input),
            PatternKind.ParseShape => CheckParseShape(pattern.Input),
            PatternKind.Contract => CheckContract(pattern.Input),
            _ => CheckTransform(pattern),
        };
        return rules.OrderBy(finding => finding.Place?.Start);
    }

    private static IEnumerable<PatternFinding> CheckTransform(Pattern pattern)
    {
        var (left, right) = (pattern.Input, pattern.Output!);
        foreach (var finding in CheckSides(left, right)) yield return finding;

        var leftNames = new HashSet<string>(left.Names);
        var rightNames = new HashSet<string>(right.Names);
        foreach (var element in left.Flat)
            if (CheckLeft(pattern.Kind, element, right, leftNames, rightNames) is { } finding)
                yield return finding;
        foreach (var element in right.Flat)
            if (CheckRight(pattern.Kind, element, leftNames, rightNames) is { } finding)
                yield return finding;
    }

    private static IEnumerable<PatternFinding> CheckSides(PatternSide left, PatternSide right)
    {
        foreach (var finding in Duplicates(left).Concat(Duplicates(right))) yield return finding;

        foreach (var group in left.Elements)
            foreach (var part in group.Parts)
                if (part.Kind == ElementKind.Ellipsis)
                    yield return new(PatternProblem.EllipsisInLeftGroup, part.Place,
                        "On the left, '...' cannot stand in parentheses: "
                        + "the sizes of its axes could not be told apart.",
                        "On the right it can.");
        if (right.HasEllipsis && !left.HasEllipsis)
            yield return new(PatternProblem.EllipsisOnlyOnRight, EllipsisOf(right).Place,
                "'...' is on the right but not on the left.", "Put it on both sides.");
    }

    private static IEnumerable<PatternFinding> CheckMix(Pattern pattern)
    {
        var (left, right) = (pattern.Input, pattern.Output!);
        foreach (var finding in CheckSides(left, right)) yield return finding;
        if (left.HasEllipsis && !right.HasEllipsis)
            yield return new(PatternProblem.EllipsisDropped, EllipsisOf(left).Place,
                "'...' is on the left but not on the right.", "Put it on both sides.");
        foreach (var number in left.Flat.Concat(right.Flat))
            if (number.Kind == ElementKind.Number && number.Size > 1)
                yield return new(PatternProblem.NotSupportedHere, number.Place,
                    $"An EinMix has no axis {number.Size}, only axes of size 1.",
                    "Give the axis a name, and the name its size.");
    }

    private static PatternFinding? CheckLeft(
        PatternKind kind, PatternElement element, PatternSide right, HashSet<string> leftNames,
        HashSet<string> rightNames)
    {
        if (kind == PatternKind.Reduce) return null;
        var rearrange = kind == PatternKind.Rearrange;
        var problem = rearrange ? PatternProblem.OneSidedAxis : PatternProblem.AxisLostInRepeat;
        var keeps = rearrange ? "Rearrange keeps every axis." : "Repeat keeps every axis and adds some.";
        switch (element.Kind)
        {
            case ElementKind.Axis when !rightNames.Contains(element.Name):
                return new(problem, element.Place,
                    $"Axis '{element.Name}' is on the left but not on the right: {keeps}",
                    Typos.Closest(element.Name, rightNames.Where(name => !leftNames.Contains(name))) is { } other
                    ? $"The right has '{other}': is one of them misspelt?"
                    : $"Put '{element.Name}' on the right, or use Reduce to reduce over it.");
            case ElementKind.Ellipsis when !right.HasEllipsis:
                return new(problem, element.Place, $"'...' is on the left but not on the right: {keeps}",
                    "Put '...' on the right, or use Reduce to reduce over it.");
            case ElementKind.Number when element.Size > 1 && rearrange:
                return NumberInRearrange(element);
            case ElementKind.Number when element.Size > 1:
                return new(problem, element.Place,
                    $"The axis {element.Size} is on the left of a Repeat and has no name to find it by on the right.",
                    "Give it a name, and the name its size.");
            default:
                return null;
        }
    }

    private static PatternFinding? CheckRight(
        PatternKind kind, PatternElement element, HashSet<string> leftNames, HashSet<string> rightNames)
    {
        var isNew = element.Kind == ElementKind.Axis && !leftNames.Contains(element.Name);
        switch (kind)
        {
            case PatternKind.Rearrange when isNew:
                return new(PatternProblem.OneSidedAxis, element.Place,
                    $"Axis '{element.Name}' is on the right but not on the left: Rearrange makes no axes.",
                    Typos.DidYouMean(element.Name, leftNames.Where(name => !rightNames.Contains(name)))
                    ?? $"Put '{element.Name}' on the left, or use Repeat to repeat along it.");
            case PatternKind.Rearrange when element.Kind == ElementKind.Number && element.Size > 1:
                return NumberInRearrange(element);
            case PatternKind.Reduce when isNew:
                return new(PatternProblem.NewAxisInReduce, element.Place,
                    $"Axis '{element.Name}' is on the right but not on the left: Reduce makes no axes.",
                    Typos.DidYouMean(element.Name, leftNames.Where(name => !rightNames.Contains(name)))
                    ?? $"Put '{element.Name}' on the left, or use Repeat afterwards to repeat along it.");
            case PatternKind.Reduce when element.Kind == ElementKind.Number && element.Size > 1:
                return new(PatternProblem.NewAxisInReduce, element.Place,
                    $"The axis {element.Size} on the right would be new: Reduce makes no axes.",
                    "Use Repeat afterwards, or write 1 for an axis that was reduced.");
            default:
                return null;
        }
    }

    private static PatternFinding NumberInRearrange(PatternElement number) =>
        new(PatternProblem.NumberInRearrange, number.Place,
            $"A Rearrange has no axis {number.Size}, only axes of size 1: two numbers could not be told apart.",
            "Give the axis a name, and the name its size.");

    private static IEnumerable<PatternFinding> CheckEinsum(Pattern pattern)
    {
        var output = pattern.Output!;
        foreach (var finding in Duplicates(output)) yield return finding;

        var names = new HashSet<string>(pattern.Inputs.SelectMany(operand => operand.Names));
        foreach (var axis in output.Flat)
            if (axis.Kind == ElementKind.Axis && !names.Contains(axis.Name))
                yield return new(PatternProblem.UnknownOutputAxis, axis.Place,
                    $"Axis '{axis.Name}' of the output is in no operand.",
                    Typos.DidYouMean(axis.Name, names)
                    ?? LettersAdvice(pattern, axis.Name)
                    ?? "An einsum makes no axes; use Repeat.");

        var ellipses = pattern.Inputs.Where(operand => operand.HasEllipsis).ToList();
        if (output.HasEllipsis && ellipses.Count == 0)
            yield return new(PatternProblem.EllipsisOnlyOnRight, EllipsisOf(output).Place,
                "'...' is in the output but in no operand.", "Put it on both sides.");
        if (!output.HasEllipsis && ellipses.Count > 0)
            yield return new(PatternProblem.EllipsisDropped, EllipsisOf(ellipses[0]).Place,
                "'...' is in an operand but not in the output: its axes would be summed away unseen.",
                "Put '...' into the output, or name the axes that are to be summed.");

        foreach (var finding in LikelyTypos(pattern)) yield return finding;

        // The letters a to z and A to Z are what torch.einsum knows.
        if (pattern.Names.Count() > 52)
            yield return new(PatternProblem.TooManyAxes, null,
                $"The pattern names {pattern.Names.Count()} axes; an einsum has at most 52.");
    }

    private static IEnumerable<PatternFinding> LikelyTypos(Pattern pattern)
    {
        var places = pattern.Inputs.SelectMany((operand, index) => operand.Elements.Select(axis => (axis, index)))
            .Where(use => use.axis.Kind == ElementKind.Axis).ToList();
        var kept = new HashSet<string>(pattern.Output!.Names);
        var lonely = places.GroupBy(use => use.axis.Name)
            .Where(uses => !kept.Contains(uses.Key) && uses.Select(use => use.index).Distinct().Count() == 1
                && pattern.Inputs.Count > 1);
        foreach (var uses in lonely)
            if (Typos.Closest(uses.Key, pattern.Names) is { } other)
                yield return new(PatternProblem.LikelyTypo, uses.First().axis.Place,
                    $"Axis '{uses.Key}' stands in one operand only and not in the output, "
                    + "so it would be summed by itself.",
                    $"There is also '{other}': is one of them misspelt? If not, give it a name that is less like it.");
    }

    private static IEnumerable<PatternFinding> CheckPack(PatternSide side)
    {
        foreach (var finding in Duplicates(side)) yield return finding;
        var stars = side.Elements.Where(element => element.Kind == ElementKind.Rest).ToList();
        if (stars.Count == 0)
            yield return new(PatternProblem.MissingStar, side.Place, "The pattern has no '*'.",
                "Put one where the packed axes stand: \"* h w\".");
        foreach (var second in stars.Skip(1))
            yield return new(PatternProblem.SecondStar, second.Place, "The pattern has a second '*'.",
                "Only one axis can hold the packed ones.");
    }

    private static IEnumerable<PatternFinding> CheckParseShape(PatternSide side)
    {
        foreach (var group in side.Elements.Where(element => element.Parts.Count > 0))
            yield return new(PatternProblem.NotSupportedHere, group.Place, "A shape pattern has no groups of axes.",
                "One name stands for one axis of the tensor.");
        foreach (var finding in Duplicates(side)) yield return finding;
    }

    private static IEnumerable<PatternFinding> CheckContract(PatternSide side)
    {
        // The same name twice is a promise: "n n" is a square matrix.
        var open = side.Elements.Where(element => element.Kind is ElementKind.Rest or ElementKind.Ellipsis).ToList();
        foreach (var second in open.Skip(1))
            if (open[0].Kind == ElementKind.Rest || second.Kind == ElementKind.Rest)
                yield return new(PatternProblem.SecondEllipsis, second.Place,
                    "A contract can have only one '...' or rest.",
                    "Nobody could tell which axes belong to which; name some of them.");
        foreach (var blank in side.Elements.SelectMany(element => element.Parts)
            .Where(part => part.Kind == ElementKind.Blank))
            yield return new(PatternProblem.NotSupportedHere, blank.Place, "A product has names and numbers, no '_'.",
                "Give the factor a name.");
    }

    private static IEnumerable<PatternFinding> Duplicates(PatternSide side)
    {
        var seen = new HashSet<string>();
        foreach (var axis in side.Flat)
            if (axis.Kind == ElementKind.Axis && !seen.Add(axis.Name))
                yield return new(PatternProblem.DuplicateAxis, axis.Place,
                    $"Axis '{axis.Name}' stands here a second time.",
                    "On one side every axis stands once; give the second one another name.");
    }

    private static PatternElement EllipsisOf(PatternSide side) =>
        side.Flat.First(element => element.Kind == ElementKind.Ellipsis);

    // "ij,jk->ik" is how other einsums are written.
    private static string? LettersAdvice(Pattern pattern, string name)
    {
        var words = pattern.Inputs
            .Select(operand => operand.Elements.Count == 1 ? operand.Elements[0].Name : "").ToList();
        return name.Length > 1 && words.All(word => word.Length > 0)
            && name.All(letter => words.Any(word => word.Contains(letter)))
            ? $"Axes are words here: if these are {name.Length} axes, "
                + $"put spaces between them, '{string.Join(" ", name.ToCharArray())}'."
            : null;
    }
}
