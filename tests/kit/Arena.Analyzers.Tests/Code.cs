using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp;

namespace Arena.Analyzers.Tests;

/// <summary>Programs with tensors in them, as text, and what the analyzers find in them.</summary>
public static class Code
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using Arena.Tensors;
        using TorchSharp;
        using TorchSharp.Modules;
        using static Arena.Tensors.Einops;
        using static TorchSharp.torch;

        """;

    /// <summary>The framework, TorchSharp, and the kit's einops.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal)
                    || name is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll"))
            .Append(typeof(torch).Assembly.Location)
            .Append(typeof(Arena.Tensors.Einops).Assembly.Location)
            .Append(typeof(Arena.Patterns.Pattern).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))];

    /// <summary>All analyzers of the package, one of each.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. typeof(TorchAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(type => type.Name)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    /// <summary>A whole file: the usual usings, then the members of a class.</summary>
    public static string InClass(string members) => $"{Usings}public static class Program\n{{\n{members}\n}}\n";

    /// <summary>A whole file with one method of the given parameters and statements.</summary>
    public static string InMethod(string parameters, string statements, string returns = "void") =>
        InClass($"    public static {returns} Run({parameters})\n    {{\n{Indented(statements)}\n    }}");

    /// <summary>The usual usings, then whatever is given.</summary>
    public static string InFile(string types) => Usings + types;

    public static CSharpCompilation Compile(string source, string name = "Program") =>
        CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14), path: $"{name}.cs")],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What all analyzers find, whatever its severity, in order of place; rules that are off are left out.</summary>
    /// <exception cref="InvalidOperationException">The program does not compile.</exception>
    public static async Task<ImmutableArray<Diagnostic>> FindingsAsync(
        string source, ImmutableArray<DiagnosticAnalyzer>? analyzers = null)
    {
        var compilation = Compile(source);
        var broken = compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).ToList();
        if (broken.Count > 0) throw new InvalidOperationException($"{string.Join('\n', broken)}\n{source}");
        var found = await compilation.WithAnalyzers(analyzers ?? Analyzers).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static string Indented(string statements) =>
        string.Join('\n', statements.Split('\n').Select(line => line.Length > 0 ? "        " + line : line));
}
