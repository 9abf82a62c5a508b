using Arena.Analyzers.Shapes.Algebra;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Dims that count axes, from the front or from the back.</summary>
internal static class Dims
{
    /// <summary>The index from the front of a constant dim; reports one that is no axis.</summary>
    /// <returns>Null when it is not known, or no axis.</returns>
    public static int? Check(OperationCall call, params ReadOnlySpan<string> names) =>
        call.Constant(names) is { } dim ? Check(call, dim, extra: 0, names) : null;

    /// <summary>The same, but null as well when the tensor is not known to have axes.</summary>
    public static int? OfKnown(OperationCall call, params ReadOnlySpan<string> names) =>
        Check(call, names) is { } dim && call.Shape.Rank is > 0 ? dim : null;

    /// <summary>The index of a dim that may also be the place after the last axis, as <c>unsqueeze</c>'s.</summary>
    public static int? Check(OperationCall call, long dim, int extra, params ReadOnlySpan<string> names)
    {
        if (call.Shape.Rank is not { } rank)
        {
            return dim is >= 0 and <= int.MaxValue ? (int)dim : null;
        }
        // A single number is taken to have one axis.
        var axes = Math.Max(rank + extra, 1);
        if (dim >= -axes && dim < axes) return (int)(dim < 0 ? dim + axes : dim);
        call.Report(
            Rules.DimOutOfRange, call.At(names),
            $"dim {dim} is no axis of {call.Shape}, which has {Flow.Contracts.Count(rank)}: "
            + $"a dim goes from {-axes} to {axes - 1}",
            Relation.Different, call.First!.Source);
        return null;
    }
}
