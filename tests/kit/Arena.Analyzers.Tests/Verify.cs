using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Arena.Analyzers.Tests;

/// <summary>
/// Checks one rule. A place where it is to speak is marked <c>[|x|]</c>, or <c>{|TSH1001:x|}</c> when the analyzer has
/// several rules.
/// </summary>
public static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>The analyzer speaks at the marked places and nowhere else.</summary>
    public static Task FindsAsync(string markedSource) =>
        FixAsync<EmptyCodeFixProvider>(markedSource, null);

    /// <summary>The analyzer says nothing.</summary>
    public static Task FindsNothingAsync(string source) => FindsAsync(source);

    /// <summary>The analyzer speaks at the marked places, and the fix, one by one and all at once, gives the other text.</summary>
    /// <param name="markedSource">The program before.</param>
    /// <param name="fixedSource">The program after.</param>
    /// <param name="key">Which fix, where a rule has several: its equivalence key.</param>
    public static Task FixesAsync<TFix>(string markedSource, string fixedSource, string? key = null)
        where TFix : CodeFixProvider, new() => FixAsync<TFix>(markedSource, fixedSource, key);

    /// <summary>The analyzer speaks, and no fix is offered.</summary>
    public static Task FixesNothingAsync<TFix>(string markedSource)
        where TFix : CodeFixProvider, new() => FixAsync<TFix>(markedSource, markedSource);

    /// <summary>The analyzer speaks, and no fix is offered, because of another file of the project.</summary>
    public static Task FixesNothingAsync<TFix>(string markedSource, string other)
        where TFix : CodeFixProvider, new() => FixAsync<TFix>(markedSource, markedSource, other: other);

    private static Task FixAsync<TFix>(
        string markedSource, string? fixedSource, string? key = null, string? other = null)
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
        {
            TestCode = markedSource,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            CompilerDiagnostics = CompilerDiagnostics.Errors,
            // The test library turns on what is off by default.
            DisabledDiagnostics = { "TSH9001", "TSH9002" },
            CodeActionEquivalenceKey = key,
        };
        if (fixedSource is not null) test.FixedCode = fixedSource;
        if (other is not null)
        {
            test.TestState.Sources.Add(("Other.cs", other));
            test.FixedState.Sources.Add(("Other.cs", other));
        }
        test.TestState.AdditionalReferences.AddRange(Code.References);
        return test.RunAsync();
    }
}
