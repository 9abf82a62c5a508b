using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Patterns;

/// <summary>One operation that moves, splits, merges, opens or closes axes, and nothing else.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Subject">The tensor that it works on.</param>
/// <param name="Name">What it is called; <c>[]</c> for an index.</param>
internal sealed record AxisStep(IOperation Operation, IOperation Subject, string Name)
{
    /// <summary>Whether it opens axes of size 1, one or more.</summary>
    public bool Opens => Name is "unsqueeze" or "[]";

    /// <summary>How many steps it counts as: an index may open several axes.</summary>
    public int Weight =>
        Name == "contiguous" ? 0 : Name == "[]" ? Items!.Count(item => KindOf(item) == IndexKind.Opens) : 1;

    // A function's first argument is its tensor.
    private int Offset => Operation is IInvocationOperation { TargetMethod.IsStatic: true } ? 1 : 0;

    private IReadOnlyList<IOperation>? Items =>
        Operation is IPropertyReferenceOperation { Arguments: [{ Value: var indices }] }
            ? PatternCall.ElementsOf(indices)
            : null;

    /// <summary>Whether an operation may be such a step, as its name tells.</summary>
    public static bool Concerns(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: var name } => name is "transpose" or "permute" or "reshape" or "view"
            or "flatten" or "unflatten" or "unsqueeze" or "squeeze" or "swapaxes" or "swapdims" or "t" or "contiguous",
        IPropertyReferenceOperation { Property: { Name: "T" or "mT" } or { IsIndexer: true } } property =>
            property.Property.ContainingType?.Name == "Tensor",
        _ => false,
    };

    /// <summary>The step that an operation is; null when it is none.</summary>
    public static AxisStep? Of(IOperation operation, TorchTypes torch)
    {
        operation = operation.Unwrapped();
        if (!Concerns(operation)) return null;
        switch (operation)
        {
            case IInvocationOperation call when call.IsTensorCall(torch) && call.Subject() is { } subject:
                return new AxisStep(call, subject, call.TargetMethod.Name);
            case IPropertyReferenceOperation { Instance: { } instance } property when torch.IsTensor(instance.Type):
                if (!property.Property.IsIndexer)
                    return new AxisStep(property, instance.Unwrapped(), property.Property.Name);
                var index = new AxisStep(property, instance.Unwrapped(), "[]");
                return index.Items is { } items && items.All(item => KindOf(item) != IndexKind.Other)
                    && index.Weight > 0
                    ? index
                    : null;
            default:
                return null;
        }
    }

    /// <summary>For every axis of the result, which one it was; null when that is not known, or more happens.</summary>
    /// <param name="rank">The number of axes before.</param>
    public int[]? Order(int rank)
    {
        var order = Enumerable.Range(0, rank).ToArray();
        switch (Name)
        {
            case "contiguous":
                return order;
            case "T" or "t" when rank == 2:
                return [1, 0];
            case "mT" when rank >= 2:
                (order[rank - 1], order[rank - 2]) = (rank - 2, rank - 1);
                return order;
            case "transpose" or "swapaxes" or "swapdims" when Dim(0, rank) is { } one && Dim(1, rank) is { } other:
                (order[one], order[other]) = (other, one);
                return order;
            case "permute" when List(0) is { } dims && dims.Count == rank:
                var indices = dims.Select(dim => Index(PatternCall.ConstantSize(dim), rank)).ToList();
                return indices.All(index => index is not null) && indices.Distinct().Count() == rank
                    ? [.. indices.Select(index => index!.Value)]
                    : null;
            default:
                return null;
        }
    }

    /// <summary>The axis that a constant argument names, counted from the front.</summary>
    /// <param name="position">Which argument, the tensor left out.</param>
    /// <param name="rank">The number of axes.</param>
    public int? Dim(int position, int rank) =>
        Argument(position) is { } argument ? Index(PatternCall.ConstantSize(argument), rank) : null;

    /// <summary>The numbers of an argument that is a list; null when they are not written one by one.</summary>
    public IReadOnlyList<IOperation>? List(int position) =>
        Argument(position) is { } argument ? PatternCall.ElementsOf(argument) : null;

    /// <summary>Whether an argument is written, and not null.</summary>
    public bool Has(int position) => Argument(position) is { ConstantValue: not { HasValue: true, Value: null } };

    /// <summary>
    /// The places of the axes that an index or unsqueeze opens, in the result; null when they are not known.
    /// </summary>
    /// <param name="rank">The number of axes before.</param>
    public IReadOnlyList<int>? Opened(int rank)
    {
        if (Name == "unsqueeze") return Dim(0, rank + 1) is { } dim ? [dim] : null;
        var opened = new List<int>();
        var (at, used) = (0, Items!.Count(item => KindOf(item) == IndexKind.Keeps));
        foreach (var item in Items!)
            switch (KindOf(item))
            {
                case IndexKind.Opens:
                    opened.Add(at++);
                    break;
                case IndexKind.Rest:
                    at += rank - used;
                    break;
                default:
                    at++;
                    break;
            }
        return opened;
    }

    private IOperation? Argument(int position)
    {
        if (Operation is not IInvocationOperation call) return null;
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.Ordinal == position + Offset)
                return argument.Value.Unwrapped();
        return null;
    }

    private static int? Index(long? dim, int rank) =>
        dim >= 0 && dim < rank ? (int)dim : dim < 0 && dim >= -rank ? (int)(dim + rank) : null;

    private static IndexKind KindOf(IOperation item) => item.Unconverted() switch
    {
        IMemberReferenceOperation { Member: { Name: var name, ContainingType.Name: "TensorIndex" } } => name switch
        {
            "None" or "Null" => IndexKind.Opens,
            "Colon" => IndexKind.Keeps,
            "Ellipsis" => IndexKind.Rest,
            _ => IndexKind.Other,
        },
        IRangeOperation { LeftOperand: null, RightOperand: null } => IndexKind.Keeps,
        _ => IndexKind.Other,
    };

    private enum IndexKind
    {
        Opens,
        Keeps,
        Rest,
        Other,
    }
}
