using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Arena.Skeleton;
using Arena.Verify.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>One project below <c>tests/</c>, compiled in memory as far as what it refers to is at hand.</summary>
/// <remarks>
/// Its names are looked up in the running program and beside the built test programs. One that is in neither stays
/// unknown, and then the callers go by how it is written.
/// </remarks>
internal sealed class TestSources
{
    private static readonly string[] TestAttributes = ["Fact", "Theory", "ExerciseFact", "ExerciseTheory"];

    private readonly CSharpCompilation compilation;
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<SyntaxNode, ISymbol?> symbols = [];
    private readonly Lazy<ILookup<string, InvocationExpressionSyntax>> calls;

    private TestSources(string path, ChapterSource? chapter, CSharpCompilation compilation)
    {
        Path = path;
        Chapter = chapter;
        this.compilation = compilation;
        calls = new(() => Nodes<InvocationExpressionSyntax>().ToLookup(x => Syntax.Name(x.Expression) ?? ""));
    }

    /// <summary>The project's folder, from the kit's root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The chapter that it tests; null for the kit's own tests.</summary>
    public ChapterSource? Chapter { get; }

    /// <summary>The tests, in the order of their files.</summary>
    public IEnumerable<MethodDeclarationSyntax> Tests =>
        Nodes<MethodDeclarationSyntax>().Where(x => Attribute(x) is not null);

