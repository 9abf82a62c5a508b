using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Shapes.Flow;

/// <summary>What is known of <c>y</c> after statements of every kind; null where nothing may be.</summary>
public sealed class FlowTests
{
    private const string Parameters =
        """[Shape("batch seq d_model")] Tensor x, Tensor u, Tensor? nothing, bool flag, int heads, List<Tensor> items""";

    [Theory]
    // Branches.
    [InlineData("Tensor y; if (flag) y = rand(2, 3); else y = rand(2, 4); y = y + 0;", "[2, ?]")]
    [InlineData("var z = rand(2, 3); if (flag) z = rand(2); var y = z + 0;", null)]
    [InlineData("var z = rand(2, 3); if (flag) z = u; var y = z + 0;", null)]
    [InlineData("var y = flag ? rand(2, 3) : rand(5, 3);", "[?, 3]")]
    [InlineData("var z = rand(2, 3); z = flag ? rand(4, 5) : rand(4, 6); var y = z + 0;", "[4, ?]")]
    [InlineData("var z = rand(2, 3); z += flag ? rand(4, 2, 3) : rand(5, 2, 3); var y = z + 0;", "[?, 2, 3]")]
    [InlineData("var y = (nothing ?? rand(2, 3)) + 0;", null)]
    [InlineData("Tensor? z = null; z ??= rand(2, 3); var y = z + 0;", null)]
    [InlineData("var y = heads switch { 1 => rand(2, 3), 2 => rand(2, 4), _ => rand(2, 5) };", "[2, ?]")]
    [InlineData("var y = heads switch { 1 => rand(2, 3), _ => u };", null)]
    [InlineData("Tensor y; switch (heads) { case 1: y = rand(2); break; default: y = rand(3); break; } y = y + 0;", "[?]")]
    // Loops.
    [InlineData("var z = rand(2, 3); for (var i = 0; i < 3; i++) z = z.unsqueeze(0); var y = z + 0;", null)]
    [InlineData("var z = rand(2, 3); while (flag) z = cat([z, z], 0); var y = z + 0;", "[?, 3]")]
    [InlineData("var z = rand(2, 3); do { z = z.t(); } while (flag); var y = z + 0;", "[?, ?]")]
    [InlineData("var z = rand(2, 3); foreach (var item in items) z = item; var y = z + 0;", null)]
    [InlineData("var z = rand(2, 3); foreach (var item in items) { if (flag) break; z = rand(2, 4); } var y = z + 0;", "[2, ?]")]
    [InlineData("var n = 1; while (flag) n++; var y = zeros(n, 2);", "[?, 2]")]
    [InlineData("var n = 1; var k = n++; var y = zeros(n, k);", "[n 2, 1]")]
    [InlineData("var n = 1; var y = zeros(n++, n);", "[1, n 2]")]
    [InlineData("var parts = rand(4, 2).chunk(2); while (flag) parts = rand(6, 2).chunk(2); var y = parts[0] + 0;", "[?, 2]")]
    // Handlers.
    [InlineData("var z = rand(2); try { z = rand(3); } catch (Exception) { z = rand(4); } var y = z + 0;", "[?]")]
    [InlineData("var z = rand(2); try { z = rand(3); } catch (Exception) { } var y = z + 0;", null)]
    [InlineData("var z = rand(2); try { z = rand(3); } finally { z = rand(4, 5); } var y = z + 0;", null)]
    [InlineData("var z = rand(2); try { z = rand(3); } finally { Console.WriteLine(); } var y = z + 0;", "[3]")]
    [InlineData("Tensor y; using (NewDisposeScope()) { y = rand(2, 3); } y = y + 0;", "[2, 3]")]
    [InlineData("using var z = rand(2, 3); var y = z.t();", "[3, 2]")]
    // Out of sight.
    [InlineData("var z = rand(2); Action change = () => z = rand(3, 4); change(); var y = z + 0;", null)]
    [InlineData("var z = rand(2); Action change = () => (z, _) = (rand(3, 4), 1); change(); var y = z + 0;", null)]
    [InlineData("var z = rand(2); void Change() => z = rand(3, 4); Change(); var y = z + 0;", null)]
    [InlineData("var z = rand(2); Func<Tensor> read = () => z; var y = z + 0;", "[2]")]
    [InlineData("var z = rand(2); ref var alias = ref z; alias = rand(3, 4); var y = z + 0;", null)]
    [InlineData("var z = rand(2); Change(ref z); var y = z + 0;", null)]
    [InlineData("var z = rand(2); Set(out z); var y = z + 0;", null)]
    [InlineData("var z = rand(2, 3); z.unsqueeze_(0); var y = z + 0;", null)]
    [InlineData("var z = rand(2, 3); z.add_(1); var y = z + 0;", "[2, 3]")]
    // Assignments of every form.
    [InlineData("var (a, b) = (rand(2), rand(3)); var y = b + 0;", "[3]")]
    [InlineData("var (a, b) = (rand(2), rand(3)); (a, b) = (b, a); var y = b + 0;", "[2]")]
    [InlineData("Tensor a, b; a = b = rand(3); var y = a + 0;", "[3]")]
    [InlineData("var (b, s, d) = (x.shape[0], x.shape[1], x.shape[2]); var y = x.view(b * s, d);", "[batch*seq, d d_model]")]
    [InlineData("var y = x.view(x.shape[0], -1, heads, x.shape[2] / heads);", "[batch, seq, heads, d_model/heads]")]
    [InlineData("var y = x.size(2) > 4 ? x : x + 1;", "[batch, seq, d_model]")]
    [InlineData("object boxed = rand(2); var y = (Tensor)boxed + 0;", "[2]")]
    [InlineData("object boxed = flag; var y = (Tensor)boxed + 0;", null)]
    [InlineData("var y = zeros((long)(5 / 2.0 * 2), 2);", "[5, 2]")]
    [InlineData("var a = 5; var y = zeros((long)((double)a / 2 * 2), 2);", "[?, 2]")]
    [InlineData("var y = x.max(1).values;", "[batch, d_model]")]
    [InlineData("var y = u;", null)]
    public async Task The_shape_of_y_is(string statements, string? shape)
    {
        var source = Code.InClass(
            $"static void Change(ref Tensor z) => z = rand(3, 4, 5); static void Set(out Tensor z) => z = rand(3, 4, 5);\n"
            + $"public static void Run({Parameters}) {{ {statements} }}");
        (await Inferred.ShapeAsync(source)).Should().Be(shape);
    }

