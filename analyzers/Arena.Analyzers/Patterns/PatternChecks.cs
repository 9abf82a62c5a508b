using System.Text.RegularExpressions;
using Arena.Patterns;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Patterns;

/// <summary>What is wrong with a pattern, its sizes and the number of its tensors, as far as it can be seen.</summary>
internal static class PatternChecks
{
    private static readonly Regex MeantArrow = new(@"(-+|=+|[–—−])? *>|[→⇒⟶]");

    /// <summary>The rule that a problem belongs to; null when only running the program shows it.</summary>
    public static DiagnosticDescriptor? RuleOf(PatternProblem problem)
    {
        switch (problem)
        {
            // What stands there cannot be read, or this kind of pattern does not have it.
            case PatternProblem.StrayDots:
            case PatternProblem.SecondEllipsis:
            case PatternProblem.ZeroAxis:
            case PatternProblem.NotAName:
            case PatternProblem.Underscore:
            case PatternProblem.NestedGroup:
            case PatternProblem.UnopenedGroup:
            case PatternProblem.UnclosedGroup:
            case PatternProblem.UnknownCharacter:
            case PatternProblem.MissingArrow:
            case PatternProblem.UnexpectedArrow:
            case PatternProblem.NotSupportedHere:
            case PatternProblem.MissingStar:
            case PatternProblem.SecondStar:
            case PatternProblem.TooManyAxes:
                return Rules.InvalidPattern;

            case PatternProblem.OperandCount:
                return Rules.OperandCount;

            // It can be read, but its axes and their sizes do not add up.
            case PatternProblem.DuplicateAxis:
            case PatternProblem.EllipsisOnlyOnRight:
            case PatternProblem.EllipsisInLeftGroup:
            case PatternProblem.EllipsisDropped:
            case PatternProblem.NumberInRearrange:
            case PatternProblem.OneSidedAxis:
            case PatternProblem.AxisLostInRepeat:
            case PatternProblem.NewAxisInReduce:
            case PatternProblem.UnknownOutputAxis:
            case PatternProblem.MissingSize:
            case PatternProblem.BadSizeName:
            case PatternProblem.UnusedSize:
            case PatternProblem.DuplicateSize:
            case PatternProblem.SizeNotPositive:
            case PatternProblem.CannotInfer:
            case PatternProblem.LayerAxes:
                return Rules.AxisBookkeeping;

            case PatternProblem.LikelyTypo:
                return Rules.LonelyAxisTypo;

            // UnknownReduction, ReductionOfType, ReductionOfNothing, ReductionResult, WrongRank, SizeMismatch,
            // NotDivisible, NoTensor, TensorsDiffer, PackedShapes: those are about tensors.
            default:
                return null;
        }
    }

    /// <summary>What is wrong with a pattern by itself.</summary>
    public static IEnumerable<PatternFault> Of(PatternText text, PatternCall? call = null)
    {
        var arrow = text.Findings.Any(finding => finding.Problem == PatternProblem.MissingArrow)
            ? ArrowMeantIn(text.Pattern.Text)
            : null;
        foreach (var finding in text.Findings)
            if (arrow is { } place && finding.Problem == PatternProblem.MissingArrow)
                yield return new PatternFault(
                    new(PatternProblem.MissingArrow, place, finding.Cause,
                        $"Write it for '{text.Pattern.Text.Substring(place.Start, place.Length)}'."),
                    text, call);
            // One mistake is one finding: the characters of "=>" are not wrong one by one.
            else if (arrow is not { } meant || finding.Place is not { } at || !IsWithin(at, meant))
                yield return new PatternFault(finding, text, call);
    }

    /// <summary>What is wrong with a call.</summary>
    public static IEnumerable<PatternFault> Of(PatternCall call)
    {
        var faults = Of(call.Text, call);
        if (call.Weight is { } weight) faults = faults.Concat(Of(weight, call));
        if (call.Bias is { } bias) faults = faults.Concat(Of(bias, call));
        return faults.Concat(call.Kind switch
        {
            PatternKind.Rearrange or PatternKind.Reduce or PatternKind.Repeat => OfSizes(call),
            PatternKind.EinMix => OfMix(call),
            PatternKind.Einsum => OfOperands(call),
            _ => [],
        });
    }

    /// <summary>The sizes as far as they are constants, and 1, which is always a size, for the others.</summary>
    public static IReadOnlyList<(string Axis, long Size)> KnownSizes(
        IEnumerable<(string Axis, IOperation Size)> sizes) =>
        [.. sizes.Select(size => (size.Axis, PatternCall.ConstantSize(size.Size) ?? 1))];

