using static Arena.Tensors.Einops;
using static Arena.Tensors.Tests.Values;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class ReduceTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    public static TheoryData<Reduction, long[], bool> Cases => new(
        from reduction in Enum.GetValues<Reduction>()
        from shape in new long[][] { [2, 3, 4], [1, 5, 2], [3, 1, 1] }
        from strided in new[] { false, true }
        select new TheoryDataRow<Reduction, long[], bool>(reduction, shape, strided));

    [Theory]
    [MemberData(nameof(Cases))]
    public void ReducesTheAxesThatVanish(Reduction reduction, long[] shape, bool strided)
    {
        var (a, b, c) = (shape[0], shape[1], shape[2]);
        var x = strided ? Strided(shape) : Counting(shape);

        Reduce(x, "a b c -> c a", reduction)
            .ShouldBe([c, a], i => Reduced(reduction, Indices(b).Select(j => At(shape, i[1], j[0], i[0]))));
        Reduce(x, "a b c -> b", reduction)
            .ShouldBe([b], i => Reduced(reduction, Indices(a, c).Select(j => At(shape, j[0], i[0], j[1]))));
        Reduce(x, "a b c ->", reduction)
            .ShouldBe([], i => Reduced(reduction, Indices(a, b, c).Select(j => At(shape, j))));
    }

    [Theory]
    [InlineData(Reduction.Min)]
    [InlineData(Reduction.Max)]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Prod)]
    public void PoolsBlocksOfANumberedSize(Reduction reduction)
    {
        long[] shape = [3, 4, 6];
        Reduce(Counting(shape), "c (h 2) (w 3) -> h w c", reduction).ShouldBe([2, 2, 3],
            i => Reduced(reduction, Indices(2, 3).Select(j => At(shape, i[2], i[0] * 2 + j[0], i[1] * 3 + j[1]))));
    }

    [Fact]
    public void KeepsAnAxisOfSizeOneWhereTheRightSideHasOne()
    {
        long[] shape = [2, 3, 4];
        Reduce(Counting(shape), "a b c -> a 1 c", Reduction.Sum)
            .ShouldBe([2, 1, 4], i => Indices(3).Sum(j => At(shape, i[0], j[0], i[2])));
        Reduce(Counting(shape), "a b c -> () a () ()", Reduction.Max)
            .ShouldBe([1, 2, 1, 1], i => At(shape, i[1], 2, 3));
    }

    [Fact]
    public void ReducesTheEllipsisWhenItVanishes()
    {
        long[] shape = [2, 3, 4];
        Reduce(Counting(shape), "... c -> c", Reduction.Mean)
            .ShouldBe([4], i => Indices(2, 3).Average(j => At(shape, j[0], j[1], i[0])));
        Reduce(Counting(shape), "a ... -> a", Reduction.Sum)
            .ShouldBe([2], i => Indices(3, 4).Sum(j => At(shape, i[0], j[0], j[1])));
        Reduce(Counting(4), "... c -> c", Reduction.Sum).ShouldBe([4], i => i[0]);
    }

    [Fact]
    public void AnyAndAllAreBoolean()
    {
        var x = tensor(new[,] { { 0f, 0f, 0f }, { 0f, 3f, 0f }, { 1f, 2f, 3f } });

        var any = Reduce(x, "row column -> row", Reduction.Any);
        var all = Reduce(x, "row column -> row", Reduction.All);

        any.dtype.Should().Be(ScalarType.Bool);
        all.dtype.Should().Be(ScalarType.Bool);
        any.ShouldBe([3], i => i[0] == 0 ? 0 : 1);
        all.ShouldBe([3], i => i[0] == 2 ? 1 : 0);
    }

    [Fact]
    public void CallsAFunctionWithTheSplitTensorAndTheAxesToReduce()
    {
        long[] shape = [2, 6, 3];
        long[]? seenShape = null, seenAxes = null;

        Reduce(Counting(shape), "a (b two) c -> c b", (x, axes) =>
        {
            (seenShape, seenAxes) = (x.shape, axes);
            return x.logsumexp(axes[1]).logsumexp(axes[0]);
        }, ("two", 2)).ShouldBe([3, 3],
            i => Math.Log(Indices(2, 2).Sum(j => Math.Exp(At(shape, j[0], i[1] * 2 + j[1], i[0])))));

        seenShape.Should().Equal(2, 3, 2, 3);
        seenAxes.Should().Equal(0, 2);
    }

    [Fact]
    public void DoesNotCallTheFunctionWhenNothingIsReduced() =>
        Reduce(Counting(2, 3), "a b -> b a", (_, _) => throw new InvalidOperationException())
            .ShouldBe([3, 2], i => At([2, 3], i[1], i[0]));

    [Fact]
    public void SumsNothingToZeroAndMultipliesNothingToOne()
    {
        Reduce(zeros(2, 0, 3), "a b c -> a c", Reduction.Sum).ShouldBe([2, 3], _ => 0);
        Reduce(zeros(2, 0, 3), "a b c -> a c", Reduction.Prod).ShouldBe([2, 3], _ => 1);
        Reduce(zeros(0, 3), "a b -> a", Reduction.Max).ShouldBe([0], _ => 0);
    }

    private static double Reduced(Reduction reduction, IEnumerable<float> values) => reduction switch
    {
        Reduction.Min => values.Min(),
        Reduction.Max => values.Max(),
        Reduction.Sum => values.Sum(value => (double)value),
        Reduction.Mean => values.Average(value => (double)value),
        Reduction.Prod => values.Aggregate(1.0, (product, value) => product * value),
        Reduction.Any => values.Any(value => value != 0) ? 1 : 0,
        _ => values.All(value => value != 0) ? 1 : 0,
    };
}