    [Theory]
    // Fields that are set once.
    [InlineData("private readonly Linear layer = nn.Linear(4, 7);", "layer.call(rand(2, 4))", "[2, 7]")]
    [InlineData("private Linear layer; public Module() { layer = nn.Linear(4, 7); }", "layer.call(rand(2, 4))", "[2, 7]")]
    [InlineData("private Linear layer; public Module(int width) { layer = nn.Linear(4, width); }", "layer.call(rand(2, 4))", "[2, width]")]
    [InlineData("private readonly long size = 3;", "zeros(size, 2)", "[size 3, 2]")]
    [InlineData("private const int Size = 3;", "zeros(Size, 2)", "[Size 3, 2]")]
    [InlineData("private readonly Tensor mask = ones(3, 3);", "mask + 0", "[3, 3]")]
    [InlineData("private long Size { get; } = 3;", "zeros(Size, 2)", "[Size 3, 2]")]
    [InlineData("[Shape(\"vocab d\")] private Tensor w = rand(2, 3);", "w + 0", "[vocab, d]")]
    // Fields that others may set.
    [InlineData("public Linear layer = nn.Linear(4, 7);", "layer.call(rand(2, 4))", null)]
    [InlineData("public long Size { get; set; } = 3;", "zeros(Size, 2)", "[?, 2]")]
    [InlineData("public long Size { get; init; } = 3;", "zeros(Size, 2)", "[?, 2]")]
    [InlineData("private Linear layer = nn.Linear(4, 7); void Change() => layer = nn.Linear(4, 8);", "layer.call(rand(2, 4))", null)]
    [InlineData("private long size = 3; void Change() => size++;", "zeros(size, 2)", "[?, 2]")]
    [InlineData("private long size = 3; void Change() => (size, _) = (4, 5);", "zeros(size, 2)", "[?, 2]")]
    [InlineData("private readonly long[] sizes = [2, 3];", "zeros(sizes)", "[2, 3]")]
    [InlineData("private readonly long[] sizes = [2, 3]; void Grow() => sizes[0] = 4;", "zeros(sizes)", null)]
    [InlineData("private readonly List<int> sizes = [2]; void Grow() => sizes.Add(4);", "zeros(sizes.Count)", "[sizes.Count]")]
    [InlineData("private long size; public Module(int width) { width = 2 * width; size = width; }", "zeros(size, 2)", "[?, 2]")]
    [InlineData("private readonly Tensor a; private readonly Tensor b; public Module() { a = b + 0; b = a + 0; }", "a + 0", null)]
    public async Task The_field_of_a_class_gives_y(string members, string expression, string? shape)
    {
        var source = Code.InFile($"public class Module {{ {members} void Run() {{ var y = {expression}; }} }}");
        var found = await Inferred.ShapeAsync(source);
        Simplified(found).Should().Be(shape);
    }

