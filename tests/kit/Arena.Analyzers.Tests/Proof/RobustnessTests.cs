using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>
/// No analyzer and no fix throws on mutated sources. Every run tries some; all of them are tried when the environment
/// variable <c>ARENA_ALL_MUTATIONS</c> is 1.
/// </summary>
public sealed class RobustnessTests(ITestOutputHelper output)
{
    internal const int AllFiles = 10_000;
    private const int FilesOfARun = 1_500;
    private const int FixesPerRule = 12;

    // A project has a file once, and not too many others: one that turns 'Arena' into a class hides what all of them mean,
    // and then no rule is asked anything.
    private const int FilesOfAProject = 40;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    private static readonly SyntaxTree GlobalUsings = CSharpSyntaxTree.ParseText(
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """, Language, path: "GlobalUsings.cs");

    private static ImmutableArray<CodeFixProvider> Fixes { get; } =
        [.. typeof(CodeFixes.TorchCodeFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    [Fact]
    public async Task No_analyzer_and_no_fix_throws_on_mutated_sources()
    {
        var files = Environment.GetEnvironmentVariable("ARENA_ALL_MUTATIONS") == "1" ? AllFiles : FilesOfARun;
        var broken = new ConcurrentBag<string>();
        var (findings, applied, fixesOfRule) = (0, 0, new Dictionary<string, int>());
        foreach (var batch in Enumerable.Range(0, files).Chunk(FilesOfAProject))
        {
            var texts = batch.ToDictionary(number => number, Mutated);
            var found = await FindAsync(texts, broken);
            findings += found.Length;
            foreach (var finding in found)
            {
                if (fixesOfRule.GetValueOrDefault(finding.Id) >= FixesPerRule) continue;
                if (!Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(finding.Id))) continue;
                fixesOfRule[finding.Id] = fixesOfRule.GetValueOrDefault(finding.Id) + 1;
                var file = int.Parse(Path.GetFileNameWithoutExtension(finding.Location.GetLineSpan().Path));
                applied += await FixAsync(file, texts[file], finding.Id, broken);
            }
        }

        var seen = new MutationFigures(files, findings, applied, broken.Count);
        output.WriteLine(seen.ToString());
        if (files == AllFiles) Figures.Record(figures => figures with { Mutations = seen });
        broken.Distinct().Should().BeEmpty();
        findings.Should().BeGreaterThan(files / 5);
        applied.Should().BeGreaterThan(10);
    }

    private static string Mutated(int number) =>
        Mutations.Mutate(Mutations.Sources[number % Mutations.Sources.Count], new Random(number));

    private static async Task<ImmutableArray<Diagnostic>> FindAsync(
        IReadOnlyDictionary<int, string> texts, ConcurrentBag<string> broken)
    {
        var compilation = CSharpCompilation.Create(
            "Mutated",
            texts.Select(text => CSharpSyntaxTree.ParseText(text.Value, Language, path: $"{text.Key}.cs"))
                .Append(GlobalUsings),
            Code.References, Options);
        var thrown = new ConcurrentBag<string>();
        try
        {
            var found = await compilation.WithAnalyzers(Code.Analyzers, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), (failure, analyzer, _) => thrown.Add($"{analyzer.GetType().Name}: {Short(failure)}"),
                concurrentAnalysis: true, logAnalyzerExecutionTime: false))
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            foreach (var failure in thrown) broken.Add(failure);
            return [.. found.OrderBy(finding => finding.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.SourceSpan.Start)];
        }
        catch (Exception failure) when (failure is not OperationCanceledException && texts.Count > 1)
        {
            // Some mutations are too much for the compiler itself; the others are tried without them.
            var halves = texts.Chunk((texts.Count + 1) / 2).Select(half => half.ToDictionary());
            return [.. (await Task.WhenAll(halves.Select(half => FindAsync(half, broken)))).SelectMany(found => found)];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (!CompilerThrows(compilation)) broken.Add($"Mutation {texts.Keys.Single()}: {Short(failure)}");
            return [];
        }
    }

    private static string Short(Exception failure) => string.Join('\n', failure.ToString().Split('\n').Take(5));

    private static bool CompilerThrows(CSharpCompilation compilation)
    {
        try
        {
            compilation.Clone().GetDiagnostics(TestContext.Current.CancellationToken);
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return true;
        }
    }

    private static async Task<int> FixAsync(int number, string text, string rule, ConcurrentBag<string> broken)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Mutated", "Mutated", LanguageNames.CSharp,
            compilationOptions: Options, parseOptions: Language, metadataReferences: Code.References));
        project = project.AddDocument("GlobalUsings.cs", GlobalUsings.GetText(cancellation)).Project;
        var document = project.AddDocument("Mutated.cs", SourceText.From(text));
        var compilation = (await document.Project.GetCompilationAsync(cancellation))!;
        var found = await compilation.WithAnalyzers(Code.Analyzers).GetAnalyzerDiagnosticsAsync(cancellation);
        var actions = new List<CodeAction>();
        var applied = 0;
        foreach (var finding in found.Where(finding => finding.Id == rule).Take(FixesPerRule))
        {
            actions.Clear();
            try
            {
                foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(rule)))
                    await fix.RegisterCodeFixesAsync(new CodeFixContext(
                        document, finding, (action, _) => actions.Add(action), cancellation));
                foreach (var action in actions) await action.GetOperationsAsync(cancellation);
                applied += actions.Count;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                broken.Add($"Fix of {rule} in mutation {number}: {Short(failure)}");
            }
        }

        return applied;
    }
}
