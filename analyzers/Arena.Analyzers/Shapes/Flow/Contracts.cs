using System.Text;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Patterns;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>Shapes that are promised with <c>[Shape("batch seq d_model")]</c>.</summary>
internal static class Contracts
{
    /// <summary>The contract among a symbol's attributes, or null; wrong ones are another rule's business.</summary>
    public static Pattern? Of(IEnumerable<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
            if (TorchTypes.IsShape(attribute.AttributeClass)
                && attribute.ConstructorArguments is [{ Value: string text }]
                && Pattern.Parse(PatternKind.Contract, text) is { Findings.Count: 0 } contract)
                return contract;
        return null;
    }

    /// <summary>The contract on a parameter, field or property; on a method, the one of its result.</summary>
    public static Pattern? Of(ISymbol symbol) =>
        symbol is IMethodSymbol method ? Of(method.GetReturnTypeAttributes()) : Of(symbol.GetAttributes());

    /// <summary>The symbol of an axis name or of a number's variable: <c>dModel</c> is <c>d_model</c>.</summary>
    public static Symbol SymbolOf(string name) => new(Snake(name), name, isDeclared: true);

    /// <summary>The promised shape, with a symbol for every name.</summary>
    /// <param name="contract">A contract without findings.</param>
    /// <param name="axisOf">The axis of a name.</param>
    public static TensorShape Shape(Pattern contract, Func<string, Axis> axisOf)
    {
        var (first, last) = (new List<Axis>(), new List<Axis>());
        string? rest = null;
        foreach (var element in contract.Input.Elements)
            if (element.Kind is ElementKind.Ellipsis or ElementKind.Rest) rest = element.Name;
            else (rest is null ? first : last).Add(AxisOf(element, axisOf));
        return rest is null ? TensorShape.Of(first) : TensorShape.Around(first, rest, last);
    }

    /// <summary>The promised shape within the member that makes the promise.</summary>
    public static TensorShape Shape(Pattern contract) =>
        Shape(contract, name => new Axis(Size.Of(SymbolOf(name)), name));

    /// <summary>Learns the sizes of a callee's axes from an argument, or tells what does not fit.</summary>
    /// <param name="contract">The contract of the callee's parameter.</param>
    /// <param name="shape">The argument's shape.</param>
    /// <param name="known">What the other arguments told.</param>
    /// <param name="tensor">What the argument is called.</param>
    /// <param name="relation">How sure it is that something does not fit.</param>
    public static string? Bind(
        Pattern contract, TensorShape shape, Dictionary<string, (Axis Axis, string Tensor)> known, string tensor,
        out Relation relation)
    {
        var elements = contract.Input.Elements;
        var open = elements.Any(element => element.Kind is ElementKind.Ellipsis or ElementKind.Rest);
        relation = Relation.Different;
        if (shape.Rank is { } rank && (open ? rank < elements.Count - 1 : rank != elements.Count))
            return $"it has {Count(rank)}, but the contract has {(open ? "at least " : "")}"
                + $"{elements.Count - (open ? 1 : 0)}";

        if (Swapped(elements, shape) is { } swapped)
        {
            relation = Relation.NamedDifferently;
            return swapped;
        }
        string? problem = null;
        var fromEnd = false;
        for (var i = 0; i < elements.Count; i++)
        {
            var element = elements[i];
            fromEnd |= element.Kind is ElementKind.Ellipsis or ElementKind.Rest;
            var axis = shape[fromEnd ? i - elements.Count : i];
            if (axis is null || fromEnd && element.Kind is ElementKind.Ellipsis or ElementKind.Rest) continue;
            if (BindAxis(element, axis, known, tensor, out var one) is not { } difference) continue;
            if (problem is null || one == Relation.Different) (problem, relation) = (difference, one);
        }
        return problem;
    }

