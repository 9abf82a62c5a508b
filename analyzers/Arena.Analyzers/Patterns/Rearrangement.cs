using Arena.Analyzers.Shapes;
using Arena.Analyzers.Shapes.Algebra;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Patterns;

/// <summary>
/// What a chain of steps does to the axes of a tensor, followed symbolically: every axis is the parts that were merged
/// into it, and an axis of size 1 has no parts. A step that is not known to be exactly that ends it.
/// </summary>
internal sealed class Rearrangement
{
    private readonly List<AxisPart[]> before;
    private List<AxisPart[]> axes;

    private Rearrangement(TensorShape shape)
    {
        before = [.. shape.Axes.Select(axis => axis.IsOne ? (AxisPart[])[] : [new AxisPart(axis)])];
        axes = [.. before];
    }

    /// <summary>The pattern and sizes of a chain, the innermost step first; null when it is not provably one.</summary>
    public static (string Pattern, string Sizes)? Of(IReadOnlyList<AxisStep> steps, Hints hints)
    {
        var shape = hints.ShapeOf(steps[0].Subject);
        if (shape.Rank is null or 0) return null;
        var rearrangement = new Rearrangement(shape);
        foreach (var step in steps)
            if (!rearrangement.Apply(step, hints.ShapeOf(step.Operation)))
                return null;
        return rearrangement.Write();
    }

    private bool Apply(AxisStep step, TensorShape result)
    {
        if (result.Rank is not { } rank) return false;
        switch (step.Name)
        {
            case "unsqueeze" or "[]":
                if (step.Opened(axes.Count) is not { } opened) return false;
                foreach (var place in opened)
                    if (place > axes.Count) return false;
                    else axes.Insert(place, []);
                break;
            case "squeeze" when !step.Has(0):
                // Any other axis could have size 1 as well, when it is run.
                if (axes.Any(axis => axis.Length > 0 && SizeOf(axis)?.IsAtLeast(2) != true)) return false;
                axes.RemoveAll(axis => axis.Length == 0);
                break;
            case "squeeze":
                if (step.Dim(0, axes.Count) is not { } dim || axes[dim].Length > 0) return false;
                axes.RemoveAt(dim);
                break;
            case "flatten":
                if (step.Dim(0, axes.Count) is not { } first || step.Dim(1, axes.Count) is not { } last || last < first)
                    return false;
                var merged = axes.GetRange(first, last - first + 1).SelectMany(axis => axis).ToArray();
                axes.RemoveRange(first, last - first + 1);
                axes.Insert(first, merged);
                break;
            case "unflatten":
                if (step.Dim(0, axes.Count) is not { } split || step.List(1) is not { } sizes
                    || rank != axes.Count - 1 + sizes.Count)
                    return false;
                var made = Wanted(result, sizes, split);
                if (Regroup([.. axes[split]], made) is not { } parts) return false;
                axes.RemoveAt(split);
                axes.InsertRange(split, parts);
                break;
            case "view" or "reshape":
                return View(Wanted(result, step.List(0), 0));
            default:
                if (step.Order(axes.Count) is not { } order) return false;
                axes = [.. order.Select(index => axes[index])];
                break;
        }
        return axes.Count == rank;
    }

    private static List<AxisPart> Wanted(TensorShape result, IReadOnlyList<IOperation>? sizes, int first)
    {
        var count = sizes?.Count ?? result.Axes.Length;
        return [.. Enumerable.Range(0, Math.Min(count, result.Axes.Length - first)).Select(i =>
        {
            var axis = result.Axes[first + i];
            return new AxisPart(axis.Size, axis.Name, sizes?[i].Unwrapped());
        })];
    }

    // Row-major order: where the products of the leading sizes are equal, both shapes have a border.
    private bool View(List<AxisPart> wanted)
    {
        var viewed = new List<AxisPart[]>();
        var (i, j) = (0, 0);
        while (i < axes.Count || j < wanted.Count)
        {
            if (j < wanted.Count && wanted[j].Size is { IsOne: true })
            {
                viewed.Add([]);
                j++;
                continue;
            }
            if (i < axes.Count && axes[i].Length == 0)
            {
                i++;
                continue;
            }
            if (Group(i, j, wanted) is not { } group
                || Regroup(
                    [.. axes.GetRange(i, group.From).SelectMany(axis => axis)], wanted.GetRange(j, group.To))
                    is not { } parts)
                return false;
            viewed.AddRange(parts);
            i += group.From;
            j += group.To;
        }
        axes = viewed;
        return true;
    }

