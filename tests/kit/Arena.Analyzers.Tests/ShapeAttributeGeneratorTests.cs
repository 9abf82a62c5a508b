using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;

namespace Arena.Analyzers.Tests;

public sealed class ShapeAttributeGeneratorTests
{
    private const string Use = "using Arena.Tensors; class C { void M([Shape(\"row column\")] object x) { } }";

    private const string Own =
        "namespace Arena.Tensors { internal sealed class ShapeAttribute : System.Attribute "
            + "{ public ShapeAttribute(string contract) { } } }";

    private static IEnumerable<MetadataReference> WithoutTheKit =>
        Code.References.Where(reference => Path.GetFileName(reference.Display) is not "Arena.Tensors.dll");

    [Fact]
    public void Without_Arena_Tensors_it_is_made_for_any_language_version() =>
        Generate(Use, WithoutTheKit).Should().Be(1);

    [Fact]
    public void With_Arena_Tensors_it_is_not() => Generate(Use, Code.References).Should().Be(0);

    [Fact]
    public void Without_TorchSharp_it_is_not() =>
        Generate("class C { }", WithoutTheKit.Where(x => x.Display != typeof(torch).Assembly.Location)).Should().Be(0);

    [Fact]
    public void A_project_that_has_its_own_keeps_it() => Generate(Use + Own, WithoutTheKit).Should().Be(0);

    [Fact]
    public void One_of_another_project_that_nobody_else_sees_does_not_count() =>
        Generate(Use, [.. WithoutTheKit, Library("")]).Should().Be(1);

    [Fact]
    public void One_of_another_project_that_shows_its_internals_is_enough() =>
        Generate(Use, [.. WithoutTheKit, Library("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"User\")]")])
            .Should().Be(0);

    private static int Generate(string source, IEnumerable<MetadataReference> references)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp7_3);
        var compilation = CSharpCompilation.Create(
            "User", [CSharpSyntaxTree.ParseText(source, options)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var run = CSharpGeneratorDriver.Create([new ShapeAttributeGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var after, out _);
        after.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty();
        return run.GetRunResult().GeneratedTrees.Length;
    }

    private static PortableExecutableReference Library(string attributes)
    {
        using var stream = new MemoryStream();
        CSharpCompilation.Create(
            "Library", [CSharpSyntaxTree.ParseText(attributes + Own)], WithoutTheKit,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(stream).Success.Should().BeTrue();
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
