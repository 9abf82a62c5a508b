using Arena.Analyzers.Patterns;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Reports what does not fit between a pattern and a shape.</summary>
/// <param name="rule">The rule.</param>
/// <param name="place">Where in the pattern.</param>
/// <param name="message">What is wrong.</param>
/// <param name="relation">How sure it is.</param>
internal delegate void PatternReport(DiagnosticDescriptor rule, Place? place, string message, Relation relation);

/// <summary>Calls with a pattern: what they make of the shapes, and where the two contradict each other.</summary>
internal static class EinopsCalls
{
    public static Value Apply(Evaluator evaluator, PatternCall call, IInvocationOperation operation)
    {
        // Each argument is gone through once: it may change something.
        foreach (var argument in operation.Arguments)
            if (argument.Parameter?.Name switch
            {
                "x" or "tensor" or "tensors" or "packed" => call.Tensors is null,
                "sizes" => call.Sizes is null,
                _ => true,
            })
                evaluator.ValueOf(argument.Value);
        if (operation.Instance is { } instance) evaluator.ValueOf(instance);
        var pattern = call.Pattern;
        if (pattern.Findings.Count > 0) return evaluator.UnknownResult(operation);
        var shapes = call.Tensors?.Select(evaluator.TensorOf).ToList();
        var sizes = call.Sizes?.GroupBy(size => size.Axis)
            .ToDictionary(size => size.Key, size => (evaluator.ValueOf(size.First().Size) as NumberValue)?.Size);
        if (evaluator.Context.Torch.IsModule(operation.Type))
            return pattern.Kind is PatternKind.Rearrange or PatternKind.Reduce or PatternKind.Repeat
                ? new LayerValue(new PatternLayer(pattern, sizes))
                : new LayerValue(new UnknownLayer());
        if (shapes is null) return evaluator.UnknownResult(operation);
        void Report(DiagnosticDescriptor rule, Place? place, string message, Relation relation)
        {
            if (evaluator.IsReporting)
                evaluator.Context.Report(
                    rule, LiteralPlaces.Of(call.PatternArgument).LocationOf(place), message, relation,
                    shapes.Select(tensor => tensor.Source));
        }
        switch (pattern.Kind)
        {
            case PatternKind.Einsum:
                if (shapes.Count != pattern.Inputs.Count) return evaluator.UnknownResult(operation);
                return Evaluator.Fresh(operation.Syntax, Einsum(pattern, shapes, call.IsLetters, Report));
            case PatternKind.Rearrange or PatternKind.Reduce or PatternKind.Repeat:
                var input = call.IsStacked ? Stacked(shapes) : shapes is [var only] ? only.Shape : TensorShape.Unknown;
                return Evaluator.Fresh(operation.Syntax, Transform(pattern, input, sizes, Report));
            case PatternKind.ParseShape when shapes is [var named]:
                CheckRank(pattern.Input, named.Shape, "the tensor", Report);
                return evaluator.UnknownResult(operation);
            case PatternKind.Contract when shapes is [var promised]:
                return promised;
            default:
                return evaluator.UnknownResult(operation);
        }
    }

    /// <summary>The shape that a rearrange, reduce or repeat makes.</summary>
    public static TensorShape Transform(
        Pattern pattern, TensorShape shape, IReadOnlyDictionary<string, Size?>? sizes, PatternReport report)
    {
        var left = pattern.Input;
        if (!CheckRank(left, shape, "the tensor", report)) return TensorShape.Unknown;
        var bound = new Dictionary<string, Size?>();
        if (sizes is not null)
            foreach (var size in sizes) bound[size.Key] = size.Value;
        var ellipsis = left.Elements.ToList().FindIndex(element => element.Kind == ElementKind.Ellipsis);
        for (var i = 0; i < left.Elements.Count; i++)
            if (i != ellipsis)
                Bind(
                    left.Elements[i],
                    // Without a rest in the pattern, both ends of a shape are counted from.
                    (ellipsis >= 0 && i > ellipsis ? null : shape[i])
                        ?? (ellipsis < 0 || i > ellipsis ? shape[i - left.Elements.Count] : null),
                    bound, report);

        var rest = ellipsis < 0 ? []
            : shape.Rank is { } rank
                ? [.. shape.Axes.Skip(ellipsis).Take(rank - left.Elements.Count + 1)]
                : (IReadOnlyList<Axis>?)null;
        var axes = new List<Axis>();
        foreach (var element in pattern.Output!.Elements)
            if (element.Kind != ElementKind.Ellipsis) axes.Add(Output(element, bound, rest));
            else if (rest is null) return TensorShape.Unknown;
            else axes.AddRange(rest);
        return TensorShape.Of(axes);
    }

