using System.Text;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Docs;

/// <summary>A choice of severities, as a file of the package.</summary>
/// <param name="Name">What <c>ArenaAnalyzersProfile</c> is set to.</param>
/// <param name="About">What the file says of itself.</param>
/// <param name="Changed">The rules that are not as they are by themselves.</param>
public sealed record Profile(string Name, string About, IReadOnlyDictionary<string, string> Changed)
{
    /// <summary>For people who learn: nothing that is taught is off, and what no module can do without is an error.</summary>
    public static Profile Course { get; } = new(
        "course",
        "For learners. Hints are suggestions, so that they never stop a build.",
        new Dictionary<string, string> { ["TSH5001"] = "error" });

    /// <summary>For everybody else: without the hints that are a matter of taste.</summary>
    public static Profile Everyday { get; } = new(
        "everyday",
        "For everyday code. Hints that are a matter of taste are off.",
        new Dictionary<string, string> { ["TSH2101"] = "none", ["TSH2102"] = "none", ["TSH2103"] = "none" });

    /// <summary>Both, in the order in which pages name them.</summary>
    public static IReadOnlyList<Profile> All { get; } = [Course, Everyday];

    /// <summary>Where the file lies in the kit.</summary>
    public string File => $"analyzers/Arena.Analyzers.Package/build/{Name}.editorconfig";

    /// <summary>
    /// How serious a rule is, in the words of an .editorconfig. An error stays "default": said in so many words, it would
    /// be one also where the analyzer only warns, as names differ and sizes may not.
    /// </summary>
    public string Severity(DiagnosticDescriptor rule) =>
        Changed.TryGetValue(rule.Id, out var changed) ? changed
        : rule.DefaultSeverity == DiagnosticSeverity.Error ? "default"
        : rule.IsEnabledByDefault ? Committed.Word(rule).Replace("info", "suggestion")
        : "none";

    /// <summary>The file's text.</summary>
    public string Text()
    {
        var text = new StringBuilder(
            $"""
            # {About}
            # Generated from the rules: the tests say how. An .editorconfig of yours goes before this file.
            is_global = true

            """);
        foreach (var category in Rules.All.GroupBy(rule => rule.Category))
        {
            text.Append($"\n# {category.Key}\n");
            foreach (var rule in category) text.Append($"dotnet_diagnostic.{rule.Id}.severity = {Severity(rule)}\n");
        }
        return text.ToString();
    }
}
