using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>
/// What the analyzers say of code by others. It stays out of the repository: the environment variable
/// <c>ARENA_FOREIGN_CODE</c> names its folders, each of which is compiled as one project. What is found has to be
/// looked at by a person, so the test only lists it. Without the variable it reads the kit's own library, in which
/// nothing may be found.
/// </summary>
public sealed class ForeignCodeTests(ITestOutputHelper output)
{
    private static readonly string? Others = Environment.GetEnvironmentVariable("ARENA_FOREIGN_CODE");

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    [Fact]
    public async Task Whole_projects_are_read_without_a_crash()
    {
        var folders = string.IsNullOrEmpty(Others)
            ? Directory.GetDirectories(Path.Combine(Repository.Folder, "library"))
            : Others.Split(Path.PathSeparator);
        var (files, lines, unbound, findings) = (0, 0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        var crashes = new List<string>();
        foreach (var folder in folders)
        {
            var compilation = Compile(folder);
            foreach (var tree in compilation.SyntaxTrees)
            {
                var text = await tree.GetTextAsync(TestContext.Current.CancellationToken);
                lines += text.Lines.Count(line => !string.IsNullOrWhiteSpace(line.ToString()));
                files++;
                var errors = compilation.GetSemanticModel(tree)
                    .GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken)
                    .Where(found => found.Severity == DiagnosticSeverity.Error)
                    .Select(found => found.Location.GetLineSpan().StartLinePosition.Line).Distinct().Count();
                unbound += errors;
            }

            var found = await compilation.WithAnalyzers(Code.Analyzers)
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            crashes.AddRange(found.Where(finding => finding.Id == "AD0001").Select(finding => finding.ToString()));
            foreach (var finding in found.Where(finding => finding.Severity > DiagnosticSeverity.Info))
            {
                findings[finding.Id] = findings.GetValueOrDefault(finding.Id) + 1;
                var line = finding.Location.SourceTree!.GetText(TestContext.Current.CancellationToken)
                    .Lines[finding.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
                output.WriteLine($"{finding}\n    {line}");
            }
        }

        var seen = new ForeignFigures(files, lines, unbound, findings);
        output.WriteLine($"{seen}: {string.Join(", ", findings)}");
        crashes.Should().BeEmpty();
        lines.Should().BePositive();
        if (string.IsNullOrEmpty(Others)) findings.Should().BeEmpty();
        else Figures.Record(figures => figures with { ForeignCode = seen });
    }

    private static CSharpCompilation Compile(string folder) => CSharpCompilation.Create(
        "Foreign",
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Language, path)),
        Code.References.AddRange(new[] { typeof(Assert), typeof(FactAttribute) }
            .Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
}
