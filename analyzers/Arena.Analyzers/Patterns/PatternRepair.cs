using System.Collections.Immutable;
using System.Globalization;
using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Analyzers.Patterns;

/// <summary>
/// The one change of the source that puts a fault right. It travels with the finding, so that the fix need not read the
/// pattern again.
/// </summary>
/// <param name="Title">What the IDE offers.</param>
/// <param name="Span">The source that is replaced.</param>
/// <param name="Text">What it is replaced with.</param>
internal sealed record PatternRepair(string Title, TextSpan Span, string Text)
{
    private const string TitleKey = "Title";
    private const string StartKey = "Start";
    private const string LengthKey = "Length";
    private const string TextKey = "Text";

    /// <summary>The repair of a fault; null when it takes a person to say what was meant.</summary>
    public static PatternRepair? Of(PatternFault fault) =>
        fault.SizeIndex >= 0 ? OfSize(fault)
        : fault.Call is { IsLetters: true } || fault.Finding.Place is not { } place ? null
        : OfPlace(fault, place);

    /// <summary>The repair that travels with a finding, if any.</summary>
    public static PatternRepair? In(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(TitleKey, out var title)
            ? new PatternRepair(
                title!,
                new TextSpan(
                    int.Parse(diagnostic.Properties[StartKey]!, CultureInfo.InvariantCulture),
                    int.Parse(diagnostic.Properties[LengthKey]!, CultureInfo.InvariantCulture)),
                diagnostic.Properties[TextKey]!)
            : null;

    /// <summary>The repair as a finding carries it.</summary>
    public ImmutableDictionary<string, string?> AsProperties() =>
        ImmutableDictionary.CreateRange(new KeyValuePair<string, string?>[]
        {
            new(TitleKey, Title),
            new(StartKey, Span.Start.ToString(CultureInfo.InvariantCulture)),
            new(LengthKey, Span.Length.ToString(CultureInfo.InvariantCulture)),
            new(TextKey, Text),
        });

    private static PatternRepair? OfPlace(PatternFault fault, Place place)
    {
        var pattern = fault.Text.Pattern;
        switch (fault.Finding.Problem)
        {
            case PatternProblem.UnclosedGroup:
                return SideAt(pattern, place) is { } side
                    ? Edit(fault, "Add the ')'", new Place(side.Place.End, 0), ")", mustHelp: true)
                    : null;
            case PatternProblem.MissingArrow when place.Length > 0:
                return Edit(fault, "Write '->'", place, "->", mustHelp: false);
            case PatternProblem.UnknownCharacter:
                return OfCharacter(fault, place);
            case PatternProblem.OneSidedAxis when IsIn(pattern.Output!, place):
            case PatternProblem.NewAxisInReduce:
                return Rename(fault, place, pattern.Input.Names.Except(pattern.Output!.Names));
            case PatternProblem.AxisLostInRepeat:
                return OfLostAxis(fault, place);
            case PatternProblem.UnknownOutputAxis:
                return Rename(fault, place, pattern.Inputs.SelectMany(operand => operand.Names));
            case PatternProblem.LikelyTypo:
                return OfTypo(fault, place);
            default:
                return null;
        }
    }

    private static PatternRepair? OfCharacter(PatternFault fault, Place place)
    {
        var text = fault.Text.Pattern.Text;
        var (spaceBefore, spaceAfter) = (IsSpace(text, place.Start - 1), IsSpace(text, place.End));
        switch (text[place.Start])
        {
            case ',' when fault.Text.Pattern.Kind != PatternKind.Einsum:
                var comma = spaceBefore && spaceAfter ? new Place(place.Start - 1, 2) : place;
                var space = spaceBefore || spaceAfter ? "" : " ";
                return Edit(fault, "Separate the axes by a space", comma, space, mustHelp: false);
            case '-' when text.Substring(place.End).TrimStart('-').StartsWith(">", StringComparison.Ordinal):
                return Edit(fault, "Write '->'", place, "", mustHelp: false);
            case '\t':
                return Edit(fault, "Write a space", place, " ", mustHelp: false);
            default:
                return null;
        }
    }

    // The finding is about the axis on the left; the new one on the right that is like it is the one to rename.
    private static PatternRepair? OfLostAxis(PatternFault fault, Place place)
    {
        var pattern = fault.Text.Pattern;
        var axis = TextAt(pattern, place);
        var made = pattern.Output!.Names.Except(pattern.Input.Names);
        if (Typos.Closest(axis, made) is not { } meant) return null;
        var other = pattern.Output.Flat.First(element => element.Kind == ElementKind.Axis && element.Name == meant);
        return Edit(fault, TitleOfRename(meant, axis), other.Place, axis, mustHelp: true);
    }

    private static PatternRepair? OfTypo(PatternFault fault, Place place)
    {
        var pattern = fault.Text.Pattern;
        var axis = TextAt(pattern, place);
        if (Typos.Closest(axis, pattern.Names) is not { } meant) return null;
        // Of two that stand alone, the second takes the first one's name. One that stands beside the other in an
        // operand would make a diagonal.
        var earlier = pattern.Findings.Any(finding => finding.Problem == PatternProblem.LikelyTypo
            && finding.Place is { } later && later.Start > place.Start && TextAt(pattern, later) == meant);
        var uses = pattern.Inputs.SelectMany(operand => operand.Names).Count(name => name == axis);
        return earlier || uses > 1 || SideAt(pattern, place)!.Names.Contains(meant)
            ? null
            : Edit(fault, TitleOfRename(axis, meant), place, meant, mustHelp: true);
    }

    private static PatternRepair? Rename(PatternFault fault, Place place, IEnumerable<string> candidates)
    {
        var axis = TextAt(fault.Text.Pattern, place);
        return Typos.Closest(axis, candidates) is { } meant
            ? Edit(fault, TitleOfRename(axis, meant), place, meant, mustHelp: true)
            : null;
    }

    private static PatternRepair? OfSize(PatternFault fault)
    {
        var sizes = fault.Call!.Sizes!;
        var (axis, size) = sizes[fault.SizeIndex];
        switch (fault.Finding.Problem)
        {
            case PatternProblem.UnusedSize:
                var names = fault.Call.Pattern.Names
                    .Concat(fault.Call.Weight?.Pattern.Names ?? []).Concat(fault.Call.Bias?.Pattern.Names ?? []);
                return Typos.Closest(axis, names) is not { } meant ? WithoutSize(fault)
                    : sizes.All(given => given.Axis != meant) ? RenameSize(fault, axis, meant)
                    : null;
            case PatternProblem.DuplicateSize:
                var first = sizes.First(given => given.Axis == axis).Size;
                return PatternCall.ConstantSize(size) is { } known && PatternCall.ConstantSize(first) == known
                    ? WithoutSize(fault)
                    : null;
            case PatternProblem.SizeNotPositive when PatternCall.ConstantSize(size) == -1:
                var rest = PatternChecks.KnownSizes(sizes.Where((_, index) => index != fault.SizeIndex));
                return fault.Call.Kind != PatternKind.EinMix && !AxisSizes.Check(fault.Call.Pattern, rest).Any()
                    ? WithoutSize(fault)
                    : null;
            default:
                return null;
        }
    }

    private static PatternRepair? RenameSize(PatternFault fault, string axis, string meant)
    {
        var name = fault.SizeTuple!.Elements[0];
        return LiteralPlaces.Of(name).Editable(new Place(0, axis.Length)) is { } span
            ? new PatternRepair(TitleOfRename(axis, meant), span, meant)
            : null;
    }

    private static PatternRepair? WithoutSize(PatternFault fault)
    {
        var tuple = fault.SizeTuple!;
        if (tuple.Syntax.Parent is not ArgumentSyntax
            {
                Parent: ArgumentListSyntax { Arguments: var arguments },
            } argument)
            return null;
        var index = arguments.IndexOf(argument);
        var size = tuple.Elements[1];
        var does = size.DescendantsAndSelf().Any(part =>
            part is IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation
                or IObjectCreationOperation or IAwaitOperation or IDynamicInvocationOperation);
        if (index < 1 || does) return null;
        var span = TextSpan.FromBounds(arguments[index - 1].Span.End, argument.Span.End);
        var hasComment = argument.Parent!.DescendantTrivia(span)
            .Any(trivia => span.Contains(trivia.Span) && !string.IsNullOrWhiteSpace(trivia.ToString()));
        return hasComment
            ? null
            : new PatternRepair($"Take the size of '{fault.Call!.Sizes![fault.SizeIndex].Axis}' away", span, "");
    }

    private static PatternRepair? Edit(PatternFault fault, string title, Place place, string text, bool mustHelp)
    {
        if (LiteralPlaces.Of(fault.Text.Argument).Editable(place) is not { } span) return null;
        return mustHelp && !Helps(fault, place, text) ? null : new PatternRepair(title, span, text);
    }

    // Nothing new may be wrong afterwards, or the guess was none.
    private static bool Helps(PatternFault fault, Place place, string text)
    {
        var before = fault.Text.Pattern;
        var after = Pattern.Parse(
            before.Kind, before.Text.Remove(place.Start, place.Length).Insert(place.Start, text));
        if (after.Findings.Count >= before.Findings.Count) return false;
        if (after.Findings.Any(left => before.Findings.All(finding => finding.Cause != left.Cause))) return false;
        return after.Findings.Count > 0
            || before.Kind is not (PatternKind.Rearrange or PatternKind.Reduce or PatternKind.Repeat)
            || fault.Call?.Sizes is not { } sizes
            || !AxisSizes.Check(after, PatternChecks.KnownSizes(sizes)).Any();
    }

    private static string TitleOfRename(string axis, string meant) => $"Rename '{axis}' to '{meant}'";

    private static string TextAt(Pattern pattern, Place place) => pattern.Text.Substring(place.Start, place.Length);

    private static bool IsSpace(string text, int at) => at < 0 || at >= text.Length || text[at] == ' ';

    private static PatternSide? SideAt(Pattern pattern, Place place) =>
        pattern.Inputs.Concat(pattern.Output is null ? [] : [pattern.Output]).FirstOrDefault(side => IsIn(side, place));

    private static bool IsIn(PatternSide side, Place place) =>
        side.Place.Start <= place.Start && place.End <= side.Place.End;
}
