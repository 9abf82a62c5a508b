using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Patterns;

/// <summary>A call of a function that takes a pattern, with what can be seen of its arguments.</summary>
internal sealed class PatternCall
{
    private PatternCall(IInvocationOperation call, PatternKind kind, PatternText text)
    {
        Kind = kind;
        Text = text;
        IsLetters = call.TargetMethod.Name == "einsum";
        Weight = PatternText.Of(PatternKind.Weight, ValueOf(call, "weight"));
        Bias = PatternText.Of(PatternKind.Weight, ValueOf(call, "bias"));
        SeesBias = Bias is not null || ValueOf(call, "bias")?.ConstantValue is { HasValue: true, Value: null };
        Sizes = SizesIn(call);
        var list = ValueOf(call, "tensors");
        IsStacked = list is not null && kind is PatternKind.Rearrange or PatternKind.Reduce or PatternKind.Repeat;
        Tensors = list is not null ? ElementsOf(list)
            : (ValueOf(call, "x") ?? ValueOf(call, "tensor") ?? ValueOf(call, "packed")) is { } tensor ? [tensor]
            : null;
    }

    /// <summary>What the pattern is for.</summary>
    public PatternKind Kind { get; }

    /// <summary>What the pattern says. Work with it only when it has no findings.</summary>
    public Pattern Pattern => Text.Pattern;

    /// <summary>The expression that gives the pattern.</summary>
    public IOperation PatternArgument => Text.Argument;

    /// <summary>The pattern with its findings.</summary>
    public PatternText Text { get; }

    /// <summary>
    /// Whether it is <c>torch.einsum</c>, whose axes are letters. It stretches axes of size 1, and sums over the axes
    /// of a <c>...</c> that the output leaves out; <c>Einops.Einsum</c> refuses both.
    /// </summary>
    public bool IsLetters { get; }

    /// <summary>The weight's axes of an <c>EinMix</c>; null when there is none to be seen.</summary>
    public PatternText? Weight { get; }

    /// <summary>The bias's axes of an <c>EinMix</c>; null when there is none to be seen.</summary>
    public PatternText? Bias { get; }

    /// <summary>Whether it is known what bias an <c>EinMix</c> has, or that it has none.</summary>
    public bool SeesBias { get; }

    /// <summary>The sizes that are given by name, none too; null when not all of them can be seen.</summary>
    public IReadOnlyList<(string Axis, IOperation Size)>? Sizes { get; }

    /// <summary>The tensors, none too; null when they cannot be told one by one, and for a layer.</summary>
    public IReadOnlyList<IOperation>? Tensors { get; }

    /// <summary>Whether the function takes a list of tensors and stacks them along a new first axis.</summary>
    public bool IsStacked { get; }

    /// <summary>Reads a call; null when it takes no pattern, or one that is not known before it runs.</summary>
    public static PatternCall? Of(IInvocationOperation call, TorchTypes torch)
    {
        if (KindOf(call.TargetMethod, torch) is not { } kind) return null;
        var text = call.TargetMethod.Name == "einsum"
            ? PatternText.OfLetters(ValueOf(call, "equation"))
            : PatternText.Of(kind, ValueOf(call, kind == PatternKind.Contract ? "contract" : "pattern"));
        return text is null ? null : new PatternCall(call, kind, text);
    }

    /// <summary>The size that an expression gives, when it is a constant.</summary>
    public static long? ConstantSize(IOperation size) =>
        size.ConstantValue is { HasValue: true, Value: var value }
            ? value switch
            {
                long number => number,
                int number => number,
                uint number => number,
                short number => number,
                ushort number => number,
                byte number => number,
                sbyte number => number,
                char number => number,
                _ => null,
            }
            : null;

    // The name comes first: nearly all calls are left at once.
    private static PatternKind? KindOf(IMethodSymbol method, TorchTypes torch)
    {
        switch (method.Name)
        {
            case "Rearrange" when IsEinops(method, torch): return PatternKind.Rearrange;
            case "Reduce" when IsEinops(method, torch): return PatternKind.Reduce;
            case "Repeat" when IsEinops(method, torch): return PatternKind.Repeat;
            case "Einsum" when IsEinops(method, torch): return PatternKind.Einsum;
            case "EinMix" when IsEinops(method, torch): return PatternKind.EinMix;
            case "Pack" or "Unpack" when IsEinops(method, torch): return PatternKind.Pack;
            case "ParseShape" when IsEinops(method, torch): return PatternKind.ParseShape;
            case "Check" when IsContract(method.ContainingType, torch): return PatternKind.Contract;
            case "einsum" when torch.IsFunction(method): return PatternKind.Einsum;
            default: return null;
        }
    }

    private static bool IsEinops(IMethodSymbol method, TorchTypes torch) =>
        TorchTypes.Is(method.ContainingType, torch.Einops) || TorchTypes.Is(method.ContainingType, torch.EinopsLayers);

    private static bool IsContract(INamedTypeSymbol? type, TorchTypes torch) =>
        type is { Name: "ShapeContract" } && torch.Einops is { } einops
        && SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, einops.ContainingNamespace);

    private static IOperation? ValueOf(IInvocationOperation call, string parameter)
    {
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.Name == parameter)
                return argument.Value;
        return null;
    }

    private static IReadOnlyList<(string Axis, IOperation Size)>? SizesIn(IInvocationOperation call)
    {
        if (ValueOf(call, "sizes") is not { } argument || ElementsOf(argument) is not { } elements) return null;
        var sizes = new List<(string Axis, IOperation Size)>();
        foreach (var element in elements)
        {
            if (element.Unconverted() is not ITupleOperation { Elements: [var axis, var size] }
                || axis.ConstantValue is not { HasValue: true, Value: string name })
                return null;
            sizes.Add((name, size));
        }
        return sizes;
    }

    /// <summary>The items of a list that is written out, none too; null when they cannot be told one by one.</summary>
    public static IReadOnlyList<IOperation>? ElementsOf(IOperation collection) => collection.Unconverted() switch
    {
        ICollectionExpressionOperation list when !list.Elements.Any(element => element is ISpreadOperation) =>
            [.. list.Elements],
        IArrayCreationOperation { Initializer.ElementValues: var values } => [.. values],
        // What the compiler makes of params without arguments.
        IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: 0 } }] } => [],
        _ => null,
    };
}
