using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests;

/// <summary>Files of the kit that are generated from the rules, and committed.</summary>
public static class Committed
{
    /// <summary>The folder of the kit.</summary>
    public static string Root { get; } = Workspace.Find(AppContext.BaseDirectory)!.Root;

    /// <summary>A file's text; empty when there is none.</summary>
    public static string Read(string path) =>
        Path.Combine(Root, path) is var file && File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";

    /// <summary>The file is what the rules say, or is made so when the run accepts.</summary>
    public static void MustBe(string path, string text)
    {
        if (Read(path) == text) return;
        if (IsSet(Snapshot.AcceptVariable) && !IsSet("CI")) File.WriteAllText(Path.Combine(Root, path), text);
        else
            Read(path).Should().Be(text,
                "{0} is made from the rules; run this test with {1}=1, look at the difference and commit it",
                path, Snapshot.AcceptVariable);
    }

    /// <summary>How a severity is called on pages.</summary>
    public static string Word(DiagnosticDescriptor rule) => rule.DefaultSeverity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "info",
        _ => "hidden",
    };

    private static bool IsSet(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value && value is not ("0" or "false");
}
