using System.Reflection;
using System.Runtime.Loader;
using Arena.Guards;
using Arena.Tensors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Arena.Analyzers.Tests.Guards;

/// <summary>Programs that are compiled as a learner's are: with guards around their calls.</summary>
internal static class GuardedCode
{
    public static CSharpParseOptions Options { get; } = new CSharpParseOptions(LanguageVersion.CSharp14)
        .WithFeatures([new("InterceptorsNamespaces", "Arena.Guards.Generated")]);

    /// <summary>Runs <c>Program.Run</c> of a file made by <see cref="Code"/>.</summary>
    public static object? Run(string source, params object?[] arguments)
    {
        Native.EnsureLoaded();
        using var stream = new MemoryStream();
        Compile(source, out var compilation);
        var emitted = compilation.Emit(stream);
        var complaints = emitted.Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning).ToList();
        if (complaints.Count > 0)
            throw new InvalidOperationException(
                $"{string.Join('\n', complaints)}\n{string.Join('\n', compilation.SyntaxTrees.Skip(1))}");
        stream.Position = 0;
        var context = new AssemblyLoadContext("Program", isCollectible: true);
        try
        {
            return context.LoadFromStream(stream).GetType("Program")!.GetMethod("Run")!
                .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The generated file; empty when nothing was to be guarded.</summary>
    public static string Generated(string source) =>
        Compile(source, out _).GeneratedTrees is [var tree] ? tree.ToString() : "";

    public static CSharpCompilation Plain(string source) =>
        CSharpCompilation.Create(
            "Program", [CSharpSyntaxTree.ParseText(source, Options, path: "Program.cs")], Code.References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpGeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create(
            [new GuardGenerator().AsSourceGenerator()], parseOptions: Options,
            driverOptions: new GeneratorDriverOptions(
                IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static GeneratorDriverRunResult Compile(string source, out Compilation compilation)
    {
        var result = Driver().RunGeneratorsAndUpdateCompilation(Plain(source), out compilation, out var found)
            .GetRunResult();
        if (!found.IsEmpty) throw new InvalidOperationException(string.Join('\n', found));
        return result;
    }
}
