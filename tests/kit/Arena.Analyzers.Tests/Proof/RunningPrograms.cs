using System.Reflection;
using System.Runtime.Loader;
using Arena.Tensors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>Many small programs in one compilation, and what each of them does when it is run.</summary>
internal static class RunningPrograms
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    /// <summary>Compiles programs together; each is a file with a namespace of its own.</summary>
    public static CSharpCompilation Compile(IEnumerable<string> members, IEnumerable<string?>? runs = null) =>
        CSharpCompilation.Create(
            "Programs",
            members.Zip(runs ?? Enumerable.Repeat<string?>(null, int.MaxValue))
                .Select((program, number) => CSharpSyntaxTree.ParseText(
                    Program(number, program.First, program.Second), Language, path: $"{number}.cs")),
            Code.References.Add(MetadataReference.CreateFromFile(typeof(Checked).Assembly.Location)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>How many lines stand before the members in each file.</summary>
    public static int LinesBefore { get; } =
        Program(0, "members", null).Split('\n').TakeWhile(line => line != "members").Count();

    /// <summary>The number of the program that a finding is about.</summary>
    public static int NumberOf(Diagnostic finding) =>
        int.Parse(Path.GetFileNameWithoutExtension(finding.Location.GetLineSpan().Path));

    /// <summary>The errors of the compiler.</summary>
    public static IReadOnlyList<Diagnostic> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)];

    /// <summary>
    /// Runs <c>Run()</c> of every program, each in a thread of its own, as scopes and gradient modes belong to threads.
    /// </summary>
    /// <returns>What each returned or threw; null for a program without <c>Run()</c>.</returns>
    public static IReadOnlyList<Outcome?> Run(CSharpCompilation compilation)
    {
        Native.EnsureLoaded();
        var safe = WithoutAborts(compilation);
        using var stream = new MemoryStream();
        var emitted = safe.Emit(stream);
        if (!emitted.Success) throw new InvalidOperationException(string.Join('\n', Errors(safe)));
        stream.Position = 0;
        var context = new AssemblyLoadContext("Programs", isCollectible: true);
        context.Resolving += (_, name) => AssemblyLoadContext.GetLoadContext(typeof(Checked).Assembly)!
            .LoadFromAssemblyName(name);
        try
        {
            var assembly = context.LoadFromStream(stream);
            return [.. Enumerable.Range(0, compilation.SyntaxTrees.Length)
                .Select(number => assembly.GetType($"Number{number}.Program")!
                    .GetMethod("Run", BindingFlags.Public | BindingFlags.Static, []))
                .Select(run => run is null ? null : RunAlone(run))];
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The file of a program.</summary>
    public static string Program(int number, string members, string? run) => string.Join('\n',
        "using System;",
        "using System.Collections.Generic;",
        "using System.Linq;",
        "using Arena.Tensors;",
        "using TorchSharp;",
        "using TorchSharp.Modules;",
        "using static Arena.Tensors.Einops;",
        "using static TorchSharp.torch;",
        $"namespace Number{number};",
        "public static class Program",
        "{",
        members,
        run is null ? "" : $"public static object? Run() => {run};",
        "}",
        "");

    private static Outcome RunAlone(MethodInfo run)
    {
        Outcome? outcome = null;
        var thread = new Thread(() => outcome = Outcome.Of(run));
        thread.Start();
        thread.Join();
        return outcome!;
    }

    private static CSharpCompilation WithoutAborts(CSharpCompilation compilation) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree =>
        {
            var safe = new MatmulRewriter(compilation.GetSemanticModel(tree)).Visit(tree.GetRoot());
            return CSharpSyntaxTree.Create((CSharpSyntaxNode)safe, Language, tree.FilePath);
        }));

    private sealed class MatmulRewriter(SemanticModel model) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
        {
            var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
            if (model.GetSymbolInfo(node).Symbol is not IMethodSymbol { Name: "matmul" } method) return visited;
            var arguments = visited.ArgumentList.Arguments;
            if (!method.IsStatic)
                arguments = arguments.Insert(
                    0, Argument(((MemberAccessExpressionSyntax)visited.Expression).Expression));
            return InvocationExpression(
                ParseExpression($"global::{typeof(Checked).FullName}.{nameof(Checked.Matmul)}"),
                ArgumentList(SeparatedList(arguments.Select(argument => argument.WithNameColon(null)))))
                .WithTriviaFrom(visited);
        }
    }
}

/// <summary>What a program did.</summary>
/// <param name="Result">What it returned.</param>
/// <param name="Failure">What it threw.</param>
internal sealed record Outcome(object? Result, Exception? Failure)
{
    public static Outcome Of(MethodInfo run)
    {
        torch.random.manual_seed(0);
        try
        {
            return new(run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null), null);
        }
        catch (Exception failure)
        {
            return new(null, failure);
        }
    }

    /// <summary>Whether both ended well and with the same values.</summary>
    public bool Agrees(Outcome other) =>
        Failure is null && other.Failure is null && (Result, other.Result) switch
        {
            (torch.Tensor one, torch.Tensor two) => one.shape.SequenceEqual(two.shape) && one.dtype == two.dtype
                && torch.allclose(one, two, rtol: 1e-4, atol: 1e-6, equal_nan: true),
            _ => Equals(Result, other.Result),
        };

    public override string ToString() => Failure is not null
        ? $"{Failure.GetType().Name}: {Failure.Message.Split('\n')[0]}"
        : Result is torch.Tensor tensor ? $"[{string.Join(", ", tensor.shape)}] {tensor.dtype}" : $"{Result}";
}
