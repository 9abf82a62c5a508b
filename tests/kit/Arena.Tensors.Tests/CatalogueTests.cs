using Arena.Patterns;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

/// <summary>Everything that einops refuses is refused here, and what it lets through by oversight.</summary>
public sealed class CatalogueTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static readonly (string Entry, PatternProblem Problem, Action Trigger)[] Entries =
    [
        ("dots outside of an ellipsis", PatternProblem.StrayDots, () => Rearrange(Two, "a . -> a .")),
        ("two ellipses", PatternProblem.SecondEllipsis, () => Rearrange(Two, "... a ... -> a ...")),
        ("duplicate on the left", PatternProblem.DuplicateAxis, () => Rearrange(Two, "a a -> a")),
        ("duplicate on the right", PatternProblem.DuplicateAxis, () => Rearrange(Two, "a b -> a b a")),
        ("duplicate in an einsum's output", PatternProblem.DuplicateAxis, () => Einsum("a b -> a a", Two)),
        ("anonymous axis of size 0", PatternProblem.ZeroAxis, () => Reduce(Two, "a 0 -> a", Reduction.Sum)),
        ("no identifier", PatternProblem.NotAName, () => Rearrange(Two, "a 2b -> 2b a")),
        ("underscore at the end of a name", PatternProblem.Underscore, () => Rearrange(Two, "a b_ -> b_ a")),
        ("underscore alone", PatternProblem.Underscore, () => Reduce(Two, "a _ -> a", Reduction.Sum)),
        ("group in a group", PatternProblem.NestedGroup, () => Rearrange(Two, "a (b (c)) -> a b c")),
        ("closed and not opened", PatternProblem.UnopenedGroup, () => Rearrange(Two, "a b) -> a b")),
        ("opened and not closed", PatternProblem.UnclosedGroup, () => Rearrange(Two, "(a b -> a b")),
        ("unknown character", PatternProblem.UnknownCharacter, () => Rearrange(Two, "a - b -> a b")),
        ("ellipsis on the right only", PatternProblem.EllipsisOnlyOnRight, () => Rearrange(Two, "a b -> ... a b")),
        ("ellipsis in a group on the left", PatternProblem.EllipsisInLeftGroup,
            () => Rearrange(Two, "(a ...) -> a ...")),
        ("number in a rearrange", PatternProblem.NumberInRearrange, () => Rearrange(Two, "a 3 -> a 3")),
        ("axis on one side of a rearrange", PatternProblem.OneSidedAxis, () => Rearrange(Two, "a b -> a")),
        ("ellipsis on one side of a rearrange", PatternProblem.OneSidedAxis, () => Rearrange(Two, "a ... -> a")),
        ("axis lost in a repeat", PatternProblem.AxisLostInRepeat, () => Repeat(Two, "a b -> a")),
        ("new axis of a repeat without a size", PatternProblem.MissingSize, () => Repeat(Two, "a b -> a b c")),
        ("new axis in a reduce", PatternProblem.NewAxisInReduce, () => Reduce(Two, "a b -> c", Reduction.Sum)),
        ("new number in a reduce", PatternProblem.NewAxisInReduce, () => Reduce(Two, "a b -> a 2", Reduction.Sum)),
        ("unknown reduction", PatternProblem.UnknownReduction, () => Reduce(Two, "a b -> a", (Reduction)(-1))),
        ("rank", PatternProblem.WrongRank, () => Rearrange(Two, "a b c -> a b c")),
        ("rank with an ellipsis", PatternProblem.WrongRank, () => Rearrange(Two, "a b c ... -> a b c ...")),
        ("size for no name", PatternProblem.BadSizeName, () => Rearrange(Two, "a b -> b a", ("_q", 1))),
        ("size for an axis not in use", PatternProblem.UnusedSize, () => Rearrange(Two, "a b -> b a", ("q", 1))),
        ("two unknowns in a group", PatternProblem.CannotInfer, () => Rearrange(Two, "a (b c) -> a b c")),
        ("product and axis differ", PatternProblem.SizeMismatch,
            () => Rearrange(Two, "a (b c) -> a b c", ("b", 2), ("c", 2))),
        ("size and axis differ", PatternProblem.SizeMismatch, () => Rearrange(Two, "a b -> b a", ("a", 5))),
        ("unit axis of another size", PatternProblem.SizeMismatch, () => Rearrange(Two, "a 1 -> a")),
        ("not divisible", PatternProblem.NotDivisible, () => Rearrange(Two, "a (b c) -> a b c", ("c", 2))),
        ("pack: duplicate", PatternProblem.DuplicateAxis, () => Pack([Two], "a * a")),
        ("pack: no star", PatternProblem.MissingStar, () => Pack([Two], "a b")),
        ("pack: two stars", PatternProblem.SecondStar, () => Pack([Two], "* *")),
        ("pack: no name", PatternProblem.Underscore, () => Pack([Two], "_a *")),
        ("pack: rank", PatternProblem.WrongRank, () => Pack([Two], "a b c *")),
        ("unpack: rank", PatternProblem.WrongRank, () => Unpack(Two, [[2]], "*")),
        ("unpack: two unknowns", PatternProblem.PackedShapes, () => Unpack(Two, [[-1], [-1]], "* b")),
        ("unpack: lengths", PatternProblem.PackedShapes, () => Unpack(Two, [[5]], "* b")),
        ("einsum: unknown output axis", PatternProblem.UnknownOutputAxis, () => Einsum("abc->cba", Two)),
        ("einsum: unit axis", PatternProblem.NotSupportedHere, () => Einsum("a () -> a", Two)),
        ("einsum: group", PatternProblem.NotSupportedHere, () => Einsum("(a b) -> a", Two)),
        ("einsum: number", PatternProblem.NotSupportedHere, () => Einsum("a 3 -> a", Two)),
        ("einsum: no arrow", PatternProblem.MissingArrow, () => Einsum("a b", Two)),
        ("einsum: no tensor", PatternProblem.OperandCount, () => Einsum("a b -> a")),
        ("einsum: too many axes", PatternProblem.TooManyAxes,
            () => Einsum(string.Join(' ', Enumerable.Range(0, 60).Select(i => $"n{i}")) + " ->", Two)),
        ("parse_shape: group", PatternProblem.NotSupportedHere, () => ParseShape(Two, "(a b)")),
        ("parse_shape: rank", PatternProblem.WrongRank, () => ParseShape(Two, "a")),
        ("parse_shape: unit axis", PatternProblem.SizeMismatch, () => ParseShape(Two, "a 1")),
        ("parse_shape: number", PatternProblem.SizeMismatch, () => ParseShape(Two, "a 4")),
        ("mean of integers", PatternProblem.ReductionOfType,
            () => Reduce(ones(2, 3, dtype: ScalarType.Int32), "a b -> a", Reduction.Mean)),
        ("mean of booleans", PatternProblem.ReductionOfType,
            () => Reduce(ones(2, 3, dtype: ScalarType.Bool), "a b -> a", Reduction.Mean)),
        ("empty list", PatternProblem.NoTensor, () => Rearrange([], "a -> a")),
        ("empty list to reduce", PatternProblem.NoTensor, () => Reduce([], "a -> a", Reduction.Sum)),
        ("empty list to repeat", PatternProblem.NoTensor, () => Repeat([], "a -> a 2")),
        ("mix: size of the weight", PatternProblem.MissingSize, () => Layers.EinMix("a b -> a c", "b c", null)),
        ("mix: unknown on the right", PatternProblem.LayerAxes, () => Layers.EinMix("a b -> a c", "b", null, ("b", 2))),
        ("mix: ellipsis in the weight", PatternProblem.NotSupportedHere,
            () => Layers.EinMix("a b -> a c", "b ... c", null)),
        ("mix: ellipsis on the left only", PatternProblem.EllipsisDropped,
            () => Layers.EinMix("... b -> c", "b c", null)),
        ("mix: ellipsis on the right only", PatternProblem.EllipsisOnlyOnRight,
            () => Layers.EinMix("b -> ... c", "b c", null)),
        ("mix: ellipsis in a group", PatternProblem.EllipsisInLeftGroup,
            () => Layers.EinMix("(... b) -> ... c", "b c", null)),
        ("mix: number", PatternProblem.NotSupportedHere, () => Layers.EinMix("a 2 -> a c", "c", null)),
        ("mix: group in the weight", PatternProblem.NotSupportedHere, () => Layers.EinMix("a b -> a c", "(b c)", null)),
        ("mix: size not in use", PatternProblem.UnusedSize,
            () => Layers.EinMix("a b -> a c", "b c", null, ("b", 2), ("c", 3), ("q", 2))),
        ("mix: redundant weight axis", PatternProblem.LayerAxes,
            () => Layers.EinMix("a b -> a c", "b c q", null, ("b", 2), ("c", 3), ("q", 2))),
        ("mix: bias axis not in the output", PatternProblem.LayerAxes,
            () => Layers.EinMix("a b -> a c", "b c", "b", ("b", 2), ("c", 3))),
        ("mix: size of the bias", PatternProblem.MissingSize,
            () => Layers.EinMix("a b -> a c", "b c", "a c", ("b", 2), ("c", 3))),
        ("mix: bias before the ellipsis", PatternProblem.LayerAxes,
            () => Layers.EinMix("a ... b -> a ... c", "b c", "a", ("a", 2), ("b", 2), ("c", 3))),

        // What einops leaves to Python, to libtorch, or to chance.
        ("no arrow", PatternProblem.MissingArrow, () => Rearrange(Two, "a b")),
        ("two arrows", PatternProblem.UnexpectedArrow, () => Rearrange(Two, "a b -> b a -> a b")),
        ("size 0", PatternProblem.SizeNotPositive, () => Rearrange(Two, "a (b c) -> a b c", ("b", 0))),
        ("negative size", PatternProblem.SizeNotPositive, () => Rearrange(Two, "a (b c) -> a b c", ("b", -2))),
        ("size given twice", PatternProblem.DuplicateSize,
            () => Rearrange(Two, "a (b c) -> a b c", ("b", 3), ("b", 3))),
        ("size beyond all bounds", PatternProblem.SizeMismatch,
            () => Rearrange(Two, "a (b c) -> a b c", ("b", long.MaxValue), ("c", 2))),
        ("nothing to pack", PatternProblem.NoTensor, () => Pack([], "* a")),
        ("pack: shapes differ", PatternProblem.TensorsDiffer, () => Pack([Two, ones(2, 4)], "* a")),
        ("unpack: negative", PatternProblem.PackedShapes, () => Unpack(Two, [[-2], [4]], "* b")),
        ("list of different shapes", PatternProblem.TensorsDiffer,
            () => Rearrange([Two, ones(3, 2)], "n a b -> n b a")),
        ("largest of nothing", PatternProblem.ReductionOfNothing, () => Reduce(ones(2, 0), "a b -> a", Reduction.Max)),
        ("own reduction that keeps axes", PatternProblem.ReductionResult,
            () => Reduce(Two, "a b -> a", (x, axes) => x.sum(axes, keepdim: true))),
        ("einsum: typo", PatternProblem.LikelyTypo,
            () => Einsum("batch in_dim, in_dimm out -> batch out", Two, ones(3, 4))),
        ("einsum: stretched axis", PatternProblem.SizeMismatch, () => Einsum("a b, b c -> a c", Two, ones(1, 4))),
        ("einsum: stretched axis, first operand", PatternProblem.SizeMismatch,
            () => Einsum("a b, b c -> a c", ones(2, 1), ones(3, 4))),
        ("einsum: stretched diagonal", PatternProblem.SizeMismatch, () => Einsum("a a -> a", ones(3, 1))),
        ("einsum: size clash", PatternProblem.SizeMismatch, () => Einsum("a b, b c -> a c", Two, ones(4, 4))),
        ("einsum: size clash in the ellipsis", PatternProblem.SizeMismatch,
            () => Einsum("... a, ... a -> ...", ones(2, 3), ones(4, 3))),
        ("einsum: dropped ellipsis", PatternProblem.EllipsisDropped, () => Einsum("... a -> a", Two)),
        ("einsum: too few tensors", PatternProblem.OperandCount, () => Einsum("a b, b c -> a c", Two)),
        ("einsum: too many tensors", PatternProblem.OperandCount, () => Einsum("a b -> a", Two, Two)),
        ("einsum: rank", PatternProblem.WrongRank, () => Einsum("a b c -> a", Two)),
    ];

    public static TheoryData<string> Names => new(Entries.Select(entry => entry.Entry));

    private static Tensor Two => ones(2, 3);

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefused(string entry)
    {
        var (_, problem, trigger) = Entries.Single(candidate => candidate.Entry == entry);

        var exception = Assert.Throws<EinopsException>(trigger);

        exception.Finding.Problem.Should().Be(problem);
        exception.Message.Should().StartWith($"{exception.Operation} \"{exception.Pattern}\"\n")
            .And.Contain($"\n{exception.Finding.Cause}");
    }

    [Fact]
    public void HasAnEntryForEveryProblem() =>
        Entries.Select(entry => entry.Problem).Distinct().Should().BeEquivalentTo(Enum.GetValues<PatternProblem>());
}
