namespace Arena.Patterns;

/// <summary>What is known of named axes, from sizes that were given and from shapes that were seen.</summary>
public sealed class AxisBindings
{
    private Dictionary<string, Bound> axes = [];
    private Dictionary<string, (IReadOnlyList<long> Sizes, string Tensor)> rests = [];
    private List<OpenProduct> open = [];

    /// <summary>The size of an axis, or null when nothing has told it yet.</summary>
    public long? SizeOf(string axis) => axes.TryGetValue(axis, out var bound) ? bound.Size : null;

    /// <summary>Gives an axis its size.</summary>
    public void Give(string axis, long size) => axes[axis] = new Bound(size, null);

    /// <summary>
    /// Compares a shape with a contract and learns the sizes of its axes. When the shape is refused, nothing is learnt.
    /// </summary>
    /// <param name="contract">A contract without findings.</param>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="tensor">What the tensor is called in messages.</param>
    /// <returns>What differs first, in a sentence; null when nothing does.</returns>
    public string? Check(Pattern contract, IReadOnlyList<long> shape, string tensor)
    {
        if (open.Count == 0 && IsPlain(contract.Input, shape.Count)) return CheckPlain(contract.Input, shape, tensor);
        var trial = new AxisBindings { axes = new(axes), rests = new(rests), open = [.. open] };
        if (trial.Learn(contract.Input, shape, tensor) is { } difference) return difference;
        (axes, rests, open) = (trial.axes, trial.rests, trial.open);
        return null;
    }

    // Nearly all contracts are names alone, and they are checked at every call of an exercise: so nothing is copied.
    private static bool IsPlain(PatternSide contract, int axes)
    {
        if (contract.Elements.Count != axes || axes > 64) return false;
        for (var i = 0; i < axes; i++)
            if (contract.Elements[i].Kind is not (ElementKind.Axis or ElementKind.Number))
                return false;
        return true;
    }

    private string? CheckPlain(PatternSide contract, IReadOnlyList<long> shape, string tensor)
    {
        var learnt = 0UL;
        for (var at = 0; at < shape.Count; at++)
        {
            var element = contract.Elements[at];
            var isNew = element.Kind == ElementKind.Axis && !axes.ContainsKey(element.Name);
            if (LearnElement(element, shape, at, 1, tensor) is { } difference)
            {
                for (var i = 0; i < at; i++)
                    if ((learnt >> i & 1) == 1)
                        axes.Remove(contract.Elements[i].Name);
                return difference;
            }
            if (isNew) learnt |= 1UL << at;
        }
        return null;
    }

    /// <summary>
    /// The axes that a contract asks for, with the sizes that are known; null when their number is open.
    /// </summary>
    /// <param name="contract">A contract without findings.</param>
    public IReadOnlyList<(string Axis, long? Size)>? Wanted(Pattern contract)
    {
        var wanted = new List<(string Axis, long? Size)>();
        foreach (var element in contract.Input.Elements)
            switch (element.Kind)
            {
                case ElementKind.Number:
                    wanted.Add((Text(element), element.Size));
                    break;
                case ElementKind.Axis:
                    wanted.Add((element.Name, SizeOf(element.Name)));
                    break;
                case ElementKind.Product:
                    wanted.Add((string.Join("*", element.Parts.Select(Text)), ProductOf(element.Parts)));
                    break;
                case ElementKind.Rest when rests.TryGetValue(element.Name, out var known):
                    wanted.AddRange(known.Sizes.Select(size => ("_", (long?)size)));
                    break;
                case ElementKind.Ellipsis or ElementKind.Rest:
                    return null;
                default:
                    wanted.Add(("_", null));
                    break;
            }
        return wanted;
    }

    private long? ProductOf(IReadOnlyList<PatternElement> factors) =>
        factors.All(factor => factor.Kind != ElementKind.Axis || axes.ContainsKey(factor.Name))
            ? factors.Aggregate(1L, (result, factor) => ElementaryAxes.Product(result, SizeOf(factor)))
            : null;

