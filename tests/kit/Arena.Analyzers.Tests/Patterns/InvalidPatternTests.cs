using Arena.Analyzers.CodeFixes.Patterns;
using Arena.Analyzers.Patterns;
using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp;

namespace Arena.Analyzers.Tests.Patterns;

public sealed class InvalidPatternTests
{
    [Theory]
    [InlineData("""Rearrange(x, "a [|.|] b -> a b")""")]
    [InlineData("""Rearrange(x, "a [|..|] -> a")""")]
    [InlineData("""Rearrange(x, "[|....|] a -> a")""")]
    [InlineData("""Rearrange(x, "... a [|...|] -> a ...")""")]
    [InlineData("""Reduce(x, "a [|0|] -> a", Reduction.Sum)""")]
    [InlineData("""Rearrange(x, "a [|2b|] -> [|2b|] a")""")]
    [InlineData("""Rearrange(x, "[|a²|] b -> b a")""")]
    [InlineData("""Reduce(x, "a [|99999999999999999999|] -> a", Reduction.Max)""")]
    [InlineData("""Rearrange(x, "a [|_|] -> a")""")]
    [InlineData("""Rearrange(x, "a [|_b|] -> a")""")]
    [InlineData("""Einsum("a [|b_|] -> a", x)""")]
    [InlineData("""Rearrange(x, "(a [|(|]b)[|)|] -> a b")""")]
    [InlineData("""Rearrange(x, "a b[|)|] -> a b")""")]
    [InlineData("""Rearrange(x, "a [|(|]b -> a b")""")]
    [InlineData("""Rearrange(x, "a b -> [|(|]a b")""")]
    [InlineData("""Rearrange(x, "a[|*|]b -> a b")""")]
    [InlineData("""Rearrange(x, "a[|,|] b -> b a")""")]
    [InlineData("""Rearrange(x, "a[|-|]b -> b a")""")]
    [InlineData("""Rearrange(x, "a[|\t|]b -> b a")""")]
    [InlineData("""Rearrange(x, "a b -> b [|+|] a")""")]
    [InlineData("""Einsum("a, b -> a[|,|] b", x, y)""")]
    [InlineData("""Rearrange(x, [|"a b c"|])""")]
    [InlineData("""Rearrange(x, [|""|])""")]
    [InlineData("""Rearrange(x, "a b [|-|]-> b a")""")]
    [InlineData("""Rearrange(x, "a[|,|] b [|=>|] b a")""")]
    [InlineData("""Rearrange(x, "a -> b [|->|] a")""")]
    [InlineData("""Repeat(x, "a [|.|] -> a n", ("n", 2))""")]
    [InlineData("""Rearrange([x, y], "n a [|.|] -> a n")""")]
    [InlineData("""Repeat(sizes: [("n", 2)], pattern: "a [|.|] -> a n", x: x)""")]
    [InlineData("""Einsum("a [|(|]b[|)|] -> a", x)""")]
    [InlineData("""Einsum("a [|1|] -> a", x)""")]
    [InlineData("""Pack([x, y], "a * [|...|]")""")]
    [InlineData("""Pack([x, y], "[|a b|]")""")]
    [InlineData("""Unpack(x, [[2]], "* a [|*|]")""")]
    [InlineData("""ParseShape(x, "a [|(b c)|]")""")]
    [InlineData("""ParseShape(x, "a[|,|] b")""")]
    [InlineData("""new ShapeContract().Check(x, "a b [|->|] c")""")]
    [InlineData("""new ShapeContract().Check(x, "a[|,|] b")""")]
    [InlineData("""new ShapeContract().Check(x, "a b*[|_|]")""")]
    [InlineData("""new ShapeContract().Check(x, "*a [|...|]")""")]
    [InlineData("""Layers.Rearrange("a [|.|] -> a")""")]
    [InlineData("""Layers.Reduce("a [|.|] -> a", Reduction.Sum)""")]
    [InlineData("""Layers.Repeat("a [|.|] -> a")""")]
    [InlineData("""Layers.EinMix("b [|2|] c -> b d", "c d", null, ("c", 2), ("d", 3))""")]
    [InlineData("""Layers.EinMix("b c -> b d", "c [|...|] d", null, ("c", 2), ("d", 3))""")]
    [InlineData("""Layers.EinMix("b c -> b d", "[|(|]c d[|)|]", null, ("c", 2), ("d", 3))""")]
    [InlineData("""Layers.EinMix("b c -> b d", "c d", "d [|1|]", ("c", 2), ("d", 3))""")]
    public Task What_cannot_be_read_is_marked_at_its_characters(string call) =>
        MarkedCall.MustBeFoundAsync(call, "TSH2001", DiagnosticSeverity.Error);

