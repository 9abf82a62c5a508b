using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

internal static partial class Rules
{
    public static DiagnosticDescriptor MissingRegisterComponents { get; } = Rule.Warning(
        "TSH5001",
        "Modules",
        "A module never registers its components",
        "The module '{0}' has {1}, but never calls RegisterComponents(): parameters() is empty");

    public static DiagnosticDescriptor RegisteredTooEarly { get; } = Rule.Warning(
        "TSH5002",
        "Modules",
        "A component is assigned after RegisterComponents()",
        "{0} assigned after {1} and so not registered; {2}");

    public static DiagnosticDescriptor UnregisteredCollection { get; } = Rule.Warning(
        "TSH5003",
        "Modules",
        "Modules in a plain collection are not registered",
        "The {0} in '{1}' are not registered; use {2}");

    public static DiagnosticDescriptor AutoPropertyModule { get; } = Rule.Warning(
        "TSH5004",
        "Modules",
        "A module in an automatic property is registered under the compiler's name",
        "The property '{0}' is registered as '<{0}>k__BackingField', and so it stands in state_dict; use a field");
}
