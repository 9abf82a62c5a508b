using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

/// <summary>Makes the descriptors: every rule has the same form, and its page is found from its id.</summary>
internal static class Rule
{
    /// <summary>The folder or address of the pages, ending in a slash.</summary>
    public static string Pages { get; } = typeof(Rule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(metadata => metadata.Key == "RulePages").Value!;

    public static DiagnosticDescriptor Error(string id, string category, string title, string message) =>
        Make(id, category, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Warning(string id, string category, string title, string message) =>
        Make(id, category, title, message, DiagnosticSeverity.Warning);

    public static DiagnosticDescriptor Info(string id, string category, string title, string message) =>
        Make(id, category, title, message, DiagnosticSeverity.Info);

    /// <summary>A rule that is off until somebody turns it on.</summary>
    public static DiagnosticDescriptor Off(string id, string category, string title, string message) =>
        Make(id, category, title, message, DiagnosticSeverity.Info, isOn: false);

    private static DiagnosticDescriptor Make(
        string id, string category, string title, string message, DiagnosticSeverity severity, bool isOn = true) =>
        new(id, title, message, category, severity, isOn, helpLinkUri: $"{Pages}{id}.md");
}