    private static TensorShape Einsum(
        Pattern pattern, IReadOnlyList<TensorValue> tensors, bool stretchesOnes, PatternReport report)
    {
        var bound = new Dictionary<string, (Axis Axis, int Operand)>();
        var batch = (IReadOnlyList<Axis>?)[];
        for (var i = 0; i < tensors.Count; i++)
        {
            var (operand, shape) = (pattern.Inputs[i], tensors[i].Shape);
            if (!CheckRank(operand, shape, $"operand {i + 1}", report)) return TensorShape.Unknown;
            var ellipsis = operand.Elements.ToList().FindIndex(element => element.Kind == ElementKind.Ellipsis);
            if (ellipsis >= 0)
                batch = shape.Rank is { } rank && batch is { Count: 0 }
                    ? [.. shape.Axes.Skip(ellipsis).Take(rank - operand.Elements.Count + 1)]
                    : null;
            for (var at = 0; at < operand.Elements.Count; at++)
            {
                var element = operand.Elements[at];
                if (element.Kind != ElementKind.Axis) continue;
                var axis = shape[ellipsis >= 0 && at > ellipsis ? at - operand.Elements.Count : at] ?? Axis.Unknown;
                if (!bound.TryGetValue(element.Name, out var known) || known.Axis.Size is null)
                    bound[element.Name] = (axis, i);
                else if (stretchesOnes && (axis.IsOne || known.Axis.IsOne))
                    bound[element.Name] = known.Axis.IsOne ? (axis, i) : known;
                else if (Size.Compare(known.Axis.Size, axis.Size)
                    is var relation and (Relation.Different or Relation.NamedDifferently))
                    report(Rules.PatternSizes, element.Place,
                        known.Operand == i
                            ? $"axis '{element.Name}' is {known.Axis} and {axis} in operand {i + 1}"
                            : $"axis '{element.Name}' is {axis} in operand {i + 1} "
                                + $"but {known.Axis} in operand {known.Operand + 1}",
                        relation);
            }
        }
        var axes = new List<Axis>();
        foreach (var element in pattern.Output!.Elements)
            if (element.Kind == ElementKind.Axis)
                axes.Add(bound.TryGetValue(element.Name, out var found)
                    ? Named(found.Axis.Size, element.Name)
                    : Axis.Unknown);
            else if (batch is null) return TensorShape.Unknown;
            else axes.AddRange(batch);
        return TensorShape.Of(axes);
    }

    private static bool CheckRank(PatternSide side, TensorShape shape, string tensor, PatternReport report)
    {
        if (shape.Rank is not { } rank) return true;
        var open = side.Elements.Any(element => element.Kind == ElementKind.Ellipsis);
        var needed = side.Elements.Count - (open ? 1 : 0);
        if (open ? rank >= needed : rank == needed) return true;
        report(Rules.PatternRank, side.Place,
            $"this names {(open ? "at least " : "")}{Contracts.Count(needed)}, but {tensor} has {rank}: {shape}",
            Relation.Different);
        return false;
    }

    private static void Bind(
        PatternElement element, Axis? axis, Dictionary<string, Size?> bound, PatternReport report)
    {
        var size = axis?.Size;
        if (element.Kind == ElementKind.Axis)
        {
            if (!bound.TryGetValue(element.Name, out var given) || given is null) bound[element.Name] = size;
            else if (Size.Compare(given, size) == Relation.Different)
                report(Rules.PatternSizes, element.Place,
                    $"the size given for axis '{element.Name}' is {given}, but the axis has size {axis}",
                    Relation.Different);
            return;
        }
        var parts = element.Kind == ElementKind.Group ? element.Parts : [element];
        var unknown = parts.Where(part =>
            part.Kind == ElementKind.Axis && (!bound.TryGetValue(part.Name, out var known) || known is null)).ToList();
        var product = parts.Except(unknown).Aggregate((Size?)Size.One, (result, part) =>
            result is null ? null : part.Kind == ElementKind.Number ? result * Size.Of(part.Size)
            : part.Kind == ElementKind.Axis ? result * bound[part.Name]! : null);
        // A size that somebody gave without its being known here leaves nothing to work out.
        if (product is null || size is null || unknown.Any(part => bound.ContainsKey(part.Name)) || unknown.Count > 1)
            return;
        if (unknown.Count == 1)
        {
            if (size.Constant is { } all && product.Constant is > 0 and var by && all % by != 0)
                report(Rules.PatternSizes, element.Place,
                    $"this axis has size {axis}, which cannot be divided by {by}", Relation.Different);
            else bound[unknown[0].Name] = size / product;
        }
        else if (Size.Compare(size, product) == Relation.Different)
            report(Rules.PatternSizes, element.Place,
                parts.Count == 1 || parts.Count == 0
                    ? $"the pattern has size {product} here, but the axis has size {axis}"
                    : $"the sizes make {product}, but the axis has size {axis}",
                Relation.Different);
    }

    private static Axis Output(PatternElement element, Dictionary<string, Size?> bound, IReadOnlyList<Axis>? rest)
    {
        switch (element.Kind)
        {
            case ElementKind.Axis:
                return bound.TryGetValue(element.Name, out var size) ? Named(size, element.Name) : Axis.Unknown;
            case ElementKind.Number:
                return element.Size == 1 ? Axis.Opened : Axis.Of(element.Size);
            case ElementKind.Group when element.Parts.Count == 0:
                return Axis.Opened;
            case ElementKind.Group:
                var sizes = element.Parts.SelectMany(part => part.Kind == ElementKind.Ellipsis
                    ? rest ?? [Axis.Unknown]
                    : [Output(part, bound, rest)]);
                return new Axis(TensorShape.Product(sizes));
            default:
                return Axis.Unknown;
        }
    }

    // An axis that a pattern opens or keeps under its name is there on purpose, also where its size is 1.
    private static Axis Named(Size? size, string name) => new(size, name);

    private static TensorShape Stacked(IReadOnlyList<TensorValue> tensors) =>
        tensors.Count > 0 && tensors[0].Shape.Rank is not null
            ? TensorShape.Of([Axis.Of(tensors.Count), .. tensors[0].Shape.Axes])
            : TensorShape.Unknown;

    private sealed record PatternLayer(
        Pattern Pattern, IReadOnlyDictionary<string, Size?>? Sizes) : Layer(Pattern.Kind.ToString())
    {
        public override TensorShape Apply(TensorShape input, LayerReport report) =>
            Transform(Pattern, input, Sizes, (_, _, message, relation) =>
                report($"this {Name} \"{Pattern.Text}\": {message}", relation));
    }
}
