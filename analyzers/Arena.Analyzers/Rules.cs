using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

/// <summary>Every rule, each under the name of its page and of the class that reports it.</summary>
internal static partial class Rules
{
    /// <summary>All of them, by id. Not kept: this part of the class would be initialised before the others.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All =>
        [.. typeof(Rules).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(DiagnosticDescriptor))
            .Select(property => (DiagnosticDescriptor)property.GetValue(null)!)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)];
}