    /// <summary>The attribute that makes a method a test; null when it is none.</summary>
    public static AttributeSyntax? Attribute(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(x => x.Attributes)
            .FirstOrDefault(x => TestAttributes.Contains(Syntax.Name(x.Name)));

    /// <summary>All nodes of a kind.</summary>
    public IEnumerable<T> Nodes<T>() where T : SyntaxNode =>
        compilation.SyntaxTrees.SelectMany(x => x.GetRoot().DescendantNodesAndSelf().OfType<T>());

    /// <summary>The calls of a method of this project, wherever it makes them.</summary>
    public IEnumerable<InvocationExpressionSyntax> CallsOf(ISymbol method) =>
        calls.Value[method.Name].Where(x => SymbolEqualityComparer.Default.Equals(SymbolOf(x), method));

    /// <summary>What a name or a call refers to, or the first that it may refer to; null when unknown.</summary>
    public ISymbol? SymbolOf(SyntaxNode node)
    {
        if (!symbols.TryGetValue(node, out var symbol)) symbols[node] = symbol = FindSymbol(node);
        return symbol;
    }

    /// <summary>What a declaration declares.</summary>
    public ISymbol? Declared(SyntaxNode node) => Model(node).GetDeclaredSymbol(node);

    /// <summary>Whether an expression is a constant.</summary>
    public bool IsConstant(ExpressionSyntax expression) => Model(expression).GetConstantValue(expression).HasValue;

    /// <summary>The value of a constant text; null for anything else.</summary>
    public string? Text(ExpressionSyntax expression) => Model(expression).GetConstantValue(expression).Value as string;

    /// <summary>The type of an expression.</summary>
    public ITypeSymbol? TypeOf(ExpressionSyntax expression) => Model(expression).GetTypeInfo(expression).Type;

    /// <summary>Whether a symbol is declared in this project.</summary>
    public bool Declares(ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>The projects whose tests are run; those that are only data for other tests are left out.</summary>
    public static IReadOnlyList<TestSources> ReadAll(Workspace workspace, IReadOnlyList<ChapterSource> chapters)
    {
        var tests = System.IO.Path.Combine(workspace.Root, "tests");
        if (!Directory.Exists(tests)) return [];
        var files = Directory.EnumerateFiles(tests, "*.csproj", SearchOption.AllDirectories)
            .Where(x => !IsBuilt(System.IO.Path.GetRelativePath(tests, x)))
            .Order(StringComparer.Ordinal)
            .ToList();
        var beside = files.SelectMany(Beside).DistinctBy(System.IO.Path.GetFileName)
            .ToDictionary(x => System.IO.Path.GetFileName(x), x => MetadataReference.CreateFromFile(x));
        return [.. files.Select(x => Read(workspace, x, chapters, beside)).OfType<TestSources>()];
    }

    private static TestSources? Read(
        Workspace workspace, string file, IReadOnlyList<ChapterSource> chapters,
        IReadOnlyDictionary<string, PortableExecutableReference> beside)
    {
        var project = XDocument.Load(file);
        if (project.Descendants("IsTestProject").Any(x => x.Value == "false")) return null;
        var folder = System.IO.Path.GetDirectoryName(file)!;
        var path = InKit(folder);
        var chapter = chapters.FirstOrDefault(x => path == $"tests/{x.Name}");
        var trees = Sources(folder, project).Select(x => ChapterCompilation.Parse(File.ReadAllText(x), InKit(x)));
        var globals = ChapterCompilation.GlobalUsings([.. Projects(file).Select(Load)]);
        var name = ChapterCompilation.AssemblyName(Load(file));
        var compilation = ChapterCompilation.Create(name, trees, globals);
        var present = compilation.References.Select(x => System.IO.Path.GetFileName(x.Display ?? ""))
            .Concat([$"{name}.dll", $"{chapter?.Assembly}.dll"])
            .ToHashSet();
        compilation = compilation.AddReferences(beside.Where(x => !present.Contains(x.Key)).Select(x => x.Value));
        if (chapter is not null) compilation = compilation.AddReferences(chapter.Compilation.ToMetadataReference());
        return new TestSources(path, chapter, compilation);

        string InKit(string full) => System.IO.Path.GetRelativePath(workspace.Root, full).Replace('\\', '/');

        SolutionFile Load(string full) => new(InKit(full), File.ReadAllText(full));

        IEnumerable<string> Projects(string of) =>
            new[] { System.IO.Path.Combine(workspace.Root, "tests", "Directory.Build.targets"), of }.Where(File.Exists);
    }

    private static IEnumerable<string> Sources(string folder, XDocument project)
    {
        var items = project.Descendants("Compile").ToList();
        var removed = items.Select(x => x.Attribute("Remove")?.Value).OfType<string>().Select(Pattern).ToList();
        var linked = items.Select(x => x.Attribute("Include")?.Value).OfType<string>()
            .Select(x => System.IO.Path.GetFullPath(x, folder));
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(x => System.IO.Path.GetRelativePath(folder, x).Replace('\\', '/') is var path
                && !IsBuilt(path) && !removed.Exists(pattern => pattern.IsMatch(path)))
            .Order(StringComparer.Ordinal)
            .Concat(linked);
    }

    private static Regex Pattern(string glob) =>
        new($"^{Regex.Escape(glob).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*")}$");

    private static IEnumerable<string> Beside(string project)
    {
        var bin = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(project)!, "bin");
        if (!Directory.Exists(bin)) return [];
        return Directory.EnumerateFiles(bin, "*.dll", SearchOption.AllDirectories).Where(IsManaged);
    }

    private static bool IsManaged(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        try
        {
            return image.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static bool IsBuilt(string path) => path.Split('/', '\\').Any(x => x is "bin" or "obj");

    private ISymbol? FindSymbol(SyntaxNode node)
    {
        var found = Model(node).GetSymbolInfo(node);
        var symbol = found.Symbol ?? found.CandidateSymbols.FirstOrDefault();
        return (symbol as IMethodSymbol)?.ReducedFrom?.OriginalDefinition ?? symbol?.OriginalDefinition;
    }

    private SemanticModel Model(SyntaxNode node)
    {
        if (!models.TryGetValue(node.SyntaxTree, out var model))
            models[node.SyntaxTree] = model = compilation.GetSemanticModel(node.SyntaxTree);
        return model;
    }
}