    private string? Learn(PatternSide contract, IReadOnlyList<long> shape, string tensor)
    {
        var spread = contract.Elements.Any(element => element.Kind is ElementKind.Ellipsis or ElementKind.Rest);
        var named = contract.Elements.Count - (spread ? 1 : 0);
        if (spread ? shape.Count < named : shape.Count != named)
            return $"It has {ElementaryAxes.Axes(shape.Count)}, "
                + $"but the contract has {(spread ? "at least " : "")}{named}.";

        var at = 0;
        foreach (var element in contract.Elements)
        {
            var count = element.Kind is ElementKind.Ellipsis or ElementKind.Rest ? shape.Count - named : 1;
            if (LearnElement(element, shape, at, count, tensor) is { } difference) return difference;
            at += count;
        }
        return Solve();
    }

    private string? LearnElement(PatternElement element, IReadOnlyList<long> shape, int at, int count, string tensor)
    {
        switch (element.Kind)
        {
            case ElementKind.Number:
                return shape[at] == element.Size ? null : $"Axis {at} is {shape[at]}, but has to be {element.Size}.";
            case ElementKind.Axis:
                return Bind(element.Name, shape[at], at, tensor);
            case ElementKind.Product:
                open.Add(new OpenProduct(element, shape[at], at, tensor));
                return null;
            case ElementKind.Rest:
                var sizes = shape.Skip(at).Take(count).ToList();
                if (!rests.TryGetValue(element.Name, out var known)) rests.Add(element.Name, (sizes, tensor));
                else if (!known.Sizes.SequenceEqual(sizes))
                    return $"'*{element.Name}' is [{string.Join(", ", sizes)}], "
                        + $"but [{string.Join(", ", known.Sizes)}] in {known.Tensor}.";
                return null;
            default:
                return null;
        }
    }

    private string? Bind(string axis, long size, int at, string tensor)
    {
        if (!axes.TryGetValue(axis, out var known)) axes.Add(axis, new Bound(size, tensor));
        else if (known.Size != size) return $"Axis {at}, '{axis}', is {size}, but {known.Describe(tensor)}.";
        return null;
    }

    // Each round may make another product solvable, so it goes on until nothing more is learnt.
    private string? Solve()
    {
        for (var learnt = true; learnt;)
        {
            learnt = false;
            foreach (var product in open.ToList())
            {
                var unknown = product.Axes.Where(factor => !axes.ContainsKey(factor.Name)).ToList();
                var known = product.Factors.Except(unknown)
                    .Aggregate(1L, (result, factor) => ElementaryAxes.Product(result, SizeOf(factor)));
                var fits = unknown.Count == 0 || known == 0 ? known == product.Size : product.Size % known == 0;
                if (!fits) return Differs(product, known, unknown.Count == 0);
                if (unknown.Count > 1 || (unknown.Count == 1 && known == 0)) continue;
                if (unknown.Count == 1) axes.Add(unknown[0].Name, new Bound(product.Size / known, product.Tensor));
                open.Remove(product);
                learnt = true;
            }
        }
        return null;
    }

    private string Differs(OpenProduct product, long known, bool complete)
    {
        var name = string.Join("*", product.Factors.Select(Text));
        var origins = string.Join(", ", product.Axes.Where(factor => axes.ContainsKey(factor.Name))
            .Select(factor => $"{factor.Name} = {axes[factor.Name].Origin(product.Tensor)}").Distinct());
        return $"Axis {product.At} of {product.Tensor}, '{name}', is {product.Size}, but "
            + (complete ? $"has to be {known}" : $"cannot be divided by {known}")
            + (origins.Length > 0 ? $": {origins}." : ".");
    }

    private long SizeOf(PatternElement factor) =>
        factor.Kind == ElementKind.Axis ? axes[factor.Name].Size : factor.Size;

    private static string Text(PatternElement factor) =>
        factor.Kind == ElementKind.Axis ? factor.Name : factor.Size.ToString();

    private sealed class Bound(long size, string? tensor)
    {
        public long Size { get; } = size;

        public string Describe(string other) =>
            tensor is null ? $"{Size} was given"
            : tensor == other ? $"{Size} at its first place"
            : $"{Size} in {tensor}";

        public string Origin(string other) =>
            tensor is null ? $"{Size} as given" : tensor == other ? $"{Size}" : $"{Size} in {tensor}";
    }

    private sealed class OpenProduct(PatternElement product, long size, int at, string tensor)
    {
        public IReadOnlyList<PatternElement> Factors { get; } = product.Parts;

        public IEnumerable<PatternElement> Axes => Factors.Where(factor => factor.Kind == ElementKind.Axis);

        public long Size { get; } = size;

        public int At { get; } = at;

        public string Tensor { get; } = tensor;
    }
}
