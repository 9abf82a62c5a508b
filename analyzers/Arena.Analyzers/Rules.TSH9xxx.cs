using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

internal static partial class Rules
{
    public static DiagnosticDescriptor InferredShape { get; } = Rule.Off(
        "TSH9001",
        "Diagnostics",
        "The shape that is known of a tensor",
        "{0}");

    public static DiagnosticDescriptor TrackingLost { get; } = Rule.Off(
        "TSH9002",
        "Diagnostics",
        "Where the shape of a tensor stops being known",
        "{0}");
}
