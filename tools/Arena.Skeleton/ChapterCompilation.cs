using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Skeleton;

/// <summary>Compiles one chapter in memory, as its project does on disk.</summary>
internal static class ChapterCompilation
{
    /// <summary>The language version of Directory.Build.props.</summary>
    public const LanguageVersion Version = LanguageVersion.CSharp14;

    // Comments are read as documentation, or a using that only a cref needs would count as unnecessary.
    private static readonly CSharpParseOptions Parsing = new(
        Version, DocumentationMode.Diagnose,
        preprocessorSymbols: ["DEBUG", "TRACE", "NET", "NET10_0", "NET10_0_OR_GREATER"]);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];

    // What the running program was started with: the framework, TorchSharp, and the kit's library.
    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
    {
        var program = System.Reflection.Assembly.GetEntryAssembly()?.Location;
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. platform.Split(Path.PathSeparator)
            .Where(path => path.Length > 0 && path != program && File.Exists(path))
            .Select(path => MetadataReference.CreateFromFile(path))];
    });

    public static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text), Parsing, path);

    public static CSharpCompilation Create(string name, IEnumerable<SyntaxTree> trees, SyntaxTree globalUsings) =>
        CSharpCompilation.Create(name, trees.Append(globalUsings), References.Value, Options);

    /// <summary>The usings that a chapter's files do not write: the SDK's, and those of its project file.</summary>
    public static SyntaxTree GlobalUsings(IReadOnlyList<SolutionFile> projects)
    {
        var lines = ImplicitUsings.Select(name => $"global using global::{name};")
            .Concat(projects
                .SelectMany(project => XDocument.Parse(project.Text).Descendants("Using"))
                .SelectMany(Directives));
        return Parse(string.Join('\n', lines), $"solutions/{projects.FirstOrDefault()?.Path}");
    }

    /// <summary>The name of the assembly that a project builds.</summary>
    public static string AssemblyName(SolutionFile project) =>
        XDocument.Parse(project.Text).Descendants("AssemblyName").FirstOrDefault()?.Value
        ?? Path.GetFileNameWithoutExtension(project.Path);

    private static IEnumerable<string> Directives(XElement element)
    {
        var isStatic = string.Equals(Metadata(element, "Static"), "true", StringComparison.OrdinalIgnoreCase);
        var prefix = Metadata(element, "Alias") is { } alias ? $"{alias} = " : isStatic ? "static " : "";
        return (Metadata(element, "Include") ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => $"global using {prefix}global::{name};");
    }

    private static string? Metadata(XElement element, string name) =>
        element.Attribute(name)?.Value ?? element.Element(name)?.Value;
}