    /// <summary>Compares a shape with the one that was promised.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="promised">The promise.</param>
    /// <param name="mayGrow">Whether an axis <c>seq</c> may become <c>seq + 1</c>: that of a field set anew.</param>
    /// <param name="relation">How sure it is that something does not fit.</param>
    public static string? Differs(TensorShape shape, TensorShape promised, bool mayGrow, out Relation relation)
    {
        relation = Relation.Different;
        if (shape.Rank is { } rank)
        {
            if (promised.Rank is { } other && rank != other)
                return $"it has {Count(rank)}, but the contract has {other}";
            if (promised.Rank is null && rank < promised.KnownAxes)
                return $"it has {Count(rank)}, but the contract has at least {promised.KnownAxes}";
        }
        string? problem = null;
        for (var i = 0; i < promised.First.Length; i++) Compare(i, ref relation);
        for (var i = 1; i <= promised.Last.Length; i++) Compare(-i, ref relation);
        return problem;

        void Compare(int at, ref Relation worst)
        {
            var (found, wanted) = (shape[at], promised[at]);
            var compared = Size.Compare(found?.Size, wanted?.Size);
            // An axis that bears the promised name is the promised one, whatever the variable with its size is called.
            if (compared == Relation.NamedDifferently && found!.Name == wanted!.Name) return;
            if (compared is not (Relation.Different or Relation.NamedDifferently)) return;
            if (mayGrow && wanted!.Size!.OnlySymbol is { } name && found!.Size!.Mentions(name)) return;
            if (problem is not null && compared != Relation.Different) return;
            problem = $"axis {at} is {found}, but the contract has {wanted}";
            worst = compared;
        }
    }

    // A callee knows an axis by its place, people by its name: [seq, batch] is not what "batch seq" asks for.
    private static string? Swapped(IReadOnlyList<PatternElement> elements, TensorShape shape)
    {
        if (shape.Rank != elements.Count) return null;
        for (var one = 0; one < elements.Count; one++)
            for (var other = one + 1; other < elements.Count; other++)
                if (elements[one].Kind == ElementKind.Axis && elements[other].Kind == ElementKind.Axis
                    && elements[one].Name != elements[other].Name
                    && NameOf(shape.Axes[one]) == elements[other].Name
                    && NameOf(shape.Axes[other]) == elements[one].Name)
                    return $"'{elements[one].Name}' and '{elements[other].Name}' have changed places";
        return null;
    }

    private static string? NameOf(Axis axis) =>
        axis.Size?.OnlySymbol is { IsDeclared: true } symbol ? symbol.Name : null;

    public static string Count(int axes) => axes == 1 ? "1 axis" : $"{axes} axes";

    private static string? BindAxis(
        PatternElement element, Axis axis, Dictionary<string, (Axis Axis, string Tensor)> known, string tensor,
        out Relation relation)
    {
        relation = Relation.Unknown;
        switch (element.Kind)
        {
            case ElementKind.Axis when known.TryGetValue(element.Name, out var bound):
                relation = Size.Compare(axis.Size, bound.Axis.Size);
                return relation is Relation.Different or Relation.NamedDifferently
                    ? $"'{element.Name}' is {axis} in {tensor}, but {bound.Axis} in {bound.Tensor}"
                    : null;
            case ElementKind.Axis:
                if (axis.Size is not null) known.Add(element.Name, (axis, tensor));
                return null;
            case ElementKind.Number:
                relation = Size.Compare(axis.Size, Size.Of(element.Size));
                return relation == Relation.Different
                    ? $"an axis is {axis}, but has to be {element.Size}"
                    : null;
            case ElementKind.Product
                when element.Parts.All(part => part.Kind == ElementKind.Number || known.ContainsKey(part.Name)):
                var product = AxisOf(element, name => known[name].Axis);
                relation = Size.Compare(axis.Size, product.Size);
                return relation is Relation.Different
                    ? $"an axis is {axis}, but has to be {product}"
                    : null;
            default:
                return null;
        }
    }

    private static Axis AxisOf(PatternElement element, Func<string, Axis> axisOf) => element.Kind switch
    {
        ElementKind.Axis => axisOf(element.Name),
        ElementKind.Number => Axis.Of(element.Size),
        ElementKind.Product => new Axis(
            TensorShape.Product(element.Parts.Select(part => AxisOf(part, axisOf))),
            string.Join("*", element.Parts.Select(part => part.Kind == ElementKind.Axis ? part.Name : $"{part.Size}"))),
        _ => Axis.Unknown,
    };

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (var letter in name.TrimStart('_'))
        {
            if (char.IsUpper(letter) && snake.Length > 0 && snake[snake.Length - 1] != '_') snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }
        return snake.ToString();
    }
}
