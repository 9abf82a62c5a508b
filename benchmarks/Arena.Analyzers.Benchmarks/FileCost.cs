using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Benchmarks;

/// <summary>
/// What the analyzers, all together, cost in each file of the kit in which they find nothing, as the compiler's own
/// telemetry counts it; warm, one file after the other, in the fastest of many rounds, because whatever else runs only
/// adds time. What they do once a project is not in it: when it is asked about one file, the compiler does that again
/// for each, so what it takes for an empty file is taken off.
/// </summary>
internal static class FileCost
{
    private const int Rounds = 25;
    private const string Empty = "Empty.cs";

    private static readonly string[] Projects =
        ["solutions/0-Fundamentals", "library/Arena.Tensors", "library/Arena.Pictures"];

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. typeof(TorchAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    public static async Task<string> TableAsync(string root)
    {
        var table = new StringBuilder();
        table.AppendLine("| files of                 | files | median, ms | 90 % below, ms | slowest, ms |");
        table.AppendLine("|--------------------------|------:|-----------:|---------------:|------------:|");
        var all = new List<double>();
        foreach (var project in Projects.Where(project => Directory.Exists(Path.Combine(root, project))))
        {
            var times = await OfProjectAsync(Path.Combine(root, project));
            all.AddRange(times);
            Add(project, times);
        }

        Add("all of them", all);
        return table.ToString();

        void Add(string name, IReadOnlyList<double> times)
        {
            var (median, high) = (Median.Of(times), Median.Of(times, 0.9));
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {name,-24} | {times.Count,5} | {median,10:F2} | {high,14:F2} | {times.Max(),11:F2} |");
        }
    }

    private static async Task<IReadOnlyList<double>> OfProjectAsync(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("obj")).Order(StringComparer.Ordinal)
            .ToList();
        var times = files.Append(Empty).ToDictionary(file => file, _ => new List<double>());
        var firing = new HashSet<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var analysis = Compile(Path.GetFileName(folder), files).WithAnalyzers(Analyzers,
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            var before = TimeSpan.Zero;
            foreach (var tree in analysis.Compilation.SyntaxTrees)
            {
                var found = await analysis.GetAnalysisResultAsync(
                    analysis.Compilation.GetSemanticModel(tree), null, CancellationToken.None);
                var after = TimeSpan.Zero;
                foreach (var analyzer in Analyzers)
                {
                    var told = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
                    after += told.ExecutionTime;
                }

                if (times.TryGetValue(tree.FilePath, out var list)) list.Add((after - before).TotalMilliseconds);
                if (found.GetAllDiagnostics().Length > 0) firing.Add(tree.FilePath);
                before = after;
            }
        }

        var once = times[Empty].Min();
        return [.. files.Where(file => !firing.Contains(file)).Select(file => times[file].Min() - once)];
    }

    private static CSharpCompilation Compile(string name, IEnumerable<string> files) => CSharpCompilation.Create(
        name,
        files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Language, file))
            .Prepend(CSharpSyntaxTree.ParseText(
                "global using System; global using System.Collections.Generic; global using System.Linq;",
                Language, "Usings.cs"))
            .Append(CSharpSyntaxTree.ParseText("", Language, Empty)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != name)
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true));
}