    private (int From, int To)? Group(int i, int j, List<AxisPart> wanted)
    {
        for (var total = 2; total <= axes.Count - i + wanted.Count - j; total++)
            for (var from = Math.Max(1, total - (wanted.Count - j)); from < total && from <= axes.Count - i; from++)
                if (SizeOf(axes.GetRange(i, from).SelectMany(axis => axis)) is { } one
                    && SizeOf(wanted.GetRange(j, total - from)) is { } other && one.Equals(other))
                    return (from, total - from);
        return null;
    }

    // Cuts a row of parts into axes; a part that is alone with what is left is split.
    private static List<AxisPart[]>? Regroup(List<AxisPart> parts, List<AxisPart> wanted)
    {
        var made = new List<AxisPart[]>();
        for (var k = 0; k < wanted.Count; k++)
        {
            if (wanted[k].Size is { IsOne: true })
            {
                made.Add([]);
                continue;
            }
            var length = Enumerable.Range(1, parts.Count)
                .FirstOrDefault(count => SizeOf(parts.Take(count)) is { } size && size.Equals(wanted[k].Size));
            if (length > 0)
            {
                made.Add([.. parts.Take(length)]);
                parts.RemoveRange(0, length);
                continue;
            }
            var rest = wanted.GetRange(k, wanted.Count - k);
            if (parts is not [var whole] || SizeOf(rest) is not { } all || !all.Equals(whole.Size)) return null;
            whole.Parts = [.. rest.Where(part => part.Size is not { IsOne: true })];
            made.AddRange(rest.Select(part => part.Size is { IsOne: true } ? (AxisPart[])[] : [part]));
            return made;
        }
        return parts.Count == 0 ? made : null;
    }

    private static Size? SizeOf(IEnumerable<AxisPart> parts) =>
        parts.Aggregate((Size?)Size.One, (product, part) =>
            product is null || part.Size is null ? null : product * part.Size);

    private (string Pattern, string Sizes)? Write()
    {
        var names = new AxisNames([.. before.SelectMany(axis => axis).SelectMany(part => part.Whole)]);
        var (left, right) = (Side(before, names), Side(axes, names));
        if (left == right || Sizes(names) is not { } sizes) return null;
        return ($"{left} -> {right}", sizes);
    }

    private static string Side(IEnumerable<AxisPart[]> axes, AxisNames names) =>
        string.Join(" ", axes.Select(axis => axis.SelectMany(part => part.Whole).ToList() switch
        {
            [] => "1",
            [var one] => names[one],
            var several => $"({string.Join(" ", several.Select(part => names[part]))})",
        }));

    // Of the parts of an axis all but one need a size: the last whose expression is the least simple does
    // without.
    private string? Sizes(AxisNames names)
    {
        var sizes = "";
        foreach (var axis in before)
        {
            var parts = axis.SelectMany(part => part.Whole).ToList();
            if (parts.Count < 2) continue;
            var implied = parts.AsEnumerable().Reverse().OrderBy(Simplicity).First();
            foreach (var part in parts)
                if (part == implied) continue;
                else if (Simplicity(part) == 0) return null;
                else sizes += $", (\"{names[part]}\", {part.Expression!.Syntax})";
        }
        return sizes;
    }

    private static int Simplicity(AxisPart part) => part.Expression switch
    {
        null => 0,
        { ConstantValue: { HasValue: true, Value: var value } } when value is -1 or -1L => 0,
        var expression when !IsPlain(expression) => 0,
        IBinaryOperation => 1,
        { ConstantValue.HasValue: true } => 3,
        _ => 2,
    };

    // It is written again, at another place of the same expression.
    private static bool IsPlain(IOperation expression) => expression.Unwrapped() switch
    {
        { ConstantValue.HasValue: true } or ILocalReferenceOperation or IParameterReferenceOperation => true,
        IFieldReferenceOperation { Instance: var instance } => instance is null || IsPlain(instance),
        IPropertyReferenceOperation { Arguments.Length: 0, Instance: var instance } =>
            instance is null || IsPlain(instance),
        IInstanceReferenceOperation => true,
        IArrayElementReferenceOperation { Indices: [var index] } element =>
            IsPlain(element.ArrayReference) && IsPlain(index),
        IBinaryOperation binary => IsPlain(binary.LeftOperand) && IsPlain(binary.RightOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd => IsPlain(fromEnd.Operand),
        _ => false,
    };
}