    // The library names the first character; to say that it was meant to be an arrow tells more.
    [Theory]
    [InlineData("=>")]
    [InlineData("→")]
    [InlineData("- >")]
    [InlineData(">")]
    [InlineData("==>")]
    public async Task What_was_meant_to_be_an_arrow_is_one_finding(string arrow)
    {
        var source = Code.InMethod("Tensor x", $"_ = Rearrange(x, \"a b {arrow} b a\");\nreturn x;", "Tensor");
        var found = (await MarkedCall.FindAsync(source)).Should().ContainSingle().Which;
        found.Id.Should().Be("TSH2001");
        found.GetMessage().Should().Be($"The pattern has no '->'. Write it for '{arrow}'.");
        found.Location.SourceSpan.Start.Should().Be(source.IndexOf($"{arrow} b a", StringComparison.Ordinal));
        found.Location.SourceSpan.Length.Should().Be(arrow.Length);
        FluentActions.Invoking(() => RunningCode.Run(source, torch.zeros(2, 3))).Should().Throw<EinopsException>();
    }

    [Fact]
    public Task More_axes_than_letters_are_too_many() =>
        MarkedCall.MustBeFoundAsync(
            $"""Einsum([|"{string.Join(' ', Enumerable.Range(0, 53).Select(axis => $"a{axis}"))} -> a0"|], x)""",
            "TSH2001", DiagnosticSeverity.Error);

    [Theory]
    [InlineData("""Rearrange(x, @"a [|.|] -> a")""")]
    [InlineData("Rearrange(x, \"\"\"a [|.|] -> a\"\"\")")]
    [InlineData("Rearrange(x, \"\"\"\n        a [|.|] -> a\n        \"\"\")")]
    [InlineData("""Rearrange(x, $"a [|.|] -> a")""")]
    [InlineData("""Rearrange(x, "a " + "[|.|] -> " + "a")""")]
    [InlineData("""Rearrange(x, "\u0061 [|\u002e|] -> a")""")]
    public Task Every_form_of_a_literal_is_marked_at_its_characters(string call) =>
        MarkedCall.MustBeFoundAsync(call, "TSH2001", DiagnosticSeverity.Error);

