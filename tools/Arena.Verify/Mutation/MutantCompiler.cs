using Arena.Verify.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Arena.Verify.Mutation;

/// <summary>Compiles a chapter with one mutant in it. Any number of threads can use one.</summary>
internal sealed class MutantCompiler
{
    private readonly CSharpCompilation compilation;
    private readonly IReadOnlyDictionary<string, SyntaxTree> trees;

    /// <summary>Compiles the chapter as it is.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="files">Its files that matter; of others only the signatures are compiled. Null for all.</param>
    /// <exception cref="InvalidDataException">It does not compile.</exception>
    public MutantCompiler(ChapterSource chapter, IEnumerable<SyntaxTree>? files = null)
    {
        var solutions = files is null ? chapter.Solutions : WithoutBodies.But(chapter.Solutions, files);
        // Without debug information, two texts that do the same compile to the same bytes.
        compilation = solutions.WithOptions(solutions.Options
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithDeterministic(true)
            // The mutants are compiled side by side.
            .WithConcurrentBuild(false)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Suppress));
        trees = compilation.SyntaxTrees.ToDictionary(x => x.FilePath);
        Original = Emit(compilation)
            ?? throw new InvalidDataException($"{chapter.Name} does not compile: ./arena skeleton says why.");
    }

    /// <summary>The chapter without a mutant.</summary>
    public byte[] Original { get; }

    /// <summary>The chapter with a mutant; null when it does not compile or does the same as without.</summary>
    public byte[]? Compile(Mutant mutant)
    {
        var tree = trees[mutant.File];
        var changed = tree.WithChangedText(tree.GetText().WithChanges(mutant.Change));
        var assembly = Emit(compilation.ReplaceSyntaxTree(tree, changed));
        return assembly is null || assembly.AsSpan().SequenceEqual(Original) ? null : assembly;
    }

    private static byte[]? Emit(CSharpCompilation compilation)
    {
        using var assembly = new MemoryStream();
        return compilation.Emit(assembly).Success ? assembly.ToArray() : null;
    }
}
