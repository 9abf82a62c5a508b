using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

internal static partial class Rules
{
    public static DiagnosticDescriptor ZeroBindsToDtype { get; } = Rule.Error(
        "TSH1001",
        "Shapes",
        "The literal 0 is taken for a dtype",
        "'{0}(0)' sums or multiplies all elements as bytes, because 0 converts to a ScalarType; write '{0}(dim: 0)'");

    public static DiagnosticDescriptor MatmulInnerMismatch { get; } = Rule.Error(
        "TSH1002",
        "Shapes",
        "The inner axes of a matrix product differ",
        "{0}");

    public static DiagnosticDescriptor ShapeContract { get; } = Rule.Warning(
        "TSH1003",
        "Shapes",
        "A tensor does not have the shape that was promised",
        "{0}");

    public static DiagnosticDescriptor AccidentalOuterBroadcast { get; } = Rule.Warning(
        "TSH1004",
        "Shapes",
        "Broadcasting makes every pair of two axes that should line up",
        "{0}");

    public static DiagnosticDescriptor ReductionWithoutKeepdim { get; } = Rule.Warning(
        "TSH1005",
        "Shapes",
        "A reduced tensor meets its own source without the axis that was reduced",
        "{0}");

    public static DiagnosticDescriptor DimOutOfRange { get; } = Rule.Error(
        "TSH1006",
        "Shapes",
        "A dim is not an axis of the tensor",
        "{0}");

    public static DiagnosticDescriptor ViewCountMismatch { get; } = Rule.Error(
        "TSH1007",
        "Shapes",
        "A view or reshape does not keep the number of elements",
        "{0}");

    public static DiagnosticDescriptor LayerInputMismatch { get; } = Rule.Warning(
        "TSH1008",
        "Shapes",
        "A layer gets an input of another size than it was made for",
        "{0}");

    public static DiagnosticDescriptor ShapesDoNotBroadcast { get; } = Rule.Error(
        "TSH1009",
        "Shapes",
        "The shapes of an element-wise operation do not broadcast",
        "{0}");

    public static DiagnosticDescriptor JoinedShapesDiffer { get; } = Rule.Error(
        "TSH1010",
        "Shapes",
        "Tensors that are joined differ in another axis",
        "{0}");

    public static DiagnosticDescriptor NonContiguousView { get; } = Rule.Warning(
        "TSH1011",
        "Shapes",
        "A view of a transposed tensor cannot merge its axes",
        "{0}");
}
