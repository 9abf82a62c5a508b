using Arena.Patterns;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

/// <summary>The messages as a learner reads them, letter by letter.</summary>
public sealed class MessageTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void QuotesPointsExplainsAdvisesAndShowsWhatWasGiven() =>
        Message(() => Rearrange(zeros(2, 5, 12), "batch seq (heads d) -> batch heads seq", ("heads", 4))).Should().Be("""
            Rearrange "batch seq (heads d) -> batch heads seq"
                                        ^
            Axis 'd' is on the left but not on the right: Rearrange keeps every axis. Put 'd' on the right, or use Reduce to reduce over it.
            The tensor has shape [2, 5, 12]; sizes: heads = 4.
            """);

    [Fact]
    public void SaysWhichNameWasMeant() =>
        Message(() => Rearrange(zeros(2, 3), "batch seq -> seq batc")).Should().Be("""
            Rearrange "batch seq -> seq batc"
                       ^^^^^
            Axis 'batch' is on the left but not on the right: Rearrange keeps every axis. The right has 'batc': is one of them misspelt?
            The tensor has shape [2, 3].
            """);

    [Fact]
    public void KeepsATabFromMovingTheCaret() =>
        Message(() => Rearrange(zeros(2, 3), "a\tb -> b a")).Should().Be("""
            Rearrange "a·b -> b a"
                        ^
            Only the space separates axes, no tab and no line break.
            The tensor has shape [2, 3].
            """);

    public static TheoryData<string, string> Transforms => new()
    {
        // Pattern; the message's third line.
        { "a . c -> a c", "Dots stand only in an ellipsis, which has three of them. Write '...' with a space on both sides." },
        { "... a ... -> a ...",
            "A tensor can have only one '...'. Nobody could tell which axes belong to which; name some of them." },
        { "a a b -> a b", "Axis 'a' stands here a second time. On one side every axis stands once; give the second one another name." },
        { "a b 0 -> a b", "An axis of a fixed size has at least size 1, not 0." },
        { "a 2b -> 2b a", "'2b' cannot be the name of an axis. A name has letters, digits and underscores, and starts with a letter." },
        { "a b_ -> b_ a", "The axis name 'b_' starts or ends with an underscore. Underscores stand only between other characters." },
        { "(a (b)) c -> a b c",
            "Parentheses cannot stand inside of parentheses. Write all axes of the group side by side: (a b c)." },
        { "a b) -> a b", "This ')' closes nothing. Add the '(' or take it away." },
        { "(a b -> a b", "This '(' is never closed. Add the ')'." },
        { "a, b -> b a", "Axes are separated by spaces, not commas." },
        { "a * b -> b a", "A pattern has no '*'. Put axes that become one into parentheses: (heads d)." },
        { "a - b -> b a", "A '-' stands only in '->'. Names are joined with underscores: d_model." },
        { "a [b] -> b a", "A pattern has no '['. It has names, numbers, spaces, '...', parentheses and '->'." },
        { "a b", "The pattern has no '->'. Write the axes before it on the left and those after it on the right." },
        { "a b -> b a -> a b", "The pattern has a second '->'. Take it away." },
        { "a b -> a b ...", "'...' is on the right but not on the left. Put it on both sides." },
        { "(a ...) b -> a ... b",
            "On the left, '...' cannot stand in parentheses: the sizes of its axes could not be told apart. On the right it can." },
        { "a 3 -> 3 a", "A Rearrange has no axis 3, only axes of size 1: two numbers could not be told apart. Give the axis a name, and the name its size." },
        { "a b -> a b c", "Axis 'c' is on the right but not on the left: Rearrange makes no axes. Put 'c' on the left, or use Repeat to repeat along it." },
        { "a ... -> a", "'...' is on the left but not on the right: Rearrange keeps every axis. Put '...' on the right, or use Reduce to reduce over it." },
        { "a b c -> a b c", "This names 3 axes, but the tensor has 2." },
        { "a b c ... -> a b c ...", "This names at least 3 axes, but the tensor has 2." },
        { "(a c) b -> a c b",
            "The sizes of 'a' and 'c' cannot both be worked out from one axis. Give all but one, for example (\"a\", size) after the pattern." },
        { "1 b -> b", "The pattern has size 1 here, but the axis has size 6." },
        { "a () -> a", "The pattern has size 1 here, but the axis has size 4." },
    };

    [Theory]
    [MemberData(nameof(Transforms))]
    public void OfRearrange(string pattern, string line) =>
        Message(() => Rearrange(zeros(6, 4), pattern)).Split('\n')[2].Should().Be(line);

    public static TheoryData<string, (string, long)[], string> Sized => new()
    {
        { "a b -> b a", [("a", 7)], "The size given for axis 'a' is 7, but the axis has size 6." },
        { "(a c) b -> a c b", [("a", 2), ("c", 4)], "The sizes make a · c = 2 · 4 = 8, but the axis has size 6." },
        { "(a c) b -> a c b", [("a", 4)], "This axis has size 6, which cannot be divided by a = 4." },
        { "(a c d) b -> a c d b", [("a", 2), ("d", 2)],
            "This axis has size 6, which cannot be divided by a · d = 2 · 2 = 4." },
        { "(a c) b -> a c b", [("a", 0)], "The size given for axis 'a' is 0; a size is at least 1." },
        { "(a c) b -> a c b", [("c", -1)],
            "The size given for axis 'c' is -1; a size is at least 1. To have it worked out, leave (\"c\", -1) away." },
        { "a b -> b a", [("a", 6), ("a", 6)], "Two sizes are given for axis 'a'. Take one away." },
    };

    [Theory]
    [MemberData(nameof(Sized))]
    public void OfSizesWithAPlace(string pattern, (string, long)[] sizes, string line) =>
        Message(() => Rearrange(zeros(6, 4), pattern, sizes)).Split('\n')[2].Should().Be(line);

    [Fact]
    public void OfSizesWithoutAPlace()
    {
        Message(() => Rearrange(zeros(6, 4), "a heads -> heads a", ("head", 4))).Should().Be("""
            Rearrange "a heads -> heads a"
            A size is given for axis 'head', which is not in the pattern. Did you mean 'heads'?
            The tensor has shape [6, 4]; sizes: head = 4.
            """);
        Message(() => Rearrange(zeros(6, 4), "a b -> b a", ("q", 1))).Should().Be("""
            Rearrange "a b -> b a"
            A size is given for axis 'q', which is not in the pattern. Take it away, or put the axis into the pattern.
            The tensor has shape [6, 4]; sizes: q = 1.
            """);
        Message(() => Rearrange(zeros(6, 4), "a b -> b a", ("_q", 1))).Should().Be("""
            Rearrange "a b -> b a"
            A size is given for '_q', which cannot be the name of an axis.
            The tensor has shape [6, 4]; sizes: _q = 1.
            """);
    }

    [Fact]
    public void OfReduce()
    {
        Message(() => Reduce(zeros(6, 4), "a b -> a c", Reduction.Sum)).Split('\n')[2]
            .Should().Be("Axis 'c' is on the right but not on the left: Reduce makes no axes. Put 'c' on the left, or use Repeat afterwards to repeat along it.");
        Message(() => Reduce(zeros(6, 4), "a b -> a 2", Reduction.Sum)).Split('\n')[2]
            .Should().Be("The axis 2 on the right would be new: Reduce makes no axes. Use Repeat afterwards, or write 1 for an axis that was reduced.");
        Message(() => Reduce(zeros(6, 5), "a (b 2) -> a b", Reduction.Sum)).Split('\n')[2]
            .Should().Be("This axis has size 5, which cannot be divided by 2.");
        Message(() => Reduce(zeros(6, 4), "a 3 -> a", Reduction.Sum)).Split('\n')[2]
            .Should().Be("The pattern has size 3 here, but the axis has size 4.");
        Message(() => Reduce(zeros(6, 4), "a b -> a", (Reduction)99)).Should().Be("""
            Reduce "a b -> a"
            There is no reduction 99. There are Min, Max, Sum, Mean, Prod, Any, All, and functions of your own.
            The tensor has shape [6, 4].
            """);
        Message(() => Reduce(zeros(6, 4, dtype: ScalarType.Int64), "a b -> a", Reduction.Mean)).Should().Be("""
            Reduce "a b -> a"
            The mean of Int64 values need not be of type Int64. Convert first: x.to(ScalarType.Float32).
            The tensor has shape [6, 4].
            """);
        Message(() => Reduce(zeros(6, 0), "a b -> a", Reduction.Max)).Should().Be("""
            Reduce "a b -> a"
            An axis to reduce has size 0, and of nothing there is no largest.
            The tensor has shape [6, 0].
            """);
        Message(() => Reduce(zeros(6, 4), "a b -> a", (x, _) => x.alias())).Should().Be("""
            Reduce "a b -> a"
            The reduction returned shape [6, 4] where it should have returned [6]. It has to reduce exactly the axes that it is given, without keeping them.
            The tensor has shape [6, 4].
            """);
    }

    [Fact]
    public void OfRepeat()
    {
        Message(() => Repeat(zeros(6, 4), "a b -> a b c")).Should().Be("""
            Repeat "a b -> a b c"
                               ^
            Axis 'c' is new on the right, and its size is not given. Add ("c", size) after the pattern.
            The tensor has shape [6, 4].
            """);
        Message(() => Repeat(zeros(6, 4), "a b -> a 2")).Split('\n')[2]
            .Should().Be("Axis 'b' is on the left but not on the right: Repeat keeps every axis and adds some. Put 'b' on the right, or use Reduce to reduce over it.");
        Message(() => Repeat(zeros(6, 4), "a 4 -> a 2")).Split('\n')[2]
            .Should().Be("The axis 4 is on the left of a Repeat and has no name to find it by on the right. Give it a name, and the name its size.");
        Message(() => Repeat(zeros(6, 4), "a b -> a b c", ("c", 0))).Split('\n')[2]
            .Should().Be("The size given for axis 'c' is 0; a size is at least 1.");
    }

    [Fact]
    public void OfEinsum()
    {
        Message(() => Einsum("batch in, in out -> batch out", zeros(2, 3), zeros(4, 5))).Should().Be("""
            Einsum "batch in, in out -> batch out"
                              ^^
            Axis 'in' is 4 in operand 2 but 3 in operand 1.
            The tensors have shapes [2, 3], [4, 5].
            """);
        Message(() => Einsum("batch in, in out -> batch out", zeros(2, 3), zeros(1, 5))).Split('\n')[2]
            .Should().Be("Axis 'in' is 1 in operand 2 but 3 in operand 1. An axis of size 1 is not stretched: index it away, or give it another name to sum over it.");
        Message(() => Einsum("i i -> i", zeros(2, 3))).Split('\n')[2].Should().Be("Axis 'i' is 2 and 3 in operand 1.");
        Message(() => Einsum("a b, b c -> a c", zeros(2, 3))).Should().Be("""
            Einsum "a b, b c -> a c"
                    ^^^^^^^^
            The pattern has 2 operands, but 1 tensor came with it. Operands are separated by commas.
            The tensor has shape [2, 3].
            """);
        Message(() => Einsum("a b, b c -> a c", zeros(2, 3), zeros(3))).Should().Be("""
            Einsum "a b, b c -> a c"
                         ^^^
            This names 2 axes, but operand 2 has 1.
            The tensors have shapes [2, 3], [3].
            """);
        Message(() => Einsum("a b -> a dee", zeros(2, 3))).Split('\n')[2]
            .Should().Be("Axis 'dee' of the output is in no operand. An einsum makes no axes; use Repeat.");
        Message(() => Einsum("abc->cba", zeros(2, 3, 4))).Split('\n')[2]
            .Should().Be("Axis 'cba' of the output is in no operand. Axes are words here: if these are 3 axes, put spaces between them, 'c b a'.");
        Message(() => Einsum("batch in_dim, in_dimm out -> batch out", zeros(2, 3), zeros(3, 4))).Should().Be("""
            Einsum "batch in_dim, in_dimm out -> batch out"
                          ^^^^^^
            Axis 'in_dim' stands in one operand only and not in the output, so it would be summed by itself. There is also 'in_dimm': is one of them misspelt? If not, give it a name that is less like it.
            The tensors have shapes [2, 3], [3, 4].
            """);
        Message(() => Einsum("... a, a b -> b", zeros(5, 2), zeros(2, 3))).Split('\n')[2]
            .Should().Be("'...' is in an operand but not in the output: its axes would be summed away unseen. Put '...' into the output, or name the axes that are to be summed.");
        Message(() => Einsum("... a, ... a -> ...", zeros(5, 2), zeros(4, 2))).Split('\n')[2]
            .Should().Be("An axis of '...' is 4 in operand 2 but 5 before.");
        Message(() => Einsum("a (b c) -> a", zeros(2, 3))).Split('\n')[2]
            .Should().Be("An einsum pattern has no parentheses. Use Rearrange before or after it.");
        Message(() => Einsum("a 1 -> a", zeros(2, 1))).Split('\n')[2]
            .Should().Be("An einsum pattern has names only, no numbers. Give the axis a name.");
        Message(() => Einsum("a -> a")).Should().Be("""
            Einsum "a -> a"
                    ^
            The pattern has 1 operand, but 0 tensors came with it. Operands are separated by commas.
            No tensor was given.
            """);
        Message(() => Einsum(string.Join(" ", Enumerable.Range(0, 53).Select(i => $"n{i}")) + " -> n0", zeros(1)))
            .Split('\n')[1]
            .Should().Be("The pattern names 53 axes; an einsum has at most 52.");
    }

    [Fact]
    public void OfListsOfTensors()
    {
        Message(() => Rearrange([], "a b -> b a")).Should().Be("""
            Rearrange "a b -> b a"
            The list of tensors is empty.
            No tensor was given.
            """);
        Message(() => Rearrange([zeros(2, 3), zeros(2, 4)], "a b c -> b a c")).Should().Be("""
            Rearrange "a b c -> b a c"
            The tensors of a list have to have one shape, but tensor 2 differs from tensor 1.
            The tensors have shapes [2, 3], [2, 4].
            """);
    }

    [Fact]
    public void OfPackAndUnpack()
    {
        Message(() => Pack([], "* h")).Should().Be("""
            Pack "* h"
            There is no tensor to pack.
            No tensor was given.
            """);
        Message(() => Pack([zeros(2, 3), zeros(4)], "h w *")).Should().Be("""
            Pack "h w *"
                  ^^^^^
            This names at least 2 axes, but tensor 2 has 1.
            The tensors have shapes [2, 3], [4].
            """);
        Message(() => Pack([zeros(2, 3), zeros(4, 5)], "* h")).Should().Be("""
            Pack "* h"
                    ^
            Axis 'h' is 5 in tensor 2 but 3 in tensor 1.
            The tensors have shapes [2, 3], [4, 5].
            """);
        Message(() => Unpack(zeros(4, 3), [[2], [3]], "* h")).Should().Be("""
            Unpack "* h"
                    ^
            The shapes [[2], [3]] do not make the packed axis, which has size 4.
            The tensor has shape [4, 3].
            """);
        Message(() => Unpack(zeros(4, 3), [[2], [3, -1]], "* h")).Split('\n')[2]
            .Should().Be("The shapes [[2], [3, -1]] do not make the packed axis, which has size 4.");
        Message(() => Unpack(zeros(4, 3), [[-1], [-1, 2]], "* h")).Split('\n')[2]
            .Should().Be("The shapes [[-1], [-1, 2]] have more than one -1, and only one can be worked out.");
        Message(() => Unpack(zeros(4, 3), [[-2], [6]], "* h")).Split('\n')[2]
            .Should().Be("The shapes [[-2], [6]] have a size of -2; only -1 is worked out.");
        Message(() => Unpack(zeros(4, 3), [[5], [-1]], "* h")).Split('\n')[2]
            .Should().Be("The shapes [[5], [-1]] do not make the packed axis, which has size 4.");
        Message(() => Unpack(zeros(4), [[4]], "* h")).Split('\n')[2].Should()
            .Be("The packed tensor has to have 2 axes, but has 1.");
        Message(() => Pack([zeros(4)], "h")).Split('\n')[2]
            .Should().Be("The pattern has no '*'. Put one where the packed axes stand: \"* h w\".");
    }

    [Fact]
    public void OfParseShape()
    {
        Message(() => ParseShape(zeros(2, 3), "a 4")).Should().Be("""
            ParseShape "a 4"
                          ^
            The pattern has size 4 here, but the axis has size 3.
            The tensor has shape [2, 3].
            """);
        Message(() => ParseShape(zeros(2, 3), "a ()")).Split('\n')[2].Should()
            .Be("The pattern has size 1 here, but the axis has size 3.");
        Message(() => ParseShape(zeros(2, 3), "a")).Split('\n')[2].Should()
            .Be("This names 1 axis, but the tensor has 2.");
        Message(() => ParseShape(zeros(2, 3), "a b c ...")).Split('\n')[2].Should()
            .Be("This names at least 3 axes, but the tensor has 2.");
        Message(() => ParseShape(zeros(2, 3), "a (b)")).Split('\n')[2]
            .Should().Be("A shape pattern has no groups of axes. One name stands for one axis of the tensor.");
        Message(() => ParseShape(zeros(2, 3), "a a")).Split('\n')[2]
            .Should().Be("Axis 'a' stands here a second time. On one side every axis stands once; give the second one another name.");
    }

    [Fact]
    public void OfLayersComesWhenTheyAreMade()
    {
        Message(() => Layers.Rearrange("a b -> a c")).Split('\n')[2].Should()
            .StartWith("Axis 'b' is on the left but not on the right");
        Message(() => Layers.Repeat("a b -> a b copy", ("cop", 2))).Should().Be("""
            Repeat "a b -> a b copy"
            A size is given for axis 'cop', which is not in the pattern. Did you mean 'copy'?
            Sizes: cop = 2.
            """);
        Message(() => Layers.Reduce("a b -> a", (Reduction)7)).Should()
            .StartWith("Reduce \"a b -> a\"\nThere is no reduction 7.");
    }

    private static string Message(Action act) => Assert.Throws<EinopsException>(act).Message;
}
