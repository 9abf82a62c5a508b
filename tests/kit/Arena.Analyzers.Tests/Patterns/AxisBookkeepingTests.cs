using Arena.Analyzers.CodeFixes.Patterns;
using Arena.Analyzers.Patterns;
using Microsoft.CodeAnalysis;
using TorchSharp;

namespace Arena.Analyzers.Tests.Patterns;

public sealed class AxisBookkeepingTests
{
    [Theory]
    [InlineData("""Rearrange(x, "seq [|seq|] d -> seq d")""")]
    [InlineData("""Rearrange(x, "seq d -> seq (d [|seq|])")""")]
    [InlineData("""Rearrange(x, "a b -> a b [|...|]")""")]
    [InlineData("""Rearrange(x, "a [|...|] -> a")""")]
    [InlineData("""Reduce(x, "(a [|...|]) b -> b", Reduction.Sum)""")]
    [InlineData("""Rearrange(x, "a [|4|] -> a [|4|]")""")]
    [InlineData("""Rearrange(x, "b (heads [|d|]) -> b heads", ("heads", 1))""")]
    [InlineData("""Rearrange(x, "a -> a [|bee|]")""")]
    [InlineData("""Repeat(x, "a [|bee|] -> a 2")""")]
    [InlineData("""Repeat(x, "a [|3|] -> a 2")""")]
    [InlineData("""Repeat(x, "[|...|] a -> a 2")""")]
    [InlineData("""Repeat(x, "h w -> h w [|c|]")""")]
    [InlineData("""Repeat(x, "h w -> h (w [|c|])", ("h", n))""")]
    [InlineData("""Reduce(x, "a b -> a [|new|]", Reduction.Sum)""")]
    [InlineData("""Reduce(x, "a b -> a [|2|]", (values, axes) => values.sum(axes))""")]
    [InlineData("""Einsum("a b, b c -> a [|dee|]", x, y)""")]
    [InlineData("""Einsum("ij, jk -> [|ik|]", x, y)""")]
    [InlineData("""Einsum("i j -> i [|i|]", x)""")]
    [InlineData("""Einsum("[|...|] a, a b -> b", x, y)""")]
    [InlineData("""Einsum("a b -> [|...|] a", x)""")]
    [InlineData("""Rearrange(x, "a b -> b a", [|("c", 2)|])""")]
    [InlineData("""Rearrange(x, "a b -> b a", ("a", 2), [|("c", n)|])""")]
    [InlineData("""Rearrange(x, "a b -> b a", [("a", 2), [|("c", n)|]])""")]
    [InlineData("""Rearrange(x, "a b -> b a", [|("_a", 2)|])""")]
    [InlineData("""Rearrange(x, "a b -> b a", ("a", 2), [|("a", 3)|])""")]
    [InlineData("""Rearrange(x, "a b -> b a", [|("a", 0)|])""")]
    [InlineData("""Rearrange(x, "a (b c) -> a b c", ("c", 2), [|("b", -1)|])""")]
    [InlineData("""Rearrange(x, "a [|(b c)|] -> a b c")""")]
    [InlineData("""Reduce(x, "a [|(b c d)|] -> a b", Reduction.Mean, ("c", 1))""")]
    [InlineData("""Rearrange(x, "a (b item) -> a b item", [|("itme", 1)|])""")]
    [InlineData("""ParseShape(x, "a [|a|]")""")]
    [InlineData("""Pack([x, y], "a [|a|] *")""")]
    [InlineData("""Layers.Rearrange("a [|b|] -> a [|c|]")""")]
    [InlineData("""Layers.Repeat("a -> a [|b|]")""")]
    [InlineData("""Layers.Reduce("a b -> b", Reduction.Sum, [|("c", 2)|])""")]
    [InlineData("""Layers.EinMix("b c -> b d", "[|e|] d", null, ("e", 2), ("d", 3))""")]
    [InlineData("""Layers.EinMix("b c -> b [|e|]", "c d", null, ("c", 2), ("d", 3))""")]
    [InlineData("""Layers.EinMix("b c -> b d", "c [|d|]", null, ("c", 2))""")]
    [InlineData("""Layers.EinMix("b c -> b d", "c d", "[|e|]", ("c", 2), ("d", 3))""")]
    [InlineData("""Layers.EinMix("b c -> b d", "c d", null, ("c", 2), ("d", 3), [|("z", 4)|])""")]
    [InlineData("""Layers.EinMix("b c -> b d", "c d", null, ("c", 2), [|("d", 0)|])""")]
    [InlineData("""Layers.EinMix("b c -> b d", "c d", null, ("c", 2), ("d", 3), [|("c", 2)|])""")]
    [InlineData("""Layers.EinMix("[|...|] c -> d", "c d", null, ("c", 2), ("d", 3))""")]
    public Task Axes_that_do_not_add_up_are_marked(string call) =>
        MarkedCall.MustBeFoundAsync(call, "TSH2003", DiagnosticSeverity.Error);

