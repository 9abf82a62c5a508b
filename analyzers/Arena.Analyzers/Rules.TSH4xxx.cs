using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

internal static partial class Rules
{
    public static DiagnosticDescriptor EscapesDisposeScope { get; } = Rule.Warning(
        "TSH4001",
        "Lifetime",
        "A tensor leaves the dispose scope that will free it",
        "{0} is freed when the dispose scope ends; {1}");

    public static DiagnosticDescriptor ScopeNotInUsing { get; } = Rule.Warning(
        "TSH4002",
        "Lifetime",
        "A scope is opened and never closed",
        "'{0}' lasts until it is disposed of; write 'using var _ = {1};'");

    public static DiagnosticDescriptor LeakInLoop { get; } = Rule.Info(
        "TSH4003",
        "Lifetime",
        "A training loop leaves its tensors to the garbage collector",
        "The tensors of every round of this loop stay in native memory, which the garbage collector does not see; "
        + "open a dispose scope in it");
}