    [Theory]
    [InlineData("class Net(int width) { Linear layer = nn.Linear(4, width); void Run() { var y = layer.call(rand(2, 4)); } }", "[2, width]")]
    [InlineData("class Net(int width) { void Grow() => width++; Linear layer = nn.Linear(4, width); void Run() { var y = layer.call(rand(2, 4)); } }", "[2, ?]")]
    [InlineData("class Net { static void Run() { var y = Help.Twice(rand(2, 3)); } } static class Help { [return: Shape(\"2*b d\")] public static Tensor Twice([Shape(\"b d\")] Tensor t) => cat([t, t], 0); }", "[2*b 4, d 3]")]
    [InlineData("class Net { static void Run() { var y = Help.Twice(rand(2, 3)); } } static class Help { public static Tensor Twice(Tensor t) => cat([t, t], 0); }", null)]
    [InlineData("class Net { static void Run() { var y = Help.Pick(rand(2, 3), 7); } } static class Help { [return: Shape(\"b count\")] public static Tensor Pick([Shape(\"b d\")] Tensor t, int count) => t; }", "[b 2, count 7]")]
    [InlineData("class Net { static void Run(Tensor u) { var y = Help.Same(u); } } static class Help { [return: Shape(\"b 3\")] public static Tensor Same([Shape(\"b d\")] Tensor t) => t; }", "[b, 3]")]
    public async Task Classes_and_helpers_give_y(string types, string? shape) =>
        Simplified(await Inferred.ShapeAsync(Code.InFile(types))).Should().Be(shape);

    [Fact]
    public async Task A_local_function_is_followed_by_itself()
    {
        var source = Code.InMethod("Tensor u", "var z = rand(2, 3); Tensor Make(Tensor t) { var y = rand(4, 5).mm(rand(6, 7)); return y; }");
        (await Inferred.FindingsAsync(source)).Select(found => found.Id).Should().Equal("TSH1002");
    }

    [Fact]
    public async Task What_is_found_does_not_depend_on_who_asks_first()
    {
        const string Source =
            """
            class Net
            {
                private readonly Linear layer = nn.Linear(4, 7);
                Tensor One() => layer.call(rand(2, 5));
                Tensor Two() => layer.call(rand(2, 6));
                Tensor Three() => layer.call(rand(2, 7));
            }
            """;
        for (var i = 0; i < 10; i++)
            (await Inferred.FindingsAsync(Code.InFile(Source))).Where(found => found.Id == "TSH1008").Should().HaveCount(3);
    }

    [Fact]
    public async Task Code_that_does_not_compile_is_followed_as_far_as_it_goes()
    {
        foreach (var statements in new[] { "var y = rand(2, 3).mm(;", "x.foo().bar(1);", "var (a, b) = ;", "y = x[;", "rand(2).view(", "x.sum(dim: )" })
        {
            var compilation = Code.Compile(Code.InMethod(Parameters, statements));
            var found = await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions
                .WithAnalyzers(compilation, [new ShapeAnalyzer()])
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            found.Where(diagnostic => diagnostic.Id == "AD0001").Should().BeEmpty(statements.Replace("{", "("));
        }
    }

    // An opaque number is shown by what it is called; here only that it has no value matters.
    private static string? Simplified(string? shape) => shape is null ? null
        : System.Text.RegularExpressions.Regex.Replace(shape, @"\b(Size|size)(?=,|\])", "?");
}