    [Theory]
    [InlineData("""Rearrange(x, "a (b c) -> a b c", ("b", n))""")]
    [InlineData("""Rearrange(x, "a (b c) -> a b c", ("b", 2), ("c", 1))""")]
    [InlineData("""Rearrange(x, "a b -> b a", ("a", n))""")]
    [InlineData("""Repeat(x, "h w -> h w c", ("c", n - 1))""")]
    [InlineData("""Reduce(x, "a b -> 1 a 1", Reduction.Sum)""")]
    [InlineData("""Einsum("i j, k l -> i l", x, y)""")]
    [InlineData("""Layers.EinMix("b (h c) -> b h d", "h c d", "h d", ("h", n), ("c", 2), ("d", 3))""")]
    public Task Axes_that_add_up_are_left_alone(string call) => MarkedCall.MustBeLeftAloneAsync(call);

    [Theory]
    [InlineData("Repeat(x, \"h w -> h w c\", sizes)")]
    [InlineData("Repeat(x, \"h w -> h w c\", [.. sizes])")]
    [InlineData("Repeat(x, \"h w -> h w c\", (axis, 3))")]
    [InlineData("Repeat(x, \"h w -> h w c\", sizes[0])")]
    [InlineData("Rearrange(x, \"a (b c) -> a b c\", sizes)")]
    [InlineData("Layers.EinMix(\"b c -> b d\", \"c d\", axis, (\"c\", 2), (\"d\", 3), (\"e\", 4))")]
    [InlineData("Layers.EinMix(\"b c -> b d\", \"c d\", null, sizes)")]
    public Task Sizes_that_cannot_be_seen_are_left_alone(string call) =>
        Verify<AxisBookkeeping>.FindsNothingAsync(
            Code.InMethod("Tensor x, (string, long)[] sizes, string axis", $"var y = {call};"));

    [Fact]
    public Task What_does_not_depend_on_sizes_is_found_without_them() =>
        Verify<AxisBookkeeping>.FindsAsync(Code.InMethod(
            "(string, long)[] sizes", "var y = Layers.EinMix(\"b c -> b [|e|]\", \"c d\", null, sizes);"));

    [Fact]
    public async Task A_size_points_to_the_axis_that_it_is_for()
    {
        var source = Code.InMethod(
            "Tensor x", "var y = Rearrange(x, \"rows columns -> columns rows\", (\"columns\", 0));");
        var found = (await MarkedCall.FindAsync(source)).Should().ContainSingle().Which;
        found.AdditionalLocations.Should().ContainSingle().Which.SourceSpan
            .Should().Be(new Microsoft.CodeAnalysis.Text.TextSpan(
                source.IndexOf("columns ->", StringComparison.Ordinal), "columns".Length));
    }