    [Fact]
    public async Task A_constant_from_elsewhere_is_marked_where_it_is_used_and_points_to_its_characters()
    {
        var source = Code.InClass(
            """
                private const string Split = "a " + ("b . " + "-> a b");

                public static Tensor Run(Tensor x) => Rearrange(x, Split);
            """);
        var found = (await MarkedCall.FindAsync(source)).Should().ContainSingle().Which;
        source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length).Should().Be("Split");
        var place = found.AdditionalLocations.Should().ContainSingle().Which.SourceSpan;
        source.Substring(place.Start - 2, place.Length + 4).Should().Be("b . \"");
    }

    [Theory]
    [InlineData("""[Shape("a[|,|] b")] Tensor x""")]
    [InlineData("""[Shape(contract: "a [|.|]")] Tensor x""")]
    public Task A_contract_on_a_parameter_is_read(string parameter) =>
        Verify<InvalidPattern>.FindsAsync(Code.InMethod(parameter, "_ = x;"));

    [Fact]
    public Task A_contract_is_read_wherever_it_may_stand() =>
        Verify<InvalidPattern>.FindsAsync(Code.InFile(
            """
            public class Model([Shape("a [|.|]")] Tensor first)
            {
                [Shape("a[|,|] b")] private readonly Tensor field = first;

                [Shape("a [|->|] b")] public Tensor Property { get; } = first;

                [return: Shape("a [|(|]b[|)|]")]
                public Tensor Method([Shape("a [|b_|]")] Tensor x)
                {
                    [return: Shape("[|+|]")]
                    Tensor Local([Shape("[|-|]")] Tensor y) => y;
                    return Local(field.add(Property).add(x));
                }

                public Func<Tensor, Tensor> Lambda => ([Shape("[|.|]")] x) => x;
            }

            public record Batch([Shape("[|.|]")] Tensor Images, [property: Shape("[|..|]")] Tensor Labels);

            public delegate Tensor Step([Shape("[|=|]")] Tensor x);
            """));

    [Fact]
    public Task The_attribute_of_a_project_without_the_course_is_read_too() =>
        Verify<InvalidPattern>.FindsAsync(
            """
            using System;
            using static TorchSharp.torch;

            namespace Arena.Tensors
            {
                internal sealed class ShapeAttribute(string axes) : Attribute
                {
                    public string Axes { get; } = axes;
                }

                public static class Program
                {
                    public static Tensor Run([Shape("batch[|,|] seq")] Tensor x) => x;
                }
            }
            """);

    [Theory]
    [InlineData("""Rearrange(x, "a b -> (a b)")""")]
    [InlineData("""Rearrange(x, "a b->(b a)1  ()")""")]
    [InlineData("""Reduce(x, "... a -> a", Reduction.Sum)""")]
    [InlineData("""Repeat(x, "a b -> 2 a b (3 new)", ("new", n))""")]
    [InlineData("""Einsum("a b, b c -> a c", x, y)""")]
    [InlineData("""Einsum("... i j, j k -> ... i k", [x, y])""")]
    [InlineData("""Einsum("i i -> ", x)""")]
    [InlineData("""Pack([x, y], "a *")""")]
    [InlineData("""Unpack(x, [[1], [1]], "a *")""")]
    [InlineData("""ParseShape(x, "a _")""")]
    [InlineData("""new ShapeContract(("a", 2)).Check(x, "a a")""")]
    [InlineData("""Layers.EinMix("b c -> b d", "c d", "d", ("c", 2), ("d", 3))""")]
    [InlineData("""Layers.EinMix("b (h c) -> b d", "c d", null, ("c", 2), ("d", 3), ("h", 1))""")]
    [InlineData("""string.Concat("a . b", ", c")""")]
    [InlineData("""new Dictionary<string, string>().TryAdd("a .", "b")""")]
    public Task A_good_pattern_and_any_other_text_are_left_alone(string call) => MarkedCall.MustBeLeftAloneAsync(call);

    [Fact]
    public Task A_pattern_that_is_not_a_constant_is_left_alone() =>
        Verify<InvalidPattern>.FindsNothingAsync(Code.InMethod(
            "Tensor x, string side",
            "var y = Rearrange(x, $\"a . -> {side}\");\nvar z = Rearrange(x, side + \" .\");"));

    [Theory]
    [InlineData("Rearrange(x, \"a [|(|]b -> a b\")", "Rearrange(x, \"a (b) -> a b\")")]
    [InlineData("Repeat(x, \"b [|(|]h w -> b h w 2\", (\"h\", 2))", "Repeat(x, \"b (h w) -> b h w 2\", (\"h\", 2))")]
    [InlineData("Rearrange(x, \"a b -> [|(|]a b\")", "Rearrange(x, \"a b -> (a b)\")")]
    [InlineData("Rearrange(x, \"a b [|=>|] b a\")", "Rearrange(x, \"a b -> b a\")")]
    [InlineData("Rearrange(x, \"a b [|→|] b a\")", "Rearrange(x, \"a b -> b a\")")]
    [InlineData("Rearrange(x, \"a b [|- >|] b a\")", "Rearrange(x, \"a b -> b a\")")]
    [InlineData("Rearrange(x, \"a b [|-|]-> b a\")", "Rearrange(x, \"a b -> b a\")")]
    [InlineData("Rearrange(x, @\"a b [|⇒|] b a\")", "Rearrange(x, @\"a b -> b a\")")]
    [InlineData("Rearrange(x, \"a[|,|] b -> b[|,|]a\")", "Rearrange(x, \"a b -> b a\")")]
    [InlineData("Rearrange(x, \"a [|,|] b -> b a\")", "Rearrange(x, \"a b -> b a\")")]
    [InlineData("Rearrange(x, \"\"\"a[|,|] b [|=>|] b a\"\"\")", "Rearrange(x, \"\"\"a b -> b a\"\"\")")]
    [InlineData("Rearrange(x, \"a[|\\t|]b -> b\\u0020a\")", "Rearrange(x, \"a b -> b\\u0020a\")")]
    [InlineData("Einsum(\"a b, b c [|=>|] a c\", x, x)", "Einsum(\"a b, b c -> a c\", x, x)")]
    public Task A_slip_of_the_pen_is_put_right(string before, string after) =>
        Verify<InvalidPattern>.FixesAsync<InvalidPatternFix>(
            Code.InMethod("Tensor x", $"var y = {before};"), Code.InMethod("Tensor x", $"var y = {after};"));

    [Theory]
    [InlineData("Rearrange(x, \"b [|(|]h w -> b h w\")")]
    [InlineData("Rearrange(x, \"a [|(|]b c -> a b\")")]
    [InlineData("Rearrange(x, \"a b[|)|] -> a b\")")]
    [InlineData("Rearrange(x, [|\"a b\"|])")]
    [InlineData("Rearrange(x, \"a [|\\x2c|] b -> a b\")")]
    [InlineData("Einsum(\"a, b -> a[|,|] b\", x, x)")]
    public Task Where_more_than_one_thing_can_be_meant_no_fix_is_offered(string call) =>
        Verify<InvalidPattern>.FixesNothingAsync<InvalidPatternFix>(
            Code.InMethod("Tensor x", $"var y = {call};"));

    [Fact]
    public Task A_constant_from_elsewhere_is_not_rewritten() =>
        Verify<InvalidPattern>.FixesNothingAsync<InvalidPatternFix>(Code.InClass(
            """
                private const string Swap = "a b => b a";

                public static Tensor Run(Tensor x) => Rearrange(x, [|Swap|]);
            """));

    [Theory]
    [InlineData("a b => b a", 2, 3)]
    [InlineData("a, b -> b, a", 4, 3)]
    [InlineData("a b --> (b a", 5, 2)]
    public async Task A_repaired_pattern_computes_what_was_meant(string pattern, int rows, int columns)
    {
        var source = Code.InMethod("Tensor x", $"return Rearrange(x, \"{pattern}\");", "Tensor");
        foreach (var repair in (await MarkedCall.FindAsync(source)).Select(found => PatternRepair.In(found)!)
            .OrderByDescending(repair => repair.Span.Start))
            source = source.Remove(repair.Span.Start, repair.Span.Length).Insert(repair.Span.Start, repair.Text);

        using var scope = torch.NewDisposeScope();
        var x = torch.rand(rows, columns);
        var expected = pattern.Contains('(') ? x.t().flatten() : x.t();
        ((torch.Tensor)RunningCode.Run(source, x)!).Should().Match<torch.Tensor>(
            result => result.shape.SequenceEqual(expected.shape) && result.allclose(expected));
    }

    [Fact]
    public async Task A_program_that_ends_anywhere_brings_no_analyzer_down()
    {
        var source = Code.InMethod(
            "[Shape(\"a . \")] Tensor x, long n",
            """"
            const string Name = "b_";
            var y = Repeat(x, "a, b => a " + $"{Name} .", ("c", 2), ("a", n), ("a", -1));
            y = Einsum(@"i j, j ""k -> i", y) + einsum("i1,.->\u0061\x61z", x);
            y = Layers.EinMix("b c -> b d", "c e", null, ("c", 2), ("q", 3)).forward(Rearrange([x], """
                (a \t b
                """));
            """");
        for (var end = source.IndexOf("Run", StringComparison.Ordinal); end < source.Length; end += 5)
        {
            var found = await Code.Compile(source[..end]).WithAnalyzers(
                [new InvalidPattern(), new OperandCount(), new AxisBookkeeping(), new LonelyAxisTypo()])
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            found.Should().NotContain(diagnostic => diagnostic.Id == "AD0001", source[..end]);
        }
    }

    [Theory]
    [InlineData("Rearrange(x, \"a (b -> ")]
    [InlineData("Rearrange(x, )")]
    [InlineData("Rearrange(, \"a . b\")")]
    [InlineData("Rearrange(x, \"a . b\", (\"c\", ), (1, 2), (\"d\"))")]
    [InlineData("Rearrange(x, $\"a . {\", (")]
    [InlineData("Einsum(\"a . b\", , x)")]
    [InlineData("Einsum()")]
    [InlineData("einsum(\"a1\",")]
    [InlineData("Layers.EinMix(\"a . b\", , null)")]
    [InlineData("Unknown.Rearrange(x, \"a . b\")")]
    [InlineData("Rearrange(x, \"a \\u00 . \")")]
    [InlineData("Rearrange(x, \"\"\"\n a .\n  \"\"\")")]
    [InlineData("new ShapeContract().Check(x, \"a . \"")]
    public async Task Code_that_is_being_written_brings_no_analyzer_down(string call)
    {
        var sources = new[]
        {
            Code.InMethod("Tensor x", $"_ = {call};"), Code.InClass($"[Shape({call})] int a; [Shape(\"a . "),
        };
        foreach (var source in sources)
        {
            var found = await Code.Compile(source).WithAnalyzers(
                [new InvalidPattern(), new OperandCount(), new AxisBookkeeping(), new LonelyAxisTypo()])
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            found.Should().NotContain(diagnostic => diagnostic.Id == "AD0001", source);
        }
    }
}