    /// <summary>Where something stands that was meant to be the arrow, when there is one such place.</summary>
    private static Place? ArrowMeantIn(string text)
    {
        var arrows = MeantArrow.Matches(text);
        if (arrows.Count != 1) return null;
        var start = arrows[0].Index;
        var length = arrows[0].Length;
        while (text[start] == ' ') (start, length) = (start + 1, length - 1);
        return new Place(start, length);
    }

    private static bool IsWithin(Place inner, Place outer) => outer.Start <= inner.Start && inner.End <= outer.End;

    private static IEnumerable<PatternFault> OfSizes(PatternCall call)
    {
        if (call.Text.Findings.Count > 0 || call.Sizes is not { } given) yield break;
        var sizes = KnownSizes(given);
        foreach (var finding in AxisSizes.Check(call.Pattern, Respelt(sizes, call.Pattern)))
            if (!IsAboutASize(finding))
                yield return new PatternFault(finding, call.Text, call);

        // A finding does not say which size it is about; the first ones up to that size have one more finding.
        var count = 0;
        for (var i = 0; i < sizes.Count; i++)
        {
            var findings = AxisSizes.Check(call.Pattern, [.. sizes.Take(i + 1)]).Where(IsAboutASize).ToList();
            if (findings.Count == count) continue;
            count = findings.Count;
            yield return new PatternFault(findings[count - 1], call.Text, call, i);
        }
    }

    // A misspelt size is one mistake; that the axis which was meant has none is not another.
    private static IReadOnlyList<(string Axis, long Size)> Respelt(
        IReadOnlyList<(string Axis, long Size)> sizes, Pattern pattern) =>
        [.. sizes.Select(size => pattern.Names.Contains(size.Axis)
            ? size
            : (Typos.Closest(size.Axis, pattern.Names) ?? size.Axis, size.Size))];

    private static bool IsAboutASize(PatternFinding finding) =>
        finding.Problem is PatternProblem.BadSizeName or PatternProblem.UnusedSize or PatternProblem.DuplicateSize
            or PatternProblem.SizeNotPositive;

    private static IEnumerable<PatternFault> OfMix(PatternCall call)
    {
        if (call.Weight is not { } weight || !call.SeesBias) yield break;
        if (call.Text.Findings.Count + weight.Findings.Count + (call.Bias?.Findings.Count ?? 0) > 0) yield break;

        var sizes = call.Sizes is { } given
            ? KnownSizes(given)
            : [.. weight.Pattern.Names.Concat(call.Bias?.Pattern.Names ?? []).Distinct().Select(axis => (axis, 1L))];
        var plan = EinMixPlan.Make(
            call.Pattern, weight.Pattern, call.Bias?.Pattern, sizes, out var wrong, out var finding);
        if (finding is not null)
        {
            var text = wrong == call.Pattern ? call.Text : wrong == weight.Pattern ? weight : call.Bias!;
            yield return new PatternFault(finding, text, call, call.Sizes is null ? -1 : SizeOf(finding, sizes));
        }
        // The layer refuses what its einsum would refuse. That pattern is not written anywhere.
        else if (plan is not null)
            foreach (var hidden in Pattern.Parse(PatternKind.Einsum, plan.Einsum).Findings)
                yield return new PatternFault(
                    new(hidden.Problem, null, hidden.Cause, hidden.Advice), call.Text, call);
    }

    private static int SizeOf(PatternFinding finding, IReadOnlyList<(string Axis, long Size)> sizes)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < sizes.Count; i++)
            if (finding.Problem switch
            {
                PatternProblem.UnusedSize => finding.Cause.Contains($"'{sizes[i].Axis}'"),
                PatternProblem.SizeNotPositive => sizes[i].Size < 1,
                PatternProblem.DuplicateSize => !seen.Add(sizes[i].Axis),
                _ => false,
            })
                return i;
        return -1;
    }

    private static IEnumerable<PatternFault> OfOperands(PatternCall call)
    {
        var unread = call.Text.Findings.Any(finding => RuleOf(finding.Problem) == Rules.InvalidPattern);
        if (unread || call.Tensors is not { } tensors || tensors.Count == call.Pattern.Inputs.Count) yield break;
        // The number is looked at before any shape.
        if (EinsumPlan.Check(call.Pattern, new long[tensors.Count][]) is { } finding)
            yield return new PatternFault(
                new(finding.Problem, call.IsLetters ? LetterEquation.Operands(call.PatternArgument) : finding.Place,
                    finding.Cause, finding.Advice),
                call.Text, call);
    }
}