    [Theory]
    [InlineData("Rearrange(x, \"batch [|seq|] -> [|sqe|] batch\")", "Rearrange(x, \"batch seq -> seq batch\")")]
    [InlineData("Reduce(x, \"batch seq -> [|Seq|]\", Reduction.Sum)", "Reduce(x, \"batch seq -> seq\", Reduction.Sum)")]
    [InlineData(
        "Repeat(x, \"height [|width|] -> height widht 3\")", "Repeat(x, \"height width -> height width 3\")")]
    [InlineData(
        "Einsum(\"batch inner, inner outer -> batch [|oter|]\", x, x)",
        "Einsum(\"batch inner, inner outer -> batch outer\", x, x)")]
    [InlineData("Rearrange(x, \"a b -> b a\", [|(\"c\", 2)|])", "Rearrange(x, \"a b -> b a\")")]
    [InlineData(
        "Rearrange(x, \"a b -> b a\", [|(\"c\", 2)|],\n    (\"a\", 2), [|(\"d\", n)|], [|(\"e\", 1)|])",
        "Rearrange(x, \"a b -> b a\",\n    (\"a\", 2))")]
    [InlineData(
        "Rearrange(x, \"a (heads d) -> a heads d\", [|(\"head\", 2)|], (\"d\", 1))",
        "Rearrange(x, \"a (heads d) -> a heads d\", (\"heads\", 2), (\"d\", 1))")]
    [InlineData("Rearrange(x, \"a b -> b a\", (\"a\", 2), [|(\"a\", 2)|])", "Rearrange(x, \"a b -> b a\", (\"a\", 2))")]
    [InlineData(
        "Rearrange(x, \"a (b c) -> a b c\", [|(\"b\", -1)|], (\"c\", 2))",
        "Rearrange(x, \"a (b c) -> a b c\", (\"c\", 2))")]
    public Task What_was_meant_is_written(string before, string after) =>
        Verify<AxisBookkeeping>.FixesAsync<AxisBookkeepingFix>(
            Code.InMethod("Tensor x, long n", $"var y = {before};"),
            Code.InMethod("Tensor x, long n", $"var y = {after};"));

    [Theory]
    [InlineData("Rearrange(x, \"a [|b|] -> [|c|] a\")")]
    [InlineData("Repeat(x, \"h w -> h w [|c|]\")")]
    [InlineData("Rearrange(x, \"a b -> b a\", [|(\"c\", x.size(0))|])")]
    [InlineData("Rearrange(x, \"a b -> b a\", /* why */ [|(\"c\", 2)|])")]
    [InlineData("Rearrange(x, \"a b -> b a\", [[|(\"c\", 2)|]])")]
    [InlineData("Rearrange(x, \"a b -> b a\", (\"a\", 2), [|(\"a\", 3)|])")]
    [InlineData("Rearrange(x, \"a b -> b a\", [|(\"a\", 0)|])")]
    [InlineData("Rearrange(x, \"(b c) a -> a b c\", [|(\"b\", -1)|])")]
    [InlineData("Rearrange(x, \"rows b -> b rows\", (\"rows\", 2), [|(\"row\", 2)|])")]
    public Task Where_only_a_person_knows_no_fix_is_offered(string call) =>
        Verify<AxisBookkeeping>.FixesNothingAsync<AxisBookkeepingFix>(
            Code.InMethod("Tensor x", $"var y = {call};"));

    [Theory]
    [InlineData(2, 6)]
    [InlineData(5, 3)]
    public async Task A_renamed_size_computes_what_was_meant(int rows, int columns)
    {
        var source = Code.InMethod(
            "Tensor x", "return Rearrange(x, \"row (group item) -> group (item row)\", (\"gruop\", 3));", "Tensor");
        var repair = PatternRepair.In((await MarkedCall.FindAsync(source)).Should().ContainSingle().Which)!;
        using var scope = torch.NewDisposeScope();
        var x = torch.rand(rows, columns);

        var result = (torch.Tensor)RunningCode.Run(
            source.Remove(repair.Span.Start, repair.Span.Length).Insert(repair.Span.Start, repair.Text), x)!;

        var expected = x.reshape(rows, 3, columns / 3).permute(1, 2, 0).reshape(3, rows * columns / 3);
        result.shape.Should().Equal(expected.shape);
        result.allclose(expected).Should().BeTrue();
    }
}
