using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

internal static partial class Rules
{
    public static DiagnosticDescriptor InvalidPattern { get; } = Rule.Error(
        "TSH2001",
        "Patterns",
        "A pattern cannot be read",
        "{0}");

    public static DiagnosticDescriptor OperandCount { get; } = Rule.Error(
        "TSH2002",
        "Patterns",
        "An einsum gets more or fewer tensors than its pattern has operands",
        "{0}");

    public static DiagnosticDescriptor AxisBookkeeping { get; } = Rule.Error(
        "TSH2003",
        "Patterns",
        "An axis of a pattern comes from nowhere, goes nowhere, or has no size",
        "{0}");

    public static DiagnosticDescriptor PatternRank { get; } = Rule.Error(
        "TSH2004",
        "Patterns",
        "A pattern names another number of axes than the tensor has",
        "{0}");

    public static DiagnosticDescriptor LonelyAxisTypo { get; } = Rule.Warning(
        "TSH2005",
        "Patterns",
        "An axis that is summed by itself is probably a misspelt one",
        "{0}");

    public static DiagnosticDescriptor PatternSizes { get; } = Rule.Error(
        "TSH2006",
        "Patterns",
        "The sizes of a pattern's axes contradict each other",
        "{0}");

    public static DiagnosticDescriptor PreferRearrange { get; } = Rule.Info(
        "TSH2101",
        "Patterns",
        "A chain of reshapes and transposes is one rearrange",
        "This chain is {0}");

    public static DiagnosticDescriptor PreferEinsum { get; } = Rule.Info(
        "TSH2102",
        "Patterns",
        "A product that is lined up by hand is one einsum",
        "This is {0}");

    public static DiagnosticDescriptor UnsqueezeLadder { get; } = Rule.Info(
        "TSH2103",
        "Patterns",
        "Axes that are opened one by one are one rearrange",
        "This is {0}");
}
